/** Hearth's own REST API, {@code /api/hearth}. Errors are problem details (RFC 9457). */
package dev.hearth.gateway.api;
