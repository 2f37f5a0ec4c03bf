package dev.hearth.cli.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearth.protocol.message.Json;
import org.junit.jupiter.api.Test;

class CellOutputsTest {
  private final Displays displays = new Displays();
  private final Cell cell = newCell();
  private final CellOutputs outputs = new CellOutputs(cell, displays);

  private static Cell newCell() {
    ObjectNode node = Json.mapper().createObjectNode();
    node.put("cell_type", "code").put("source", "").putArray("outputs");
    return new Cell(node);
  }

  private static JsonNode json(String text) {
    try {
      return Json.mapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode display(String id, String text) {
    return json(
        "{'data': {'text/plain': '"
            + text
            + "'}, 'metadata': {}, 'transient': {'display_id': '"
            + id
            + "'}}");
  }

  private static String text(Cell cell, int index) {
    return cell.outputs().get(index).path("data").path("text/plain").asText();
  }

  @Test
  void textsOfOneStreamThatFollowEachOtherAreOneOutput() {
    outputs.stream("stdout", "a\n");
    outputs.stream("stdout", "b\n");
    outputs.stream("stderr", "c\n");
    outputs.stream("stdout", "d\n");
    outputs.finish();

    assertThat(cell.outputs())
        .isEqualTo(
            json(
                "[{'output_type': 'stream', 'name': 'stdout', 'text': 'a\\nb\\n'},"
                    + "{'output_type': 'stream', 'name': 'stderr', 'text': 'c\\n'},"
                    + "{'output_type': 'stream', 'name': 'stdout', 'text': 'd\\n'}]"));
  }

  @Test
  void aStreamGoesOnAfterALookInBetween() {
    outputs.stream("stdout", "a");
    outputs.finish();
    outputs.stream("stdout", "b");
    outputs.finish();

    assertThat(cell.outputs()).hasSize(1);
    assertThat(cell.outputs().get(0).path("text").asText()).isEqualTo("ab");
  }

  @Test
  void resultsHaveTheirCountAndNothingTransient() {
    outputs.result(
        json("{'execution_count': 7, 'data': {'text/plain': '42'}, 'metadata': {'a': 1}}"));

    assertThat(cell.outputs())
        .isEqualTo(
            json(
                "[{'output_type': 'execute_result', 'execution_count': 7,"
                    + " 'data': {'text/plain': '42'}, 'metadata': {'a': 1}}]"));
  }

  @Test
  void anUpdateChangesTheDisplayAndAddsNone() {
    outputs.display(display("p", "1 %"));
    outputs.stream("stdout", "x\n");
    outputs.update(display("p", "100 %"));
    outputs.finish();

    assertThat(cell.outputs()).hasSize(2);
    assertThat(text(cell, 0)).isEqualTo("100 %");
  }

  @Test
  void anUpdateReachesDisplaysOfEarlierCells() {
    outputs.display(display("p", "old"));
    Cell later = newCell();

    new CellOutputs(later, displays).update(display("p", "new"));

    assertThat(text(cell, 0)).isEqualTo("new");
    assertThat(later.outputs()).isEmpty();
  }

  @Test
  void anUpdateOfNothingIsNothing() {
    outputs.update(display("unknown", "x"));
    assertThat(cell.outputs()).isEmpty();
  }

  @Test
  void clearingTakesEffectAtOnceOrAtTheNextOutput() {
    outputs.stream("stdout", "a");
    outputs.clear(false);
    assertThat(cell.outputs()).isEmpty();

    outputs.stream("stdout", "b");
    outputs.clear(true);
    outputs.finish();
    assertThat(cell.outputs()).hasSize(1);

    outputs.stream("stdout", "c");
    outputs.finish();
    assertThat(cell.outputs()).hasSize(1);
    assertThat(cell.outputs().get(0).path("text").asText()).isEqualTo("c");
  }

  @Test
  void aDisplayThatWasClearedIsNotUpdated() {
    outputs.display(display("p", "1"));
    outputs.clear(false);
    outputs.display(display("q", "2"));
    outputs.update(display("p", "3"));

    assertThat(cell.outputs()).hasSize(1);
    assertThat(text(cell, 0)).isEqualTo("2");
  }

  @Test
  void errorsKeepTheirTrace() {
    outputs.error(json("{'ename': 'E', 'evalue': 'v', 'traceback': ['one', 'two'], 'status': 1}"));

    assertThat(cell.outputs())
        .isEqualTo(
            json(
                "[{'output_type': 'error', 'ename': 'E', 'evalue': 'v',"
                    + " 'traceback': ['one', 'two']}]"));
  }

  @Test
  void manyLinesDoNotTakeLong() {
    for (int i = 0; i < 200_000; i++) {
      outputs.stream("stdout", "line " + i + "\n");
    }
    outputs.finish();

    assertThat(cell.outputs()).hasSize(1);
    assertThat(cell.outputs().get(0).path("text").asText()).endsWith("line 199999\n");
  }
}
