package dev.hearth.gateway.session;

import java.math.BigDecimal;

/**
 * What a team's sessions take, all together.
 *
 * @param sessions that run or start
 * @param memoryMib in MiB
 * @param costToday since midnight UTC
 * @param waiting sessions that wait for the quota
 */
public record TeamUsage(
    int sessions, int cores, long memoryMib, int gpus, BigDecimal costToday, int waiting) {}
