/**
 * The audit log's entries as they are written to files, and how to check that nobody has changed
 * them: shared by the gateway, which writes them, and the command line, which verifies files
 * without a gateway.
 *
 * <p>An entry is one line of canonical JSON after RFC 8785: members sorted by name, no white space,
 * UTF-8, only the escapes that JSON demands; so any language that has an RFC 8785 library can check
 * a log. {@code hash} is SHA-256, or HMAC-SHA-256 under the log's key, over the same object without
 * {@code hash}. Two links hold entries together: {@code previous} is the hash of the entry before
 * it in the database ({@code number} less one), {@code gateway_previous} that of the entry before
 * it of the same gateway ({@code gateway_number} less one). The second makes a gateway's file a
 * chain of its own, also where other gateways wrote to the database in between.
 */
package dev.hearth.protocol.audit;
