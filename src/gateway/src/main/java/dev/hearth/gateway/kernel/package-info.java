/**
 * Kernels as the gateway sees them: the {@link dev.hearth.gateway.kernel.Kernel} port, its journal,
 * and its implementations: {@code driver} (in a session driver, over the link) and {@code echo} (no
 * Spark).
 */
package dev.hearth.gateway.kernel;
