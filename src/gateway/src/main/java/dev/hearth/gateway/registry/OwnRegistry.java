package dev.hearth.gateway.registry;

import dev.hearth.gateway.home.HearthHome;
import dev.hearth.gateway.home.StartRefusal;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.jdbi.v3.core.Jdbi;

/** The registry's database as beans. */
final class OwnRegistry {

  @Produces
  @Singleton
  RegistryDatabase open(RegistryConfig config, HearthHome home) {
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
}
