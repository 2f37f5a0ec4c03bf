package dev.hearth.gateway.home;

import dev.hearth.gateway.error.HearthException;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

/** How the gateway tells that it cannot start: in words, where a stack trace would hide them. */
public final class StartRefusal {
  private StartRefusal() {}

  /**
   * Makes a part of the gateway. If that fails for a reason that Hearth has words for, it throws
   * the one exception of which Quarkus prints just the message before it exits.
   */
  public static <T> T orInWords(Supplier<T> part) {
    try {
      return part.get();
    } catch (HearthException | IllegalArgumentException e) {
      throw refusal(e.getMessage());
    } catch (UncheckedIOException e) {
      throw refusal(e.getMessage() + ": " + e.getCause());
    }
  }

  private static RuntimeException refusal(String why) {
    return new ConfigurationException("Hearth cannot start. " + why);
  }
}
