package dev.hearth.driver.kernel;

import java.util.UUID;

/**
 * Which kernel it is.
 *
 * @param user whose kernel it is, for message headers
 */
public record KernelIdentity(UUID id, String user) {}
