package dev.hearth.gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.gateway.error.Unavailable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryDatabaseTest {
  @TempDir Path temp;

  @Test
  void theSchemaIsTheSameOnBothDatabases() {
    try (RegistryDatabase h2 = Databases.h2(temp);
        RegistryDatabase postgres = Databases.postgres()) {
      assertThat(columns(h2.jdbi(), "PUBLIC"))
          .isNotEmpty()
          .isEqualTo(columns(postgres.jdbi(), "public"));
    }
  }

  private static List<String> columns(Jdbi jdbi, String schema) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select lower(table_name) || '.' || lower(column_name) || ' ' || is_nullable"
                        + " from information_schema.columns where table_schema = :schema"
                        + " and lower(table_name) in ('session', 'kernel', 'notebook')"
                        + " order by 1")
                .bind("schema", schema)
                .mapTo(String.class)
                .list());
  }

  @Test
  void instantsComeBackToTheMicrosecond() {
    Instant repeatedHour = Instant.parse("2026-10-25T00:30:00.123456789Z");
    try (RegistryDatabase h2 = Databases.h2(temp);
        RegistryDatabase postgres = Databases.postgres()) {
      assertThat(roundTrip(h2.jdbi(), repeatedHour))
          .isEqualTo(repeatedHour.truncatedTo(ChronoUnit.MICROS));
      assertThat(roundTrip(postgres.jdbi(), repeatedHour))
          .isEqualTo(repeatedHour.truncatedTo(ChronoUnit.MICROS));
    }
  }

  private static Instant roundTrip(Jdbi jdbi, Instant instant) {
    UUID id = UUID.randomUUID();
    return jdbi.withHandle(
        handle -> {
          handle
              .createUpdate(
                  "insert into notebook (id, path, name, type, kernel_id, owner_user, owner_team,"
                      + " created_at) values (:id, '', '', '', :id, 'ada', 'local', :at)")
              .bind("id", id)
              .bind("at", instant)
              .execute();
          return handle
              .createQuery("select created_at from notebook where id = :id")
              .bind("id", id)
              .mapTo(Instant.class)
              .one();
        });
  }

  /** What is in the file at that moment is what a killed gateway leaves behind. */
  @Test
  void whatWasCommittedIsInTheFileAtOnce() throws Exception {
    Path later = Files.createDirectory(temp.resolve("later"));
    Instant instant = Instant.parse("2026-01-01T00:00:00Z");
    try (RegistryDatabase killed = Databases.h2(temp)) {
      roundTrip(killed.jdbi(), instant);
      Files.copy(temp.resolve("hearth.mv.db"), later.resolve("hearth.mv.db"));
    }
    try (RegistryDatabase next = Databases.h2(later)) {
      assertThat(
              next.jdbi()
                  .<Instant, RuntimeException>withHandle(
                      handle ->
                          handle
                              .createQuery("select created_at from notebook")
                              .mapTo(Instant.class)
                              .one()))
          .isEqualTo(instant);
    }
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsExplainedWithoutItsPassword() {
    String url = "jdbc:postgresql://127.0.0.1:1/hearth?password=secret";
    assertThatThrownBy(() -> RegistryDatabase.open(url, "hearth", "secret", 1))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("jdbc:postgresql://127.0.0.1:1/hearth ")
        .hasMessageContaining("hearth.registry.url")
        .hasMessageNotContaining("secret");
  }
}
