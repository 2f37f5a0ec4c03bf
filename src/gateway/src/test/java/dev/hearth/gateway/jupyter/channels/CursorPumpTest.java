package dev.hearth.gateway.jupyter.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.gateway.kernel.ExecutionState;
import dev.hearth.gateway.kernel.KernelVoice;
import dev.hearth.gateway.kernel.TestKernel;
import dev.hearth.gateway.kernel.Transcript;
import dev.hearth.gateway.kernel.journal.MemoryJournal;
import dev.hearth.protocol.frame.V1Frame;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Message;
import dev.hearth.protocol.message.MessageParts;
import dev.hearth.protocol.message.Stream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The pump on a client whose writes complete when the test says so; all on the test's thread. */
class CursorPumpTest {
  private static final KernelVoice KERNEL = new KernelVoice("kernel");

  private final MemoryJournal journal = new MemoryJournal();
  private final HeldSocket socket = new HeldSocket();
  private final List<Throwable> failures = new ArrayList<>();
  private final CursorPump pump = pump(1 << 20);

  private CursorPump pump(long limit) {
    Outgoing outgoing =
        new Outgoing(new TestKernel(journal), new V1Framing(limit), new ReplyRouting());
    CursorPump made =
        new CursorPump(journal.after(0), outgoing, socket, Runnable::run, failures::add);
    journal.onAppend(made::wake);
    return made;
  }

  @Test
  void aClientThatDoesNotReadHoldsOneBatch() {
    print(1);
    for (int i = 2; i <= 1000; i++) {
      print(i);
    }
    assertThat(socket.texts()).containsExactly("stdout 1");

    socket.flush();
    assertThat(socket.texts()).hasSize(1 + CursorPump.MOST_FRAMES);
  }

  @Test
  void everythingArrivesInOrderOnceTheClientReads() {
    for (int i = 1; i <= 1000; i++) {
      print(i);
    }
    socket.flushAll();

    assertThat(socket.texts()).hasSize(1000).startsWith("stdout 1").endsWith("stdout 1000");
    assertThat(pump.delivered()).isEqualTo(1000);
  }

  @Test
  void aPingWithTheNumberOfAFrameGoesBeforeIt() {
    print(1);
    print(2);
    socket.flushAll();

    assertThat(socket.sent).containsExactly("ping 1", "stdout 1", "ping 2", "stdout 2");
  }

  @Test
  void aLargeFrameIsFollowedByItsPing() {
    String text = "x".repeat(CursorPump.SMALL_FRAME);
    journal.append(0, KERNEL.stderr(text, MessageParts.emptyObject()));
    socket.flushAll();

    assertThat(socket.sent).containsExactly("stderr " + text, "ping 1");
  }

  @Test
  void aFloodIsConfirmedOncePerBatch() {
    for (int i = 1; i <= 1000; i++) {
      print(i);
    }
    socket.flushAll();

    long pings = socket.sent.stream().filter(sent -> sent.startsWith("ping")).count();
    assertThat(pings).isBetween(60L, 100L);
  }

  @Test
  void whatIsForThisClientAloneIsNotConfirmed() {
    pump.aside(KERNEL.status(ExecutionState.BUSY, MessageParts.emptyObject()));
    socket.flushAll();

    assertThat(socket.sent).containsExactly("busy");
  }

  @Test
  void droppedMessagesAreAnnouncedWithTheirNumber() {
    pump.close();
    for (int i = 1; i <= 10; i++) {
      print(i);
    }
    journal.dropBefore(10);
    pump(1 << 20).wake();
    socket.flushAll();

    assertThat(socket.texts())
        .satisfiesExactly(
            gap -> assertThat(gap).startsWith("stderr [Hearth] 9 messages are missing here"),
            message -> assertThat(message).isEqualTo("stdout 10"));
  }

  @Test
  void aMessageAboveTheLimitIsReplacedByANotice() {
    pump.close();
    CursorPump small = pump(2000);
    journal.append(0, KERNEL.stderr("x".repeat(3000), MessageParts.emptyObject()));
    small.wake();
    socket.flushAll();

    assertThat(socket.texts())
        .singleElement()
        .satisfies(text -> assertThat(text).contains("is not shown", "/journal/1"));
  }

  @Test
  void aClientThatFailsIsToldOfOnce() {
    print(1);
    print(2);
    socket.breakDown();

    assertThat(failures).hasSize(1);
    print(3);
    assertThat(socket.texts()).containsExactly("stdout 1");
  }

  @Test
  void drainedMeansThatAllIsWritten() {
    print(1);
    CompletableFuture<Void> drained = pump.drained();
    print(2);
    assertThat(drained).isNotDone();
    socket.flushAll();
    assertThat(drained).isCompleted();
  }

  /** The pump comes to rest just when the next message comes, over and over. */
  @Test
  void aMessageThatComesWhileThePumpComesToRestIsNotLeftBehind() throws InterruptedException {
    pump.close();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    Semaphore arrived = new Semaphore(0);
    ClientSocket quick =
        new ClientSocket() {
          @Override
          public CompletionStage<Void> send(OutFrame frame) {
            arrived.release();
            return CompletableFuture.completedFuture(null);
          }

          @Override
          public CompletionStage<Void> ping(byte[] payload) {
            return CompletableFuture.completedFuture(null);
          }

          @Override
          public void close(int code, String reason) {}
        };
    Outgoing outgoing =
        new Outgoing(new TestKernel(journal), new V1Framing(1 << 20), new ReplyRouting());
    CursorPump busy = new CursorPump(journal.after(0), outgoing, quick, thread, failures::add);
    journal.onAppend(busy::wake);
    try {
      for (int i = 1; i <= 50_000; i++) {
        print(i);
        assertThat(arrived.tryAcquire(30, TimeUnit.SECONDS)).as("message %d", i).isTrue();
      }
    } finally {
      thread.shutdown();
    }
    assertThat(failures).isEmpty();
  }

  private void print(int number) {
    journal.append(
        0,
        KERNEL.say(
            Channel.IOPUB,
            new Stream(Stream.Name.STDOUT, Integer.toString(number)),
            MessageParts.emptyObject()));
  }

  /** Remembers what is sent; a write completes when the test flushes. */
  private static final class HeldSocket implements ClientSocket {
    private final List<String> sent = new ArrayList<>();
    private List<CompletableFuture<Void>> writing = new ArrayList<>();

    List<String> texts() {
      return sent.stream().filter(text -> !text.startsWith("ping")).toList();
    }

    @Override
    public CompletionStage<Void> send(OutFrame frame) {
      sent.add(Transcript.words(Message.parse(V1Frame.parse(frame.bytes()))));
      return held();
    }

    @Override
    public CompletionStage<Void> ping(byte[] payload) {
      sent.add("ping " + PingNumber.decode(payload).getAsLong());
      return held();
    }

    private CompletableFuture<Void> held() {
      CompletableFuture<Void> write = new CompletableFuture<>();
      writing.add(write);
      return write;
    }

    void flush() {
      List<CompletableFuture<Void>> done = writing;
      writing = new ArrayList<>();
      done.forEach(write -> write.complete(null));
    }

    void flushAll() {
      while (!writing.isEmpty()) {
        flush();
      }
    }

    void breakDown() {
      List<CompletableFuture<Void>> done = writing;
      writing = new ArrayList<>();
      done.forEach(write -> write.completeExceptionally(new IllegalStateException("gone")));
    }

    @Override
    public void close(int code, String reason) {
      sent.add("close " + code);
    }
  }
}
