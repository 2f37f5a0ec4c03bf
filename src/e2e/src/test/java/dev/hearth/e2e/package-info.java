/**
 * Hearth as its users run it: the built gateway and its drivers as processes, driven by raw
 * clients. One gateway is shared by all tests that do not kill it.
 */
package dev.hearth.e2e;
