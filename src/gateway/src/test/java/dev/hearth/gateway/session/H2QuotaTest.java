package dev.hearth.gateway.session;

import dev.hearth.gateway.registry.Databases;
import dev.hearth.gateway.registry.RegistryDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2QuotaTest extends QuotaContract {
  @TempDir Path folder;

  @Override
  RegistryDatabase database() {
    return Databases.h2(folder);
  }
}
