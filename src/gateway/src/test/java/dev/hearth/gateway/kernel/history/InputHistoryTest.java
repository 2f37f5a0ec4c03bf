package dev.hearth.gateway.kernel.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hearth.gateway.kernel.ExecutionState;
import dev.hearth.gateway.kernel.Kernel;
import dev.hearth.gateway.kernel.KernelId;
import dev.hearth.gateway.kernel.Requests;
import dev.hearth.gateway.kernel.StartKernel;
import dev.hearth.gateway.kernel.TestSpecs;
import dev.hearth.gateway.kernel.Transcript;
import dev.hearth.gateway.kernel.echo.EchoEngine;
import dev.hearth.gateway.kernel.journal.MemoryJournal;
import dev.hearth.gateway.registry.Databases;
import dev.hearth.gateway.registry.RegistryDatabase;
import dev.hearth.gateway.team.Principal;
import dev.hearth.gateway.team.TeamName;
import dev.hearth.protocol.message.History;
import dev.hearth.protocol.message.History.Access;
import dev.hearth.protocol.message.MessageParts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputHistoryTest {
  private static final Principal ADA = new Principal("ada", TeamName.LOCAL);
  private static final Principal BOB = new Principal("bob", TeamName.LOCAL);

  @TempDir Path temp;

  @Test
  void remembersOnH2() {
    try (RegistryDatabase database = Databases.h2(temp)) {
      remembers(database);
    }
  }

  @Test
  void remembersOnPostgres() {
    try (RegistryDatabase database = Databases.postgres()) {
      remembers(database);
    }
  }

  private static void remembers(RegistryDatabase database) {
    InputTable table = new InputTable(database.jdbi(), 10_000);
    Author ada = new Author(ADA, "scala");
    table.add(ada, "life-1", 1, "r1", "val a = 100%");
    table.add(ada, "life-1", 1, "r2", "a cell that is not stored");
    table.add(ada, "life-1", 0, "r3", "nor is this");
    table.output("r1", "100");
    table.add(ada, "life-1", 2, "r4", "a_b");
    table.add(ada, "life-2", 1, "r5", "val a = 100%");
    table.add(new Author(BOB, "scala"), "life-3", 1, "r6", "secret");
    table.add(new Author(ADA, "sql"), "life-4", 1, "r7", "select 1");

    assertThat(table.find(ada, "life-2", tail(2)))
        .containsExactly(entry(1, 2, "a_b", null), entry(2, 1, "val a = 100%", null));
    assertThat(table.find(ada, "life-2", range(0, 1, null)))
        .containsExactly(entry(2, 1, "val a = 100%", null));
    assertThat(table.find(ada, "life-2", range(-1, 1, 2)))
        .containsExactly(entry(1, 1, "val a = 100%", "100"));
    assertThat(table.find(ada, "a fresh life", range(-1, 1, null))).hasSize(1);
    assertThat(table.find(ada, "life-2", range(1, 1, null))).hasSize(2);
    assertThat(table.find(ada, "life-2", search("val*%", null, false))).hasSize(2);
    assertThat(table.find(ada, "life-2", search("val*", 10, true)))
        .containsExactly(entry(2, 1, "val a = 100%", null));
    assertThat(table.find(ada, "life-2", search("a?b", 1, false)))
        .containsExactly(entry(1, 2, "a_b", null));
    assertThat(table.find(ada, "life-2", search("%", null, false))).isEmpty();
  }

  @Test
  void theOldestLinesAreForgotten() {
    try (RegistryDatabase database = Databases.h2(temp)) {
      InputTable table = new InputTable(database.jdbi(), 3);
      Author ada = new Author(ADA, "scala");
      for (int line = 495; line <= 501; line++) {
        table.add(ada, "life", line, "r" + line, "cell " + line);
      }

      assertThat(table.find(ada, "life", tail(100)))
          .extracting(History.Entry::line)
          .containsExactly(499, 500, 501);
    }
  }

  @Test
  void aKernelAnswersWithWhatItsUserRanBeforeItWasStarted() {
    try (RegistryDatabase database = Databases.h2(temp);
        InputHistory history = new InputHistory(new InputTable(database.jdbi(), 10_000))) {
      Kernel first = echo(history);
      run(first, Requests.execute("hello"));
      run(first, Requests.executeSilently("hush"));
      first.shutdown("deleted").toCompletableFuture().join();
      Kernel second = echo(history);
      run(second, Requests.execute("again"));

      MessageParts question = Requests.shell(tail(10));
      assertThat(run(second, question)).containsExactly("busy", "history_reply", "idle");
      assertThat(Transcript.messages(second.journal()))
          .extracting(message -> message.content())
          .contains(
              new History.Reply(
                  List.of(entry(1, 1, "hello", "hello"), entry(2, 1, "again", "again"))));
      second.shutdown("deleted").toCompletableFuture().join();
    }
  }

  @Test
  void aRunningCellStaysBusyForThoseWhoWatch() {
    try (RegistryDatabase database = Databases.h2(temp);
        InputHistory history = new InputHistory(new InputTable(database.jdbi(), 10_000))) {
      Kernel kernel = echo(history);
      MessageParts cell = Requests.execute("sleep 600000");
      kernel.submit(cell);
      await().until(() -> kernel.status().state() == ExecutionState.BUSY);
      await().until(() -> Transcript.of(kernel.journal(), Requests.id(cell)).size() == 2);

      run(kernel, Requests.shell(tail(10)));

      await()
          .untilAsserted(
              () ->
                  assertThat(Transcript.of(kernel.journal(), Requests.id(cell)))
                      .containsExactly("busy", "execute_input 1", "busy"));
      kernel.interrupt();
      kernel.shutdown("deleted").toCompletableFuture().join();
    }
  }

  private static Kernel echo(InputHistory history) {
    Kernel kernel =
        new RememberingEngine(new EchoEngine(), history)
            .start(
                new StartKernel(
                    "echo", Optional.empty(), Optional.empty(), Map.of(), Optional.empty(), ADA),
                TestSpecs.echo(),
                KernelId.random(),
                new MemoryJournal());
    await().until(() -> kernel.status().state() == ExecutionState.IDLE);
    return kernel;
  }

  private static List<String> run(Kernel kernel, MessageParts request) {
    kernel.submit(request);
    String id = Requests.id(request);
    await().until(() -> Transcript.of(kernel.journal(), id).contains("idle"));
    return Transcript.of(kernel.journal(), id);
  }

  private static History.Entry entry(int session, int line, String input, String output) {
    return new History.Entry(session, line, input, true, output);
  }

  private static History.Request tail(int n) {
    return new History.Request(true, true, Access.TAIL, null, null, null, n, null, null);
  }

  private static History.Request range(int session, Integer start, Integer stop) {
    return new History.Request(true, true, Access.RANGE, session, start, stop, null, null, null);
  }

  private static History.Request search(String pattern, Integer n, boolean unique) {
    return new History.Request(true, true, Access.SEARCH, null, null, null, n, pattern, unique);
  }
}
