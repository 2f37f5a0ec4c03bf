/**
 * The WebSocket {@code /api/kernels/{id}/channels}. A client's connection is a cursor on its
 * kernel's journal: {@link dev.hearth.gateway.jupyter.channels.CursorPump} reads it in small
 * batches, one on its way at a time, so that a client that does not read holds no more than one
 * batch and stalls nobody. {@link dev.hearth.gateway.jupyter.channels.StartPosition} says where a
 * client begins, {@link dev.hearth.gateway.jupyter.channels.ReplyRouting} which replies are its
 * own, {@link dev.hearth.gateway.jupyter.channels.Framing} how messages stand on its socket, and
 * {@link dev.hearth.gateway.jupyter.channels.Uplink} takes what it sends.
 */
package dev.hearth.gateway.jupyter.channels;
