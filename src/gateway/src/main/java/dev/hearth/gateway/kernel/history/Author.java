package dev.hearth.gateway.kernel.history;

import dev.hearth.gateway.team.Principal;

/**
 * Whose history it is. Languages have histories of their own: a line of SQL helps nobody who steps
 * back through Scala.
 *
 * @param spec the name of the kernelspec
 */
public record Author(Principal owner, String spec) {}
