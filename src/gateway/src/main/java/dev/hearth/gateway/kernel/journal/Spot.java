package dev.hearth.gateway.kernel.journal;

/**
 * A place in a segment file.
 *
 * @param number of the record that is expected there
 * @param offset in bytes
 */
record Spot(long number, long offset) {}
