/**
 * How session drivers are started and stopped. {@link dev.hearth.gateway.launch.Launcher} is the
 * port; {@code local} starts child processes.
 */
package dev.hearth.gateway.launch;
