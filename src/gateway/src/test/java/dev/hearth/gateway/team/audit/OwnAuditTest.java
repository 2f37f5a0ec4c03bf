package dev.hearth.gateway.team.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hearth.gateway.home.HearthHome;
import dev.hearth.gateway.team.audit.AuditVerification.Intact;
import dev.hearth.protocol.audit.AuditEntry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

/** The audit log of a whole gateway. */
@QuarkusTest
class OwnAuditTest {
  @Inject AuditTrail trail;
  @Inject AuditLog log;
  @Inject HearthHome home;

  @Test
  void beginsWithTheStartOfTheGateway() throws Exception {
    await().until(() -> !trail.find(AuditQuery.all()).entries().isEmpty());
    AuditEntry first = trail.find(AuditQuery.all().limit(1)).entries().get(0);
    assertThat(first.action()).isEqualTo("gateway.start");
    assertThat(first.details()).containsKey("version");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("audit"))))
        .isEqualTo("rwx------");
  }

  @Test
  void takesWhatIsRecorded() {
    log.record(AuditEvent.of(AuditAction.CONFIG_CHANGE).on("test"));
    await()
        .until(
            () ->
                trail.find(AuditQuery.all().action(AuditAction.CONFIG_CHANGE)).entries().size()
                    == 1);
    assertThat(trail.verify()).isInstanceOf(Intact.class);
  }
}
