/**
 * Kernels without Spark and without a driver: they answer with what they are told. For front-end
 * work, for load tests and for trying a client; see {@link
 * dev.hearth.gateway.kernel.echo.EchoCommand} for what they understand. They follow Jupyter's
 * execution rules as real kernels do.
 *
 * <p>They live in the gateway's process: when it ends, what they were running or had queued is
 * lost, and they say so when the next process takes them up.
 */
package dev.hearth.gateway.kernel.echo;
