package dev.hearth.gateway.team.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hearth.gateway.registry.Databases;
import dev.hearth.gateway.registry.RegistryDatabase;
import dev.hearth.gateway.team.audit.AuditVerification.Intact;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;

class PostgresAuditLogTest extends AuditLogContract {
  @Override
  RegistryDatabase database() {
    return Databases.postgres();
  }

  @Test
  void brokenConnectionsLoseNothing() throws Exception {
    ChainedAuditLog log = log("home");
    record(log, 3);
    await().until(() -> stored().size() == 3);
    assertThatThrownBy(
            () ->
                sql(
                    "select pg_terminate_backend(pid) from pg_stat_activity"
                        + " where datname = current_database()"))
        .isInstanceOf(JdbiException.class);
    record(log, 3);
    await().ignoreExceptions().until(() -> stored().size() == 6);
    log.close();
    assertThat(trail("home").verify()).isEqualTo(new Intact(6, 1, 6));
  }
}
