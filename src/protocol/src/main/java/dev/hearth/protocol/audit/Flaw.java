package dev.hearth.protocol.audit;

/**
 * Where a log is broken.
 *
 * @param number of the first entry that is not as it was written, or before which some are missing;
 *     0 if it cannot even be told which it was
 * @param why in words for users
 */
public record Flaw(long number, String why) {}
