package dev.hearth.gateway.kernel.journal;

import static dev.hearth.gateway.kernel.journal.Samples.append;
import static dev.hearth.gateway.kernel.journal.Samples.contents;
import static dev.hearth.gateway.kernel.journal.Samples.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalsTest {
  private final UUID kernel = UUID.randomUUID();
  private final UUID other = UUID.randomUUID();

  @TempDir Path home;

  @Test
  void keepsAJournalAndAnInboxPerKernel() {
    try (Journals journals = open()) {
      append(journals.journal(kernel), "output");
      append(journals.journal(other), "other output");
      journals.inbox(kernel).append(frame("input"));
      assertThat(journals.journal(kernel)).isSameAs(journals.journal(kernel));
      assertThat(journals.inbox(kernel)).isSameAs(journals.inbox(kernel));
      assertThat(journals.tailBytes()).isPositive();
      assertThat(journals.diskBytes()).isPositive();
    }
    try (Journals journals = open()) {
      assertThat(journals.stored()).containsExactlyInAnyOrder(kernel, other);
      assertThat(contents(journals.journal(kernel))).containsExactly("1:output");
      assertThat(contents(journals.journal(other))).containsExactly("1:other output");
      assertThat(journals.inbox(kernel).pending()).hasSize(1);
    }
  }

  @Test
  void opensAJournalAnewThatWasClosed() {
    try (Journals journals = open()) {
      append(journals.journal(kernel), "a");
      journals.journal(kernel).close();
      append(journals.journal(kernel), "b");
      assertThat(contents(journals.journal(kernel))).containsExactly("1:a", "2:b");
    }
  }

  @Test
  void leavesNothingOfADeletedKernel() {
    try (Journals journals = open()) {
      FileJournal journal = journals.journal(kernel);
      append(journal, "a");
      Cursor cursor = journal.after(0);
      journals.inbox(kernel).append(frame("input"));
      journals.delete(kernel);
      journals.delete(kernel);
      assertThat(cursor.read(100)).isEmpty();
      assertThat(journals.stored()).isEmpty();
      assertThat(home.resolve("journals").resolve(kernel.toString())).doesNotExist();
      assertThat(journals.tailBytes()).isZero();
    }
  }

  @Test
  void deletesWhatIsNotOpen() {
    try (Journals journals = open()) {
      append(journals.journal(kernel), "a");
    }
    try (Journals journals = open()) {
      journals.delete(kernel);
      assertThat(journals.stored()).isEmpty();
    }
  }

  @Test
  void deletesAKernelThoughAnEarlierDeletionLeftSomething() throws IOException {
    try (Journals journals = open()) {
      append(journals.journal(kernel), "a");
      Path half = home.resolve("journals").resolve(kernel + ".deleted");
      Files.createDirectories(half.resolve("output"));
      journals.delete(kernel);
      assertThat(half).doesNotExist();
      assertThat(journals.stored()).isEmpty();
    }
  }

  @Test
  void finishesADeletionThatACrashInterrupted() throws IOException {
    Path half = home.resolve("journals").resolve(kernel + ".deleted");
    Files.createDirectories(half.resolve("output"));
    Files.createFile(half.resolve("output").resolve("0000000000000000001.log"));
    try (Journals journals = open()) {
      assertThat(half).doesNotExist();
      assertThat(journals.stored()).isEmpty();
    }
  }

  @Test
  void refusesAHomeThatAnotherGatewayUses() {
    try (Journals journals = open()) {
      assertThat(journals.stored()).isEmpty();
      assertThatThrownBy(this::open)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Another gateway")
          .hasMessageContaining("HEARTH_HOME");
    }
    open().close();
  }

  private Journals open() {
    return new Journals(home, JournalSettings.STANDARD, Clock.systemUTC());
  }
}
