/**
 * How messages stand on the wire: Jupyter's two WebSocket framings and ZeroMQ's signed parts.
 * Reading is bounds-checked and allocates nothing by a number that a frame claims.
 */
package dev.hearth.protocol.frame;
