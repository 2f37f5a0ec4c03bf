/**
 * The journal: a kernel's messages in the order in which it emitted them, on disk before any client
 * sees them, and the cursors with which clients read it.
 */
package dev.hearth.gateway.kernel.journal;
