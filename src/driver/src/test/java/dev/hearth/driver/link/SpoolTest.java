package dev.hearth.driver.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a kernel said and the gateway does not have yet. */
class SpoolTest {
  private static final int FRAME = 1_000;
  private static final long MEMORY = 20_000;
  private static final long DISK = 200_000;
  private static final int SEGMENT = 30_000;

  @TempDir private Path directory;

  private SpoolRoom room() {
    return new SpoolRoom(directory, new SpoolLimits(MEMORY, DISK, SEGMENT));
  }

  private static Spool spool(SpoolRoom room) {
    return new Spool(room, 0, () -> {});
  }

  @Test
  void numbersFollowWhatTheGatewayHas() {
    Spool spool = new Spool(room(), 41, () -> {});
    spool.append(frame(1));

    assertThat(spool.peek().orElseThrow().number()).isEqualTo(42);
    assertThat(spool.produced()).isEqualTo(42);
  }

  @Test
  void givesBackAllInOrderFromMemoryAndDisk() throws IOException {
    SpoolRoom room = room();
    Spool spool = spool(room);
    append(spool, 1, 100);

    assertThat(room.memoryBytes()).isPositive().isLessThanOrEqualTo(MEMORY);
    assertThat(room.diskBytes()).isGreaterThan(70_000);
    assertThat(sendAll(spool)).isEqualTo(numbers(1, 100));
  }

  @Test
  void nothingIsLeftInTheFolder() throws IOException {
    Spool spool = spool(room());
    append(spool, 1, 100);

    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void acknowledgedSpaceIsFreed() {
    SpoolRoom room = room();
    Spool spool = spool(room);
    append(spool, 1, 100);
    sendAll(spool);
    spool.acknowledge(50);
    long half = room.diskBytes();
    spool.acknowledge(100);

    assertThat(half).isLessThan(DISK / 2);
    assertThat(room.memoryBytes()).isZero();
    assertThat(room.diskBytes()).isZero();
  }

  @Test
  void usesMemoryAgainOnceTheDiskIsDrained() {
    SpoolRoom room = room();
    Spool spool = spool(room);
    append(spool, 1, 100);
    sendAll(spool);
    spool.acknowledge(100);
    append(spool, 101, 110);

    assertThat(room.diskBytes()).isZero();
    assertThat(sendAll(spool)).isEqualTo(numbers(101, 110));
  }

  @Test
  void sendsAgainAllThatIsNotAcknowledged() {
    Spool spool = spool(room());
    append(spool, 1, 100);
    sendAll(spool);
    spool.resumeAfter(37);

    assertThat(sendAll(spool)).isEqualTo(numbers(38, 100));
    spool.resumeAfter(99);
    assertThat(sendAll(spool)).isEqualTo(numbers(100, 100));
  }

  @Test
  void leavesOutPrintedTextBeyondTheDiskLimitAndSaysHowMuch() {
    SpoolRoom room = room();
    Spool spool = spool(room);
    int most = (int) ((MEMORY + DISK) / FRAME) + 100;
    for (int i = 1; i <= most; i++) {
      spool.appendStream(frame(i), SpoolTest::notice);
    }
    long kept = spool.produced();
    assertThat(room.diskBytes()).isLessThanOrEqualTo(DISK + FRAME);
    assertThat(kept).isLessThan(most);

    spool.append(frame(-1)); // must arrive: what is missing is told before it
    assertThat(texts(spool)).endsWith(text(kept), "missing " + (most - kept), text(-1));
  }

  @Test
  void tellsWhatIsMissingAsSoonAsThereIsRoom() {
    Spool spool = spool(room());
    int most = (int) ((MEMORY + DISK) / FRAME) + 100;
    for (int i = 1; i <= most; i++) {
      spool.appendStream(frame(i), SpoolTest::notice);
    }
    long kept = spool.produced();
    sendAll(spool);
    spool.acknowledge(kept);

    assertThat(texts(spool)).containsExactly("missing " + (most - kept));
  }

  @Test
  void whatMustArriveIsKeptWhereThereIsNoDisk() {
    Path notAFolder = directory.resolve("file");
    SpoolRoom room = new SpoolRoom(unwritable(notAFolder), new SpoolLimits(MEMORY, DISK, SEGMENT));
    Spool spool = spool(room);
    append(spool, 1, 100);

    assertThat(sendAll(spool)).isEqualTo(numbers(1, 100));
  }

  @Test
  void kernelsShareTheRoom() {
    SpoolRoom room = room();
    Spool one = spool(room);
    Spool other = spool(room);
    append(one, 1, 18);
    append(other, 1, 18);

    assertThat(room.memoryBytes()).isLessThanOrEqualTo(MEMORY);
    assertThat(room.diskBytes()).isPositive();
    one.close();
    other.close();
    assertThat(room.memoryBytes()).isZero();
    assertThat(room.diskBytes()).isZero();
  }

  private static Path unwritable(Path file) {
    try {
      return Files.createFile(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void append(Spool spool, int from, int to) {
    for (int i = from; i <= to; i++) {
      spool.append(frame(i));
    }
  }

  /** Sends what can be sent; the frames hold their numbers, or are out of order. */
  private static List<Long> sendAll(Spool spool) {
    List<Long> numbers = new ArrayList<>();
    for (Optional<Spool.Entry> next = spool.peek(); next.isPresent(); next = spool.peek()) {
      Spool.Entry entry = next.get();
      assertThat(text(entry.frame())).isEqualTo(text(entry.number()));
      numbers.add(entry.number());
      spool.markSent(entry);
    }
    return numbers;
  }

  private static List<String> texts(Spool spool) {
    List<String> texts = new ArrayList<>();
    for (Optional<Spool.Entry> next = spool.peek(); next.isPresent(); next = spool.peek()) {
      texts.add(text(next.get().frame()));
      spool.markSent(next.get());
    }
    return texts;
  }

  private static List<Long> numbers(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  private static byte[] frame(long number) {
    byte[] frame = new byte[FRAME];
    byte[] text = text(number).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, frame, 0, text.length);
    return frame;
  }

  private static byte[] notice(long missing) {
    return ("missing " + missing).getBytes(StandardCharsets.US_ASCII);
  }

  private static String text(long number) {
    return "output " + number;
  }

  private static String text(byte[] frame) {
    return new String(frame, StandardCharsets.US_ASCII).trim();
  }
}
