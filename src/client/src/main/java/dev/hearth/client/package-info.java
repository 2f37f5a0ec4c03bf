/**
 * An ordinary Jupyter client: kernels over REST, and their messages over a WebSocket in the v1
 * sub-protocol. Knows nothing of notebooks and terminals.
 */
package dev.hearth.client;
