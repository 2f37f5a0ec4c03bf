package dev.hearth.cli.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearth.client.Failure;
import dev.hearth.protocol.message.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Whatever a file holds, it is a notebook or a {@link Failure} that names it; and what was in a
 * notebook is in it still when it was written.
 */
class NotebookFuzzTest {
  private static final int TRIES = 1_000;

  private static final String SOUND =
      """
      {"cells": [
        {"cell_type": "markdown", "id": "a", "metadata": {}, "source": ["# T\\n", "x"],
         "attachments": {"i.png": {"image/png": "aGk="}}},
        {"cell_type": "code", "execution_count": 1, "id": "b",
         "metadata": {"tags": ["parameters"], "execution": {"shell.execute_reply": "d"}},
         "source": "val n = 1",
         "outputs": [
          {"output_type": "stream", "name": "stdout", "text": ["a\\r", "b\\n"]},
          {"output_type": "execute_result", "execution_count": 1, "metadata": {},
           "data": {"text/plain": ["1\\n"], "application/json": [1, 1e-07, {"a": [-0.0]}],
                    "image/png": "aGk=\\n"}},
          {"output_type": "error", "ename": "E", "evalue": "v", "traceback": ["\\u001b[31mE"]}]}],
       "metadata": {"kernelspec": {"name": "scala", "display_name": "S", "language": "scala"}},
       "nbformat": 4, "nbformat_minor": 5}
      """;

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "0",
          "-0",
          "4",
          "4.0",
          "-0.0",
          "1e-07",
          "1E400",
          "1e999999999",
          "9".repeat(4_000),
          "9".repeat(5_000),
          "NaN",
          "-Infinity",
          "\"\"",
          "\"x\"",
          "\"a\\rb\\u2028c\\r\\nd\"",
          "\"\\ud800\"",
          "\"\\u001b[2J\"",
          "\"\\u0000\"",
          "[]",
          "{}",
          "[\"a\", \"b\\n\"]",
          "[1, null]",
          "[[]]",
          "{\"a\": {\"b\": \"c\"}}",
          "\"code\"",
          "[".repeat(100_000),
          "[".repeat(400) + "]".repeat(400),
          "nul",
          "x\u001b[2J",
          "\u009b2J",
          "[{}]",
          "[{\"data\": 5, \"text\": [5]}]",
          "[{\"cell_type\": \"code\", \"source\": []}]",
          "[{\"data\": {\"text/x\": [1, 2], \"a/b\": [\"c\"], \"a+json\": [\"d\"]}}]");

  @Property(tries = TRIES)
  void notebooksWithOtherValues(@ForAll Random random) {
    String text = otherValues(random);
    attempt(text);
  }

  @Property(tries = TRIES)
  void damagedNotebooks(@ForAll("damaged") byte[] bytes) {
    attempt(new String(bytes, StandardCharsets.UTF_8));
  }

  private static void attempt(String text) {
    Notebook notebook;
    try {
      notebook = NotebookFile.parse(text, "n.ipynb");
    } catch (Failure e) {
      assertThat(e.getMessage()).startsWith("n.ipynb ").hasSizeLessThan(1_000);
      assertThat(e.getMessage().chars().anyMatch(Character::isISOControl)).isFalse();
      assertThat(e.fix()).isNotBlank();
      return;
    }
    byte[] written = write(notebook);
    Notebook again = NotebookFile.parse(new String(written, StandardCharsets.UTF_8), "n.ipynb");
    assertThat(again.root()).isEqualTo(notebook.root());
    assertThat(write(again)).isEqualTo(written);
    assertThat(kept(tree(text))).isEqualTo(kept(notebook.root()));
    runs(notebook);
    write(notebook);
  }

  /** What running does to a notebook. */
  private static void runs(Notebook notebook) {
    notebook.kernelName();
    notebook.language();
    Parameters.inject(notebook, List.of(Parameter.parse("n=2")), "scala");
    notebook.forgetExecutions();
    notebook.setKernel("scala", "Scala", "scala");
    Displays displays = new Displays();
    for (Cell cell : notebook.cells()) {
      if (cell.isToRun()) {
        cell.setTiming("shell.execute_reply", "d");
        cell.setExecutionCount(1);
        CellOutputs outputs = new CellOutputs(cell, displays);
        outputs.stream("stdout", "x\n");
        outputs.display(Json.mapper().createObjectNode());
        outputs.finish();
        assertThat(outputs.hasError()).isFalse();
      }
    }
  }

  private static byte[] write(Notebook notebook) {
    try {
      return NotebookJson.write(notebook.root());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode tree(String text) {
    try {
      return NotebookJson.read(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that a notebook holds but what reading may change: ids, minor version, cuts of texts. */
  private static String kept(JsonNode node) {
    if (node instanceof ObjectNode object) {
      List<String> members = new ArrayList<>();
      Iterator<String> names = object.fieldNames();
      while (names.hasNext()) {
        String name = names.next();
        if (!name.equals("id") && !name.equals("nbformat_minor")) {
          members.add(name + "=" + kept(object.get(name)));
        }
      }
      members.sort(null);
      return members.toString();
    }
    if (node instanceof ArrayNode array) {
      StringBuilder items = new StringBuilder();
      array.forEach(item -> items.append(kept(item)).append(item.isTextual() ? "" : ","));
      return items.toString();
    }
    return node.isTextual() ? node.asText() : node.toString();
  }

  @Provide
  Arbitrary<byte[]> damaged() {
    return Arbitraries.randomValue(
        random -> {
          byte[] bytes = otherValues(random).getBytes(StandardCharsets.UTF_8);
          for (int i = random.nextInt(3); i >= 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
          }
          return random.nextBoolean() ? bytes : Arrays.copyOf(bytes, random.nextInt(bytes.length));
        });
  }

  /** A sound notebook in which some values, wherever they stand, are others. */
  private static String otherValues(Random random) {
    String text = SOUND;
    for (int i = random.nextInt(3); i >= 0; i--) {
      List<int[]> spans = spans(text);
      int[] span = spans.get(random.nextInt(spans.size()));
      String value = VALUES.get(random.nextInt(VALUES.size()));
      text = text.substring(0, span[0]) + value + text.substring(span[1]);
    }
    return text;
  }

  /** Where values begin and end: behind colons, up to their closing bracket, quote or comma. */
  private static List<int[]> spans(String text) {
    List<int[]> spans = new ArrayList<>();
    for (int colon = text.indexOf("\": "); colon >= 0; colon = text.indexOf("\": ", colon + 1)) {
      int start = colon + 3;
      int end = start;
      int depth = 0;
      boolean quoted = false;
      for (; end < text.length(); end++) {
        char c = text.charAt(end);
        if (quoted) {
          if (c == '\\') {
            end++;
          } else {
            quoted = c != '"';
          }
        } else if (c == '"') {
          quoted = true;
        } else if (c == '[' || c == '{') {
          depth++;
        } else if ((c == ']' || c == '}') && depth > 0) {
          depth--;
        } else if (depth == 0 && (c == ',' || c == ']' || c == '}')) {
          break;
        }
      }
      spans.add(new int[] {start, Math.min(end, text.length())});
    }
    return spans.isEmpty() ? List.of(new int[] {0, text.length()}) : spans;
  }
}
