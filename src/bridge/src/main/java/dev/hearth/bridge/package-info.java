/**
 * A kernel for Jupyter clients that start kernels themselves: it speaks ZeroMQ with the client and
 * the channels WebSocket with a gateway, where the real kernel lives. {@link
 * dev.hearth.bridge.ClientSide} and {@link dev.hearth.bridge.GatewaySide} know nothing of each
 * other; {@link dev.hearth.bridge.Bridge} joins them.
 */
package dev.hearth.bridge;
