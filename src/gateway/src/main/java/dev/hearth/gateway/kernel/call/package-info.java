/**
 * What kernels may ask of the gateway from within their cells. {@link
 * dev.hearth.gateway.kernel.call.KernelCalls} is where features register what they answer; package
 * {@code link} hands it the calls that come in.
 */
package dev.hearth.gateway.kernel.call;
