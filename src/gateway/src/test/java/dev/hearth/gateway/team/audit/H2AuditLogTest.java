package dev.hearth.gateway.team.audit;

import dev.hearth.gateway.registry.Databases;
import dev.hearth.gateway.registry.RegistryDatabase;

class H2AuditLogTest extends AuditLogContract {
  @Override
  RegistryDatabase database() {
    return Databases.h2(temp.resolve("registry"));
  }
}
