package dev.hearth.gateway.jupyter.channels;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The sockets of kernels' channels. */
@ConfigMapping(prefix = "hearth.channels")
public interface ChannelsConfig {

  /**
   * Largest message sent to a client without the v1 sub-protocol. Jupyter Server as a gateway's
   * client drops the connection above 10 MiB, and would get the same message again after it.
   */
  @WithDefault("8M")
  MemorySize legacyFrameLimit();

  /** Largest message sent to a client with the v1 sub-protocol. */
  @WithDefault("64M")
  MemorySize v1FrameLimit();

  /**
   * Largest message taken from a client; one above it closes its socket with 1009. The sockets' own
   * limit ({@code quarkus.websockets-next.server.max-message-size}) must be larger: what is above
   * that breaks the connection without a word.
   */
  @WithDefault("64M")
  MemorySize uplinkLimit();

  /** How often a silent client is pinged; after three unanswered ones its socket is closed. */
  @WithDefault("30S")
  Duration pingInterval();

  /** How often it is asked whether the users of open sockets may still be here. */
  @WithDefault("20S")
  Duration recheck();
}
