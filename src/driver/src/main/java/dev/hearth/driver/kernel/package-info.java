/**
 * Kernels as Jupyter defines them: a queue of requests, busy and idle, execution counts, abort
 * after an error, interrupt. Languages plug in as {@link dev.hearth.driver.kernel.Interpreter}s.
 */
package dev.hearth.driver.kernel;
