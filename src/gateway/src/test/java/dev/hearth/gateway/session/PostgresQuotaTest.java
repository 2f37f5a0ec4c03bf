package dev.hearth.gateway.session;

import dev.hearth.gateway.registry.Databases;
import dev.hearth.gateway.registry.RegistryDatabase;

class PostgresQuotaTest extends QuotaContract {
  @Override
  RegistryDatabase database() {
    return Databases.postgres();
  }
}
