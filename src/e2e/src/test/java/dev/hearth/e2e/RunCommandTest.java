package dev.hearth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code hearth run}, {@code up} and {@code stop}, as they are typed. */
@ExtendWith(SharedGateway.class)
class RunCommandTest {
  @TempDir Path temp;
  private Path folder;

  @BeforeEach
  void aFolderWithASpaceInItsName() throws IOException {
    folder = Files.createDirectory(temp.resolve("my notebooks"));
  }

  private Command onSharedGateway(String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "run";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[all.length - 2] = "--home";
    all[all.length - 1] = SharedGateway.gateway().home().toString();
    return Command.start(folder, all);
  }

  /** Processes that were started for a home in this test's folder, or that watch over one. */
  private List<String> leftOver() {
    return ProcessHandle.allProcesses()
        .flatMap(process -> environment(process.pid()).stream())
        .filter(environment -> environment.contains(folder.resolve(".hearth").toString()))
        .collect(Collectors.toList());
  }

  private static List<String> environment(long pid) {
    try {
      return List.of(Files.readString(Path.of("/proc", Long.toString(pid), "environ")));
    } catch (IOException notOursOrGone) {
      return List.of();
    }
  }

  private static String lines(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> "line " + i + "\n")
        .collect(Collectors.joining());
  }

  @Test
  void runsTheCellsInOrderAndWritesTheNotebook() {
    NotebookText.write(folder.resolve("a.ipynb"), "echo", "hello", "print 5", "stderr oops");

    try (Command run = onSharedGateway("a.ipynb")) {
      assertThat(run.exitCode()).as(run.printed()).isZero();
      assertThat(run.printed())
          .containsSubsequence("[1/3] hello", "hello\n", "[2/3] print 5", lines(5), "oops", "Done");
    }
    Path executed = folder.resolve("a.executed.ipynb");
    assertThat(NotebookText.printed(executed)).isEqualTo(lines(5) + "oops\n");
    assertThat(NotebookText.read(executed).at("/cells/1/execution_count").asInt()).isEqualTo(2);
    assertThat(NotebookText.read(executed).at("/cells/0/metadata/execution").fieldNames())
        .toIterable()
        .contains("iopub.status.busy", "iopub.execute_input", "shell.execute_reply");
  }

  @Test
  void showsWhatACellPrintsWhileItRuns() {
    NotebookText.write(folder.resolve("a.ipynb"), "echo", "print 50 every 100");

    try (Command run = onSharedGateway("a.ipynb")) {
      await().atMost(Duration.ofSeconds(60)).until(() -> run.printed().contains("line 3\n"));
      assertThat(run.printed()).doesNotContain("line 50\n");
      assertThat(run.running()).isTrue();
      assertThat(run.exitCode()).isZero();
      assertThat(run.printed()).contains(lines(50));
    }
  }

  @Test
  void stopsAtTheFirstErrorAndWritesWhatThereWas() {
    NotebookText.write(folder.resolve("a.ipynb"), "echo", "print 2", "error boom", "print 1");

    try (Command run = onSharedGateway("a.ipynb", "--output", "out/b.ipynb")) {
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.printed())
          .contains("hearth: cell 2 of 3 failed: EchoError: boom", "1 cell did not run")
          .doesNotContain("[3/3]");
    }
    assertThat(NotebookText.printed(folder.resolve("out/b.ipynb"))).isEqualTo(lines(2));
    assertThat(NotebookText.read(folder.resolve("out/b.ipynb")).at("/cells/1/outputs/0/ename"))
        .hasToString("\"EchoError\"");
  }

  @Test
  void namesTheKernelsThatThereAreWhenTheNotebooksIsUnknown() {
    NotebookText.write(folder.resolve("a.ipynb"), "fortran", "hello");

    try (Command run = onSharedGateway("a.ipynb")) {
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.printed()).contains("no kernel named fortran", "echo, pyspark, scala, sql");
    }
  }

  @Test
  void aNotebookMayAskForASessionWithOtherResources() {
    NotebookText.write(
        folder.resolve("a.ipynb"),
        "scala",
        "val lost = 1",
        "%%configure -f\ndriver-memory = 1g",
        "println(Runtime.getRuntime.maxMemory / (1 << 20))");

    try (Command run = onSharedGateway("a.ipynb")) {
      assertThat(run.exitCode()).as(run.printed()).isZero();
      assertThat(run.printed()).containsSubsequence("What it had defined is lost", "1024");
    }
  }

  @Test
  void aWrongTokenIsCalledOne() {
    NotebookText.write(folder.resolve("a.ipynb"), "echo", "hello");
    String url = SharedGateway.gateway().url().toString();

    try (Command run = Command.start(folder, "run", "a.ipynb", "--url", url, "--token", "wrong")) {
      assertThat(run.exitCode()).isEqualTo(3);
      assertThat(run.printed()).contains("does not accept the token", "--token");
    }
  }

  @Test
  void goesOnWhereItWasAfterTheGatewayWasKilledAndStartedAgain() {
    GatewayProcess gateway = SharedGateway.gateway();
    NotebookText.write(
        folder.resolve("a.ipynb"),
        "scala",
        "for (i <- 1 to 300) { println(s\"line $i\"); Thread.sleep(50) }",
        "println(\"after\")");

    try (Command run = onSharedGateway("a.ipynb")) {
      await().atMost(Duration.ofSeconds(180)).until(() -> run.printed().contains("line 20\n"));
      gateway.kill();
      gateway.start();

      assertThat(run.exitCode()).as(run.printed()).isZero();
      assertThat(run.printed()).contains("Lost the connection", "Connected again");
    }
    assertThat(NotebookText.printed(folder.resolve("a.executed.ipynb")))
        .isEqualTo(lines(300) + "after\n");
  }

  @Test
  void withoutAGatewayItStartsOneAndStopsItAfterwards() {
    NotebookText.write(folder.resolve("a.ipynb"), "echo", "hello");

    try (Command run = Command.start(folder, "run", "a.ipynb")) {
      assertThat(run.exitCode()).as(run.printed()).isZero();
      assertThat(run.printed()).contains("Started a gateway for this run", "Done: 1 cell");
    }
    assertThat(leftOver()).isEmpty();
  }

  @Test
  void ctrlCStopsEverythingAndWritesWhatThereWas() {
    NotebookText.write(folder.resolve("a.ipynb"), "echo", "print 10000 every 100");

    try (Command run = Command.start(folder, "run", "a.ipynb")) {
      await().atMost(Duration.ofSeconds(90)).until(() -> run.printed().contains("line 3\n"));
      run.interrupt();

      assertThat(run.exitCode()).isIn(130, 143); // 128 and the number of the signal
      assertThat(run.printed()).contains("Interrupted.");
    }
    assertThat(NotebookText.printed(folder.resolve("a.executed.ipynb"))).startsWith(lines(3));
    assertThat(leftOver()).isEmpty();
  }

  @Test
  void nothingOutlivesACommandThatWasKilled() {
    NotebookText.write(folder.resolve("a.ipynb"), "echo", "print 10000 every 100");

    try (Command run = Command.start(folder, "run", "a.ipynb")) {
      await().atMost(Duration.ofSeconds(90)).until(() -> run.printed().contains("line 3\n"));
      run.kill();
      run.exitCode();
    }
    await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(leftOver()).isEmpty());
  }

  @Test
  void upPrintsItsUrlAndStopEndsIt() {
    try (Command up = Command.start(folder, "up", "--port", "0")) {
      await()
          .atMost(Duration.ofSeconds(90))
          .until(() -> up.printed().contains("Ctrl-C") || !up.running());
      assertThat(up.printed()).contains("Hearth is ready", "http://127.0.0.1:", "/?token=");

      try (Command second = Command.start(folder, "up", "--port", "0")) {
        assertThat(second.exitCode()).isEqualTo(3);
        assertThat(second.printed()).contains("a gateway already runs on the home", "hearth stop");
      }
      try (Command stop = Command.start(folder, "stop", "--all")) {
        assertThat(stop.exitCode()).isZero();
        assertThat(stop.printed()).contains("Stopped the gateway");
      }
      assertThat(up.exitCode()).isZero();
    }
    assertThat(folder.resolve(".hearth/gateway.json")).doesNotExist();
    assertThat(leftOver()).isEmpty();
  }

  @Test
  void aPortInUseIsSaidToBe() {
    String port = Integer.toString(SharedGateway.gateway().url().getPort());

    try (Command up = Command.start(folder, "up", "--port", port)) {
      assertThat(up.exitCode()).isEqualTo(3);
      assertThat(up.printed())
          .contains("port " + port + " is in use by java", "--port 0")
          .contains("process " + SharedGateway.gateway().pid());
    }
  }
}
