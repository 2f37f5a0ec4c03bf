package dev.hearth.driver.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hearth.protocol.frame.V1Frame;
import dev.hearth.protocol.message.ErrorMessage;
import dev.hearth.protocol.message.Message;
import dev.hearth.protocol.message.MessageParts;
import dev.hearth.protocol.message.Stream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How printed text becomes messages. */
@Timeout(60)
class StreamBufferTest {
  private static final ByteBuffer CELL = MessageParts.emptyObject();

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final List<Message> out = new CopyOnWriteArrayList<>();
  private final Publisher publisher = new Publisher(new Collecting(), "session", "ann", timer);

  @AfterEach
  void close() {
    timer.shutdownNow();
  }

  @Test
  void aSingleLineLeavesByItself() {
    print(Stream.Name.STDOUT, "hello\n");

    await().until(() -> texts().equals(List.of("hello\n")));
  }

  @Test
  void manyLinesMakeFewMessagesOfBoundedSize() {
    int lines = 200_000;
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      String line = "line " + i + "\n";
      all.append(line);
      print(Stream.Name.STDOUT, line);
    }
    publisher.close();

    assertThat(String.join("", texts())).isEqualTo(all.toString());
    assertThat(texts()).allSatisfy(text -> assertThat(text.length()).isLessThan(33_000));
    assertThat(texts()).hasSizeLessThan(lines / 100);
  }

  @Test
  void aLongTextIsCutButNotWithinACharacter() {
    String text = "\ud83d\ude00".repeat(50_000); // a smile is two chars
    print(Stream.Name.STDOUT, "x" + text);
    publisher.close();

    assertThat(texts().stream().collect(Collectors.joining())).isEqualTo("x" + text);
    assertThat(texts()).hasSizeGreaterThan(1).noneMatch(piece -> piece.contains("\ufffd"));
  }

  @Test
  void textStandsBeforeWhatComesAfterIt() {
    print(Stream.Name.STDOUT, "before");
    publisher.broadcast(CELL, new ErrorMessage("E", "", List.of()));
    print(Stream.Name.STDERR, "after");
    publisher.close();

    assertThat(out)
        .extracting(message -> message.header().msgType())
        .containsExactly("stream", "error", "stream");
  }

  @Test
  void textOfAnotherCellIsAMessageOfItsOwn() {
    ByteBuffer other = ByteBuffer.wrap("{\"msg_id\":\"other\"}".getBytes(StandardCharsets.UTF_8));
    print(Stream.Name.STDOUT, "mine ");
    publisher.print(other, Stream.Name.STDOUT, "its ");
    print(Stream.Name.STDOUT, "mine again");
    publisher.close();

    assertThat(texts()).containsExactly("mine ", "its ", "mine again");
    assertThat(out.get(1).parent().msgId()).isEqualTo("other");
  }

  @Test
  void nothingIsTakenAfterTheEnd() {
    publisher.close();

    assertThat(publisher.print(CELL, Stream.Name.STDOUT, "too late")).isFalse();
    publisher.broadcast(CELL, new ErrorMessage("E", "", List.of()));
    assertThat(out).isEmpty();
  }

  private void print(Stream.Name stream, String text) {
    assertThat(publisher.print(CELL, stream, text)).isTrue();
  }

  private List<String> texts() {
    return out.stream()
        .map(Message::content)
        .filter(Stream.class::isInstance)
        .map(content -> ((Stream) content).text())
        .toList();
  }

  private final class Collecting implements Outbox {
    @Override
    public void append(byte[] frame) {
      out.add(Message.parse(V1Frame.parse(ByteBuffer.wrap(frame))));
    }

    @Override
    public void appendStream(byte[] frame, LongFunction<byte[]> notice) {
      append(frame);
    }
  }
}
