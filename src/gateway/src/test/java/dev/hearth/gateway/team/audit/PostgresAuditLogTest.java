package dev.hearth.gateway.team.audit;

import dev.hearth.gateway.registry.Databases;
import dev.hearth.gateway.registry.RegistryDatabase;

class PostgresAuditLogTest extends AuditLogContract {
  @Override
  RegistryDatabase database() {
    return Databases.postgres();
  }
}
