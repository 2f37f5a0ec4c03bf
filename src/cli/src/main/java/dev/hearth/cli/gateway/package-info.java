/**
 * The gateway as a process: starting it, finding the one that runs, stopping it; and the commands
 * that do so.
 */
package dev.hearth.cli.gateway;
