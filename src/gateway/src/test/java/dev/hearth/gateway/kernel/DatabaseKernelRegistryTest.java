package dev.hearth.gateway.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.gateway.error.Conflict;
import dev.hearth.gateway.registry.Databases;
import dev.hearth.gateway.registry.RegistryDatabase;
import dev.hearth.gateway.session.SessionId;
import dev.hearth.gateway.team.Principal;
import dev.hearth.gateway.team.TeamName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseKernelRegistryTest {
  @TempDir Path temp;

  @Test
  void remembersKernelsOnH2() {
    try (RegistryDatabase database = Databases.h2(temp)) {
      remembersKernels(new DatabaseKernelRegistry(database.jdbi()));
    }
  }

  @Test
  void remembersKernelsOnPostgres() {
    try (RegistryDatabase database = Databases.postgres()) {
      remembersKernels(new DatabaseKernelRegistry(database.jdbi()));
    }
  }

  private static void remembersKernels(KernelRegistry registry) {
    KernelRecord kernel = kernel();
    registry.add(kernel);
    assertThat(registry.all()).containsExactly(kernel);
    assertThatThrownBy(() -> registry.add(kernel)).isInstanceOf(Conflict.class);

    SessionId session = SessionId.random();
    registry.assign(kernel.id(), Optional.of(session));
    registry.ending(kernel.id());
    assertThat(registry.all())
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.session()).contains(session);
              assertThat(found.ending()).isTrue();
            });

    registry.assign(kernel.id(), Optional.empty());
    assertThat(registry.all().get(0).session()).isEmpty();

    registry.remove(kernel.id());
    registry.remove(kernel.id());
    assertThat(registry.all()).isEmpty();
  }

  private static KernelRecord kernel() {
    return new KernelRecord(
        KernelId.random(),
        "echo",
        new Principal("ada", TeamName.LOCAL),
        Optional.empty(),
        Optional.of("work/täglich.ipynb"),
        Instant.parse("2026-11-20T22:08:05.256006Z"),
        Optional.of(Duration.ofSeconds(90)),
        false);
  }
}
