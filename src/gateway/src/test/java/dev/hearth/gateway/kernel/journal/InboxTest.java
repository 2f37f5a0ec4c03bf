package dev.hearth.gateway.kernel.journal;

import static dev.hearth.gateway.kernel.journal.Samples.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InboxTest {
  @TempDir Path folder;

  @Test
  void keepsRequestsUntilTheyAreSettled() {
    try (Inbox inbox = open()) {
      assertThat(inbox.append(frame("a"))).isEqualTo(1);
      assertThat(inbox.append(frame("b"))).isEqualTo(2);
      assertThat(inbox.append(frame("c"))).isEqualTo(3);
      assertThat(pending(inbox)).containsExactly("1:a", "2:b", "3:c");
      inbox.settle(2);
      assertThat(pending(inbox)).containsExactly("3:c");
    }
  }

  @Test
  void knowsAfterARestartWhatIsPendingAndWhichNumberComesNext() {
    try (Inbox inbox = open()) {
      inbox.append(frame("a"));
      inbox.append(frame("b"));
      inbox.settle(1);
    }
    try (Inbox inbox = open()) {
      assertThat(inbox.settled()).isEqualTo(1);
      assertThat(inbox.lastNumber()).isEqualTo(2);
      assertThat(pending(inbox)).containsExactly("2:b");
      inbox.settle(2);
      assertThat(inbox.append(frame("c"))).isEqualTo(3);
    }
    try (Inbox inbox = open()) {
      assertThat(pending(inbox)).containsExactly("3:c");
    }
  }

  @Test
  void isEmptyAtFirst() {
    try (Inbox inbox = open()) {
      assertThat(inbox.lastNumber()).isZero();
      assertThat(inbox.settled()).isZero();
      assertThat(inbox.pending()).isEmpty();
    }
  }

  @Test
  void neverGoesBackToARequestThatWasSettled() {
    try (Inbox inbox = open()) {
      inbox.append(frame("a"));
      inbox.append(frame("b"));
      inbox.settle(2);
      inbox.settle(1);
      assertThat(inbox.settled()).isEqualTo(2);
      assertThat(inbox.pending()).isEmpty();
    }
  }

  @Test
  void removesSegmentsThatAreSettled() throws IOException {
    try (Inbox inbox = open()) {
      for (int i = 1; i <= 50; i++) {
        inbox.append(frame(900, i));
      }
      assertThat(segments()).isEqualTo(50);
      inbox.settle(49);
      assertThat(segments()).isEqualTo(1);
      assertThat(inbox.pending()).extracting(Inbox.Entry::number).containsExactly(50L);
    }
  }

  @Test
  void followsADriverThatHasSeenMoreThanIsThere() {
    try (Inbox inbox = open()) {
      inbox.append(frame("a"));
      inbox.settle(10);
      assertThat(inbox.pending()).isEmpty();
      assertThat(inbox.append(frame("b"))).isEqualTo(11);
    }
    try (Inbox inbox = open()) {
      assertThat(inbox.settled()).isEqualTo(10);
      assertThat(pending(inbox)).containsExactly("11:b");
    }
  }

  @Test
  void givesNoNumberTwiceThoughTheRequestsWereLost() throws IOException {
    try (Inbox inbox = open()) {
      inbox.append(frame("a"));
      inbox.append(frame("b"));
      inbox.settle(2);
    }
    Files.delete(SegmentFiles.path(folder, 1));
    try (Inbox inbox = open()) {
      assertThat(inbox.lastNumber()).isEqualTo(2);
      assertThat(inbox.append(frame("c"))).isEqualTo(3);
    }
  }

  @Test
  void cutsARequestThatWasNotWrittenToItsEnd() throws IOException {
    try (Inbox inbox = open()) {
      inbox.append(frame("a"));
      inbox.append(frame("b"));
    }
    Path segment = SegmentFiles.path(folder, 1);
    byte[] bytes = Files.readAllBytes(segment);
    Files.write(segment, Arrays.copyOf(bytes, bytes.length - 1));
    try (Inbox inbox = open()) {
      assertThat(pending(inbox)).containsExactly("1:a");
      assertThat(inbox.append(frame("c"))).isEqualTo(2);
    }
  }

  @Test
  void takesNothingWhenClosed() {
    Inbox inbox = open();
    inbox.close();
    assertThatThrownBy(() -> inbox.append(frame("a"))).hasMessageContaining("closed");
    assertThatThrownBy(() -> inbox.settle(1)).hasMessageContaining("closed");
  }

  private Inbox open() {
    return Inbox.open(folder, Samples.ON_DISK, Clock.systemUTC());
  }

  private static List<String> pending(Inbox inbox) {
    return inbox.pending().stream()
        .map(entry -> entry.number() + ":" + StandardCharsets.UTF_8.decode(entry.frame()))
        .toList();
  }

  private long segments() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".log")).count();
    }
  }
}
