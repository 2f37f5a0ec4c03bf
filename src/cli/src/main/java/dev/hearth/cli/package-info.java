/**
 * The {@code hearth} command: one class per sub-command in the packages below, and here what they
 * share: the terminal, the form of a failure, and where the built parts lie.
 */
package dev.hearth.cli;
