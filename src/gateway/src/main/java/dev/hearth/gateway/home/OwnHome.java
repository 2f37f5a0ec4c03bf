package dev.hearth.gateway.home;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The home of this gateway, locked from before its first use until the gateway has ended. */
@Singleton
public class OwnHome {
  private final HearthHome home;
  private final HomeLock lock;

  /**
   * @param path {@code hearth.home} ({@code HEARTH_HOME}): the folder for all state of the gateway
   * @param standby {@code hearth.standby} ({@code HEARTH_STANDBY}): whether to wait for a home that
   *     another gateway uses, rather than to refuse to start
   */
  OwnHome(
      @ConfigProperty(name = "hearth.home", defaultValue = ".hearth") Path path,
      @ConfigProperty(name = "hearth.standby", defaultValue = "false") boolean standby) {
    home = new HearthHome(path);
    lock = StartRefusal.orInWords(() -> standby ? HomeLock.await(home) : HomeLock.acquire(home));
  }

  @Produces
  @Singleton
  HearthHome home() {
    return home;
  }

  @PreDestroy
  void release() {
    lock.close();
  }
}
