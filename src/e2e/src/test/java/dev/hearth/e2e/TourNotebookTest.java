package dev.hearth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code notebooks/tour.ipynb}, run as the README says. */
@ExtendWith(SharedGateway.class)
class TourNotebookTest {
  @TempDir static Path folder;
  private static Command run;
  private static List<JsonNode> outputs;

  @BeforeAll
  static void runTheTour() {
    run =
        Command.start(
            folder,
            "run",
            Build.repository().resolve("notebooks/tour.ipynb").toString(),
            "--output",
            "tour.ipynb",
            "--home",
            SharedGateway.gateway().home().toString());
    assertThat(run.exitCode()).as(run.printed()).isZero();
    outputs = new ArrayList<>();
    for (JsonNode cell : NotebookText.read(folder.resolve("tour.ipynb")).path("cells")) {
      cell.path("outputs").forEach(outputs::add);
    }
  }

  @AfterAll
  static void close() {
    run.close();
  }

  private static List<String> errors() {
    return outputs.stream()
        .filter(output -> output.path("output_type").asText().equals("error"))
        .map(output -> output.path("traceback").toString())
        .toList();
  }

  private static List<JsonNode> of(String mimeType) {
    return outputs.stream()
        .map(output -> output.path("data").path(mimeType))
        .filter(data -> !data.isMissingNode())
        .toList();
  }

  @Test
  void chartsComeAsVegaLiteAsImageAndAsText() {
    assertThat(of("application/vnd.vegalite.v5+json")).hasSize(5);
    assertThat(of("image/svg+xml")).hasSize(5);
  }

  @Test
  void tablesComeWithTheirRowsForPrograms() {
    assertThat(of("application/vnd.dataresource+json")).isNotEmpty();
  }

  @Test
  void onlyTheCellsThatShowErrorsFail() {
    assertThat(errors())
        .filteredOn(error -> !error.contains("ipykernel")) // where there is none
        .hasSize(4)
        .anyMatch(error -> error.contains("Did you mean amount?"))
        .anyMatch(error -> error.contains("Did you mean amounts?"))
        .anyMatch(error -> error.contains("/ by zero"))
        .anyMatch(error -> error.contains("The value connection"));
  }

  @Test
  void aFinishedNotebookKeepsOneLineOfProgressPerCell() {
    assertThat(of("text/plain"))
        .filteredOn(text -> text.toString().contains(" jobs, "))
        .noneMatch(text -> text.toString().contains("running"));
  }
}
