/**
 * The session driver: the program inside the Spark driver's JVM that hosts a session's kernels.
 * {@code link} dials the gateway, {@code kernel} runs cells by Jupyter's rules, {@code scala} and
 * {@code sql} interpret them; {@code output}, {@code display} and {@code progress} stand beside.
 * Nothing here may use Quarkus.
 */
package dev.hearth.driver;
