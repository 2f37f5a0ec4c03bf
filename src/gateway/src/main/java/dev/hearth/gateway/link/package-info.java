/**
 * The edge that session drivers dial: one WebSocket per session, authenticated by the session's own
 * token, in the frames of {@link dev.hearth.protocol.link}.
 */
package dev.hearth.gateway.link;
