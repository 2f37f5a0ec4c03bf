package dev.hearth.gateway.kernel;

import java.time.Instant;
import java.util.Optional;

/**
 * A kernel at one moment.
 *
 * @param lastActivity last request of a user or output of running work; not polling
 * @param reason why it is dead, in words for the user
 */
public record KernelStatus(ExecutionState state, Instant lastActivity, Optional<String> reason) {}
