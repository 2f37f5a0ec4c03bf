package dev.hearth.driver.link;

import java.nio.file.Path;
import java.util.UUID;

/**
 * What a link needs to know.
 *
 * @param sessionId whose driver this is
 * @param address where the gateway is
 * @param token by which the driver proves the session when it first dials
 * @param timing see {@link LinkTiming}
 * @param spoolDirectory where outputs go that do not fit into memory; created when needed
 * @param spoolLimits see {@link SpoolLimits}
 */
public record LinkSettings(
    UUID sessionId,
    LinkAddress address,
    LinkToken token,
    LinkTiming timing,
    Path spoolDirectory,
    SpoolLimits spoolLimits) {}
