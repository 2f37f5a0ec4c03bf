/**
 * The driver's end of the link. {@link dev.hearth.driver.link.Link} dials the gateway, dials again
 * when the connection breaks, and hands requests to kernels; a {@link dev.hearth.driver.link.Spool}
 * per kernel keeps what the gateway has not acknowledged. May use {@code kernel}, knows nothing of
 * Spark.
 */
package dev.hearth.driver.link;
