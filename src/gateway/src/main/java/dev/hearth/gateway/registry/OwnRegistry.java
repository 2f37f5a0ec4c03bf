package dev.hearth.gateway.registry;

import dev.hearth.gateway.home.HearthHome;
import dev.hearth.gateway.home.StartRefusal;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;

/** The registry's database as beans. */
final class OwnRegistry {

  /** Asked for with the home, which is locked first: two gateways never hold one lock each. */
  @Produces
  @Singleton
  RegistryLock lock(
      RegistryConfig config,
      HearthHome home,
      @ConfigProperty(name = "hearth.standby", defaultValue = "false") boolean standby) {
    return StartRefusal.orInWords(
        () ->
            config
                .url()
                .filter(AdvisoryLock::guards)
                .<RegistryLock>map(
                    url ->
                        AdvisoryLock.take(
                            url,
                            config.username().orElse(""),
                            config.password().orElse(""),
                            standby,
                            OwnRegistry::end))
                .orElse(RegistryLock.NEEDLESS));
  }

  /**
   * At once, without what a stop would still write: that is another gateway's business by now, and
   * nothing is lost by a gateway that is killed.
   */
  private static void end() {
    Runtime.getRuntime().halt(1);
  }

  void letGo(@Disposes RegistryLock lock) {
    lock.close();
  }

  /** Behind the lock: not even the schema is touched while another gateway leads. */
  @Produces
  @Singleton
  RegistryDatabase open(RegistryConfig config, HearthHome home, RegistryLock lock) {
    return StartRefusal.orInWords(
        () ->
            RegistryDatabase.open(
                config.url().orElseGet(() -> RegistryDatabase.fileUrl(home.folder("registry"))),
                config.username().orElse(""),
                config.password().orElse(""),
                config.maxConnections()));
  }

  void close(@Disposes RegistryDatabase database) {
    database.close();
  }

  @Produces
  @Singleton
  Jdbi jdbi(RegistryDatabase database) {
    return database.jdbi();
  }

  @Produces
  @Singleton
  Installation installation(Jdbi jdbi) {
    return Installation.of(jdbi);
  }
}
