/**
 * Session drivers as child processes of this machine. A driver outlives the gateway that started
 * it: it is found again by the process id and start instant in its session's folder.
 */
package dev.hearth.gateway.launch.local;
