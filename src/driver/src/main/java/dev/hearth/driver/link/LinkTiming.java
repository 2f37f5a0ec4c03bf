package dev.hearth.driver.link;

import java.time.Duration;

/**
 * How patient a link is.
 *
 * @param firstRetry before the first dial after a failure; doubles from there
 * @param longestRetry which the doubling never exceeds
 * @param handshake for the connection and for the gateway's welcome
 * @param ping between two pings of ours, by which the gateway is made to speak
 * @param silence after which a connection on which nothing is heard counts as broken
 * @param answer which the gateway may take to answer a kernel's call, broken connections included
 * @param orphan without any gateway for so long, the driver gives up
 */
public record LinkTiming(
    Duration firstRetry,
    Duration longestRetry,
    Duration handshake,
    Duration ping,
    Duration silence,
    Duration answer,
    Duration orphan) {

  /** The usual patience: 100 ms doubling to 5 s, 15 s, ping each 15 s, silence of 45 s, 60 s. */
  public static LinkTiming usual(Duration orphan) {
    return new LinkTiming(
        Duration.ofMillis(100),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofSeconds(15),
        Duration.ofSeconds(45),
        Duration.ofSeconds(60),
        orphan);
  }
}
