package dev.hearth.gateway.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.gateway.error.Conflict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeLockTest {
  @TempDir Path temp;

  @Test
  void aSecondGatewayIsToldWhichProcessHasTheHome() {
    HearthHome home = new HearthHome(temp.resolve("home"));
    try (HomeLock first = HomeLock.acquire(home)) {
      assertThatThrownBy(() -> HomeLock.acquire(home))
          .isInstanceOf(Conflict.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid())
          .hasMessageContaining("HEARTH_HOME");
      assertThat(first).isNotNull();
    }
  }

  @Test
  void aHomeThatWasLetGoCanBeTakenAgain() {
    HearthHome home = new HearthHome(temp.resolve("home"));
    HomeLock.acquire(home).close();
    HomeLock.acquire(home).close();
  }

  @Test
  void aStandbyGetsTheHomeWhenItIsLetGo() {
    HearthHome home = new HearthHome(temp.resolve("home"));
    CompletableFuture<HomeLock> standby;
    try (HomeLock leader = HomeLock.acquire(home)) {
      assertThat(leader).isNotNull();
      standby = CompletableFuture.supplyAsync(() -> HomeLock.await(home));
      assertThat(standby).isNotDone();
    }
    standby.join().close();
  }

  @Test
  void aNewHomeIsReadableByItsOwnerOnly() throws Exception {
    HearthHome home = new HearthHome(temp.resolve("above/home"));
    try (HomeLock lock = HomeLock.acquire(home)) {
      assertThat(lock).isNotNull();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.path())))
          .isEqualTo("rwx------");
    }
  }
}
