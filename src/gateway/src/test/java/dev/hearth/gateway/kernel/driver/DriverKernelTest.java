package dev.hearth.gateway.kernel.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.gateway.error.Unavailable;
import dev.hearth.gateway.kernel.ExecutionState;
import dev.hearth.gateway.kernel.KernelId;
import dev.hearth.gateway.kernel.KernelSpec;
import dev.hearth.gateway.kernel.journal.FileJournal;
import dev.hearth.gateway.kernel.journal.Inbox;
import dev.hearth.gateway.kernel.journal.Journal;
import dev.hearth.gateway.kernel.journal.JournalItem;
import dev.hearth.gateway.kernel.journal.JournalSettings;
import dev.hearth.gateway.session.Session;
import dev.hearth.gateway.session.SessionTerms;
import dev.hearth.gateway.team.Principal;
import dev.hearth.gateway.team.TeamName;
import dev.hearth.protocol.frame.V1Frame;
import dev.hearth.protocol.link.Hello.HostedKernel;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Content;
import dev.hearth.protocol.message.Control;
import dev.hearth.protocol.message.Display;
import dev.hearth.protocol.message.EarlyInfo;
import dev.hearth.protocol.message.ErrorMessage;
import dev.hearth.protocol.message.Execute;
import dev.hearth.protocol.message.Header;
import dev.hearth.protocol.message.Json;
import dev.hearth.protocol.message.Message;
import dev.hearth.protocol.message.MessageParts;
import dev.hearth.protocol.message.Status;
import dev.hearth.protocol.message.Stream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriverKernelTest {
  private static final KernelSpec SCALA =
      new KernelSpec("scala", "Scala", "scala", "driver", "local", "");
  private static final Principal OWNER = new Principal("ada", TeamName.LOCAL);

  @TempDir Path folder;
  private final KernelId id = KernelId.random();
  private final RecordingWire wire = new RecordingWire();
  private final RecordingLifeline lifeline = new RecordingLifeline();
  private Journal journal;
  private Inbox inbox;
  private DriverKernel kernel;
  private long produced;

  @BeforeEach
  void open() {
    journal =
        FileJournal.open(folder.resolve("journal"), JournalSettings.STANDARD, Clock.systemUTC());
    inbox = Inbox.open(folder.resolve("inbox"), JournalSettings.STANDARD, Clock.systemUTC());
    kernel =
        new DriverKernel(
            id,
            SCALA,
            OWNER,
            journal,
            inbox,
            Json.write(EarlyInfo.of("scala", "starting")),
            Clock.systemUTC(),
            lifeline);
    kernel.joined(session(), true);
  }

  private static Session session() {
    return new MemorySessions().start("local", OWNER, SessionTerms.OWN);
  }

  @AfterEach
  void close() {
    journal.close();
    inbox.close();
  }

  @Test
  void requestsWaitForTheDriverAndReachItInOrder() {
    Message first = submit("1 + 1");
    Message second = submit("2 + 2");
    kernel.attach(wire, 0);
    Message third = submit("3 + 3");
    assertThat(wire.requestIds()).containsExactly(id(first), id(second), id(third));
    assertThat(wire.requests()).extracting("number").containsExactly(1L, 2L, 3L);
  }

  @Test
  void aRequestThatIsSentTwiceIsTakenOnce() {
    kernel.attach(wire, 0);
    Message request = submit("1");
    kernel.submit(request.toParts());
    run(request, "1");
    kernel.submit(request.toParts());
    assertThat(wire.requests()).hasSize(1);
  }

  @Test
  void aDriverThatReturnsGetsWhatItHasNotReceived() {
    kernel.attach(wire, 0);
    submit("has arrived");
    kernel.detach(wire);
    Message missed = submit("was missed");
    RecordingWire again = new RecordingWire();
    kernel.attach(again, 1);
    assertThat(again.requestIds()).containsExactly(id(missed));
  }

  @Test
  void anOutputThatIsSentAgainIsJournaledOnce() {
    kernel.attach(wire, 0);
    Message request = submit("println");
    ByteBuffer frame = frame(request.header(), new Stream(Stream.Name.STDOUT, "once\n"));
    kernel.output(1, frame);
    kernel.output(1, frame);
    assertThat(journaled()).hasSize(1);
    assertThat(kernel.order(Optional.empty()).acked()).isEqualTo(1);
  }

  @Test
  void newsOfTheSessionAreShownBelowTheCellThatRuns() {
    kernel.ready(0);
    kernel.attach(wire, 0);
    Message request = submit("x");
    long now = System.currentTimeMillis();
    kernel.news("Executor 3 is lost.", now);
    kernel.news("Executor 3 is lost.", now);
    assertThat(stderrOf(request)).containsExactly("Executor 3 is lost.\n");
  }

  @Test
  void newsWaitForACellIfNoneRuns() {
    kernel.ready(0);
    kernel.attach(wire, 0);
    kernel.news("Executor 3 is lost.", System.currentTimeMillis());
    assertThat(journaled()).isEmpty();
    Message request = submit("x");
    assertThat(stderrOf(request)).containsExactly("Executor 3 is lost.\n");
    assertThat(stderrOf(submit("y"))).isEmpty();
  }

  @Test
  void whatADriverToldBeforeThisGatewayCameIsNoNews() {
    kernel.ready(0);
    kernel.attach(wire, 0);
    submit("x");
    kernel.news("Starting Spark", System.currentTimeMillis() - 60_000);
    assertThat(journaled()).isEmpty();
  }

  @Test
  void stepsThatComeLateAreNoNews() {
    kernel.ready(0);
    kernel.attach(wire, 0);
    submit("x");
    kernel.step("1 of 2 executors run.", System.currentTimeMillis());
    assertThat(journaled()).isEmpty();
  }

  private List<String> stderrOf(Message request) {
    return journaled().stream()
        .filter(message -> message.parent().msgId().equals(id(request)))
        .map(Message::content)
        .filter(Stream.class::isInstance)
        .map(content -> ((Stream) content).text())
        .toList();
  }

  @Test
  void isBusyWhileACellRunsAndIdleAfterwards() {
    kernel.ready(0);
    kernel.attach(wire, 0);
    Message request = submit("x");
    emit(request, new Status(Status.ExecutionState.BUSY));
    assertThat(kernel.status().state()).isEqualTo(ExecutionState.BUSY);
    emit(request, new Status(Status.ExecutionState.IDLE));
    assertThat(kernel.status().state()).isEqualTo(ExecutionState.IDLE);
  }

  @Test
  void anInterruptBesideARunningCellDoesNotMakeItLookIdle() {
    kernel.ready(0);
    kernel.attach(wire, 0);
    Message request = submit("x");
    emit(request, new Status(Status.ExecutionState.BUSY));
    kernel.interrupt();
    Message interrupt = Message.parse(V1Frame.parse(wire.requests().get(1).frame()));
    assertThat(interrupt.content()).isInstanceOf(Control.InterruptRequest.class);
    emit(interrupt, new Status(Status.ExecutionState.BUSY));
    emit(interrupt, new Status(Status.ExecutionState.IDLE));
    assertThat(kernel.status().state()).isEqualTo(ExecutionState.BUSY);
  }

  @Test
  void showsTheStepsOfTheStartBelowTheFirstCellThatWaits() {
    kernel.step("Starting Spark", 1_000);
    Message request = submit("spark.range(10)");
    kernel.step("Starting Spark", 1_000);
    kernel.step("Starting the interpreter", 3_000);
    kernel.step("Starting Spark", 1_000);
    kernel.ready(4_000);
    List<Message> shown =
        journaled().stream().filter(message -> message.parent().equals(request.header())).toList();
    assertThat(text(shown.get(0))).contains("Starting Spark");
    assertThat(text(shown.get(1))).contains("2.0 s  Starting the interpreter");
    assertThat(text(shown.get(2))).isEqualTo("Spark session ready in 3.0 s");
    assertThat(shown.get(3).content()).isEqualTo(new Display.Clear(true));
  }

  @Test
  void whenItsDriverDiesEveryUnfinishedRequestIsAnsweredAndTheReasonIsKept() {
    kernel.attach(wire, 0);
    Message running = submit("while (true) {}");
    Message waiting = submit("1");
    kernel.die("The driver was killed.");
    for (Message request : List.of(running, waiting)) {
      List<Message> answers =
          journaled().stream().filter(m -> m.parent().equals(request.header())).toList();
      assertThat(answers.get(0).content()).isInstanceOf(ErrorMessage.class);
      assertThat(answers.get(1).content()).isInstanceOf(Execute.Failed.class);
      assertThat(answers.get(2).content()).isEqualTo(new Status(Status.ExecutionState.IDLE));
    }
    assertThat(last().content()).isEqualTo(new Status(Status.ExecutionState.DEAD));
    assertThat(kernel.status().state()).isEqualTo(ExecutionState.DEAD);
    assertThat(kernel.status().reason()).contains("The driver was killed.");
    assertThatThrownBy(() -> submit("2"))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("The driver was killed. Restart the kernel");
  }

  @Test
  void aDeadKernelIsRestartedInANewSessionWithoutItsOldRequests() {
    kernel.attach(wire, 0);
    submit("lost");
    kernel.die("The driver was killed.");
    kernel.restart();
    assertThat(lifeline.started).isEqualTo(1);
    assertThat(kernel.status().state()).isEqualTo(ExecutionState.STARTING);
    Message fresh = submit("fresh");
    RecordingWire next = new RecordingWire();
    kernel.attach(next, kernel.order(Optional.empty()).received());
    assertThat(next.requestIds()).containsExactly(id(fresh));
  }

  @Test
  void aKernelThatSaysItIsIdleIsReadyAlsoBeforeItsSession() {
    kernel.step("Starting Spark", 0);
    kernel.attach(wire, 0);
    assertThat(kernel.status().state()).isEqualTo(ExecutionState.STARTING);
    kernel.output(++produced, frame(Header.NONE, new Status(Status.ExecutionState.IDLE)));
    assertThat(kernel.status().state()).isEqualTo(ExecutionState.IDLE);
    Message running = submit("x");
    emit(running, new Status(Status.ExecutionState.BUSY));

    kernel.interrupt();

    assertThat(wire.requests()).hasSize(2);
    int before = journaled().size();
    kernel.ready(1000);
    assertThat(journaled()).as("the start was over").hasSize(before);
  }

  @Test
  void anInterruptOfACellThatTheDriverHasIsTheDriversEvenBeforeTheSessionIsReady() {
    kernel.attach(wire, 0);
    submit("spark");
    kernel.interrupt();
    assertThat(wire.requests()).hasSize(2);
    assertThat(journaled()).noneMatch(m -> m.content().msgType().equals("execute_reply"));
  }

  @Test
  void anInterruptBeforeTheDriverHasTheCellsAbandonsThem() {
    kernel.joined(session(), false);
    Message waiting = submit("spark");
    kernel.interrupt();
    assertThat(journaled())
        .filteredOn(message -> message.parent().equals(waiting.header()))
        .extracting(message -> message.content().msgType())
        .containsExactly("error", "execute_reply", "status");
    kernel.attach(wire, kernel.order(Optional.empty()).received());
    assertThat(wire.requests()).isEmpty();
  }

  @Test
  void aGatewayThatStartsAgainKnowsWhatRunsAndWhatMustStillBeSent() {
    kernel.attach(wire, 0);
    Message done = submit("done");
    run(done, "done");
    Message running = submit("running");
    emit(running, new Status(Status.ExecutionState.BUSY));
    kernel.detach(wire);
    Message waiting = submit("waiting");
    close();

    open();
    kernel.ready(0);
    assertThat(kernel.status().state()).isEqualTo(ExecutionState.BUSY);
    RecordingWire again = new RecordingWire();
    kernel.attach(again, kernel.order(Optional.of(new HostedKernel(id.value(), 2, 5))).received());
    assertThat(again.requestIds()).containsExactly(id(waiting));
    run(running, "late");
    run(waiting, "later");
    assertThat(kernel.status().state()).isEqualTo(ExecutionState.IDLE);
    assertThat(inbox.pending()).isEmpty();
  }

  @Test
  void aRequestThatAnEarlierGatewayHasSeenFinishedIsNotRunAgain() {
    kernel.attach(wire, 0);
    Message done = submit("done");
    run(done, "done");
    close();

    open();
    kernel.submit(done.toParts());
    RecordingWire again = new RecordingWire();
    kernel.attach(again, kernel.order(Optional.empty()).received());
    assertThat(again.requestIds()).isEmpty();
  }

  @Test
  void takesTheKernelsOwnWordForItsLanguage() {
    String before =
        new String(kernel.kernelInfo().orElseThrow(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(before).contains("\"name\":\"scala\"", "\"status\":\"ok\"");
  }

  private Message submit(String code) {
    Message request = Message.of(Channel.SHELL, "client", "ada", Execute.Request.of(code));
    kernel.submit(request.toParts());
    return request;
  }

  /** What a kernel emits when it runs a request. */
  private void run(Message request, String printed) {
    emit(request, new Status(Status.ExecutionState.BUSY));
    emit(request, new Stream(Stream.Name.STDOUT, printed));
    emit(request, new Execute.Reply(1, java.util.Map.of(), List.of()));
    emit(request, new Status(Status.ExecutionState.IDLE));
  }

  private void emit(Message request, Content content) {
    produced = Math.max(produced, journal.lastOrigin()) + 1;
    kernel.output(produced, frame(request.header(), content));
  }

  private static ByteBuffer frame(Header parent, Content content) {
    Channel channel = content instanceof Execute.Reply ? Channel.SHELL : Channel.IOPUB;
    Message message = Message.answering(parent, channel, "kernel", "ada", content);
    return ByteBuffer.wrap(V1Frame.encode(message.toParts()));
  }

  private List<Message> journaled() {
    List<Message> messages = new ArrayList<>();
    for (JournalItem item : journal.after(0).read(Integer.MAX_VALUE)) {
      MessageParts parts = V1Frame.parse(((JournalItem.Entry) item).frame());
      messages.add(Message.parse(parts));
    }
    return messages;
  }

  private Message last() {
    List<Message> all = journaled();
    return all.get(all.size() - 1);
  }

  private static String text(Message message) {
    java.util.Map<String, Object> data =
        message.content() instanceof Display.Data shown
            ? shown.data()
            : ((Display.Update) message.content()).data();
    return (String) data.get("text/plain");
  }

  private static String id(Message message) {
    return message.header().msgId();
  }

  private static final class RecordingLifeline implements DriverKernel.Lifeline {
    private int started;

    @Override
    public void startSession(DriverKernel kernel) {
      started++;
    }

    @Override
    public CompletionStage<Void> leaveSession(DriverKernel kernel, String reason) {
      return CompletableFuture.completedFuture(null);
    }
  }
}
