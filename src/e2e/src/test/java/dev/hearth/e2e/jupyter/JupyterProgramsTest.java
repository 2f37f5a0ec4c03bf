package dev.hearth.e2e.jupyter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearth.e2e.GatewayProcess;
import dev.hearth.e2e.Program;
import dev.hearth.e2e.Python;
import dev.hearth.e2e.SharedGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Jupyter's command-line programs with Hearth's installed kernels, as a user types them. */
@ExtendWith(SharedGateway.class)
class JupyterProgramsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private final GatewayProcess gateway = SharedGateway.gateway();
  private final Kernelspecs specs = Kernelspecs.of(gateway);
  private int kernelsBefore;

  @BeforeEach
  void countKernels() {
    kernelsBefore = kernels();
  }

  @AfterEach
  void noKernelIsLeft() {
    await("kernels to be gone")
        .atMost(Duration.ofSeconds(90))
        .until(() -> kernels() <= kernelsBefore);
  }

  private int kernels() {
    return gateway.json("GET", "/api/kernels", null).size();
  }

  private Program python(String packages, String module, String... arguments) {
    String python = Python.having(packages, module.split("\\.")[0]);
    String[] command = new String[arguments.length + 3];
    command[0] = python;
    command[1] = "-m";
    command[2] = module;
    System.arraycopy(arguments, 0, command, 3, arguments.length);
    return Program.start(folder, environment(), command);
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(specs.environment());
    environment.put("JUPYTER_PLATFORM_DIRS", "0");
    return environment;
  }

  @Test
  void jupyterRunRunsAScript() throws IOException {
    Path script = Files.writeString(folder.resolve("a.scala"), "println(spark.range(7).count)");
    String python = Python.having("python3-jupyter-client", "jupyter_client");
    try (Program run =
        Program.start(
            folder,
            environment(),
            python,
            "-c",
            "from jupyter_client.runapp import RunApp; RunApp.launch_instance()",
            "--kernel=scala",
            script.toString())) {
      run.expectSuccess();
      assertThat(run.printed()).contains("7\n");
    }
  }

  @Test
  void jupyterConsoleTalksToAKernel() {
    Python.having("jupyter-console", "jupyter_console");
    try (Program console =
        python(
            "jupyter-console",
            "jupyter_console",
            "--kernel=sql",
            "--simple-prompt",
            "--ZMQTerminalInteractiveShell.kernel_timeout=120")) {
      await("the console's prompt")
          .atMost(Duration.ofSeconds(90))
          .until(() -> console.printed().contains("In [1]:") || !console.running());
      console.type("select 6 * 7 as answer\n");
      await("the answer")
          .atMost(Duration.ofSeconds(120))
          .until(() -> console.printed().contains("42") || !console.running());
      console.endInput();
      assertThat(console.printed()).contains("answer", "42");
      assertThat(console.exitCode()).as(console.printed()).isZero();
    }
  }

  @Test
  void nbconvertExecutesTheMortgageNotebook() throws IOException {
    Path repository = Path.of(Program.hearth()).getParent();
    String notebook = Files.readString(repository.resolve("notebooks/mortgage.ipynb"));
    Path small = folder.resolve("mortgage.ipynb");
    Files.writeString(small, notebook.replace("val rows = 1000000L ", "val rows = 100000L "));
    try (Program nbconvert =
        python(
            "jupyter-nbconvert",
            "nbconvert",
            "--execute",
            "--to",
            "notebook",
            "--output",
            "executed",
            small.toString())) {
      nbconvert.expectSuccess();
    }
    JsonNode executed = JSON.readTree(folder.resolve("executed.ipynb").toFile());
    String text = executed.toString();
    assertThat(text).contains("100000L").contains("accuracy");
    assertThat(text).doesNotContain("\"output_type\":\"error\"");
    assertThat(executed.at("/metadata/language_info/name").asText()).isEqualTo("scala");
  }

  @Test
  void nbclientShowsTheErrorOfACell() throws IOException {
    Path notebook = notebook("sql", "select 1", "select nothing from nowhere");
    try (Program execute =
        python("python3-nbclient", "nbconvert", "--execute", "--to", "html", notebook.toString())) {
      assertThat(execute.exitCode()).isNotZero();
      assertThat(execute.printed())
          .contains("CellExecutionError", "select nothing from nowhere", "TABLE_OR_VIEW_NOT_FOUND");
    }
  }

  @Test
  void nbclientInterruptsACellThatTakesTooLong() throws IOException {
    Path notebook = notebook("scala", "while (true) Thread.sleep(10)");
    try (Program execute =
        python(
            "jupyter-nbconvert",
            "nbconvert",
            "--execute",
            "--to",
            "notebook",
            "--ExecutePreprocessor.timeout=20",
            "--ExecutePreprocessor.interrupt_on_timeout=True",
            "--allow-errors",
            "--output",
            "executed",
            notebook.toString())) {
      execute.expectSuccess();
    }
    assertThat(Files.readString(folder.resolve("executed.ipynb"))).contains("nterrupt");
  }

  private Path notebook(String kernel, String... cells) throws IOException {
    ObjectNode notebook = JSON.createObjectNode();
    notebook.put("nbformat", 4);
    notebook.put("nbformat_minor", 5);
    notebook.withObject("/metadata/kernelspec").put("name", kernel).put("display_name", kernel);
    for (String source : List.of(cells)) {
      ObjectNode cell = notebook.withArray("/cells").addObject();
      cell.put("cell_type", "code").put("id", "c" + notebook.path("cells").size());
      cell.put("source", source).putNull("execution_count");
      cell.putObject("metadata");
      cell.putArray("outputs");
    }
    Path file = folder.resolve("notebook.ipynb");
    JSON.writeValue(file.toFile(), notebook);
    return file;
  }
}
