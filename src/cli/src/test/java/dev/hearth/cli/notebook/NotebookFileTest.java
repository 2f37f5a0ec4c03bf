package dev.hearth.cli.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.client.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotebookFileTest {
  /** As nbformat 5.10 writes it. */
  private static final String WRITTEN_BY_NBFORMAT =
      """
      {
       "cells": [
        {
         "cell_type": "markdown",
         "id": "a1",
         "metadata": {},
         "source": [
          "# Title\\n",
          "text, ä"
         ]
        },
        {
         "cell_type": "code",
         "execution_count": 3,
         "id": "b2",
         "metadata": {
          "tags": [
           "parameters"
          ]
         },
         "outputs": [
          {
           "data": {
            "application/json": [
             1,
             2.50
            ],
            "image/png": "iVBORw0=\\n",
            "text/plain": [
             "x\\n",
             "y"
            ]
           },
           "execution_count": 3,
           "metadata": {},
           "output_type": "execute_result"
          },
          {
           "name": "stdout",
           "output_type": "stream",
           "text": [
            "\\u001b[1mbold\\t\\n",
            "\\u0000"
           ]
          }
         ],
         "source": []
        }
       ],
       "metadata": {
        "kernelspec": {
         "display_name": "Scala (Spark)",
         "language": "scala",
         "name": "scala"
        }
       },
       "nbformat": 4,
       "nbformat_minor": 5
      }
      """;

  @TempDir Path temp;

  @Test
  void aNotebookThatNobodyChangedIsWrittenByteForByte() throws Exception {
    Path file = Files.writeString(temp.resolve("a.ipynb"), WRITTEN_BY_NBFORMAT);

    NotebookFile.write(NotebookFile.read(file), temp.resolve("b.ipynb"));

    assertThat(temp.resolve("b.ipynb")).hasContent(WRITTEN_BY_NBFORMAT);
  }

  @Test
  void textsThatAreListsOfLinesAreReadWhole() throws Exception {
    Notebook notebook = NotebookFile.parse(WRITTEN_BY_NBFORMAT, "a.ipynb");

    assertThat(notebook.kernelName()).contains("scala");
    assertThat(notebook.cells().get(0).source()).isEqualTo("# Title\ntext, ä");
    assertThat(notebook.cells().get(1).outputs().get(0).at("/data/text~1plain").asText())
        .isEqualTo("x\ny");
  }

  @Test
  void anOlderMinorVersionGetsIdsForItsCells() {
    Notebook notebook =
        NotebookFile.parse(
            """
            {"nbformat": 4, "nbformat_minor": 2, "metadata": {}, "cells": [
              {"cell_type": "code", "source": "1", "metadata": {}, "outputs": []},
              {"cell_type": "code", "source": "2", "metadata": {}, "outputs": []}]}
            """,
            "old.ipynb");

    assertThat(notebook.root().path("nbformat_minor").asInt()).isEqualTo(5);
    assertThat(notebook.cells()).extracting(Cell::id).doesNotHaveDuplicates().doesNotContain("");
  }

  @Test
  void idsThatStandTwiceAreMended() {
    Notebook notebook =
        NotebookFile.parse(
            """
            {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
              {"id": "x", "cell_type": "code", "source": "1"},
              {"id": "x", "cell_type": "code", "source": "2"}]}
            """,
            "twice.ipynb");

    assertThat(notebook.cells()).extracting(Cell::id).doesNotHaveDuplicates().contains("x");
  }

  @Test
  void whatIsNoNotebookIsNamedForWhatItIs() {
    assertRefused("{\"cells\": [", "is not JSON (line 1, column ");
    assertRefused("", "is not a notebook");
    assertRefused("[1, 2]", "is not a notebook: it names no nbformat");
    assertRefused("{\"hello\": 1}", "is not a notebook: it names no nbformat");
    assertRefused("{\"nbformat\": 4}", "is not a notebook: it has no list of cells");
    assertRefused("{\"nbformat\": 4, \"cells\": [{}]}", "one of its cells has no type");
    assertRefused("{\"nbformat\": 3, \"worksheets\": []}", "is of nbformat 3");
    assertRefused("{\"nbformat\": 5, \"cells\": []}", "newer than this Hearth knows");
  }

  private static void assertRefused(String text, String message) {
    assertThatThrownBy(() -> NotebookFile.parse(text, "n.ipynb"))
        .isInstanceOf(Failure.class)
        .hasMessageStartingWith("n.ipynb ")
        .hasMessageContaining(message);
  }

  @Test
  void anOldNotebookIsToldHowToBeConverted() {
    assertThatThrownBy(() -> NotebookFile.parse("{\"nbformat\": 3}", "n.ipynb"))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.fix()).contains("jupyter nbconvert"));
  }

  @Test
  void foldersAndOtherFilesAreRefused() throws Exception {
    assertThatThrownBy(() -> NotebookFile.read(temp)).hasMessageContaining("is a folder");
    assertThatThrownBy(() -> NotebookFile.read(temp.resolve("no.ipynb")))
        .hasMessageContaining("there is no file");
    Path latin = Files.write(temp.resolve("latin.ipynb"), new byte[] {'"', (byte) 0xe4, '"'});
    assertThatThrownBy(() -> NotebookFile.read(latin)).hasMessageContaining("not UTF-8");
  }

  @Test
  void writingReplacesInOneStepAndLeavesNothingElse() throws Exception {
    Path file = Files.writeString(temp.resolve("out.ipynb"), "before");

    NotebookFile.write(NotebookFile.parse(WRITTEN_BY_NBFORMAT, "a"), file);

    assertThat(file).hasContent(WRITTEN_BY_NBFORMAT);
    try (var files = Files.list(temp)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aLinkStaysALink() throws Exception {
    Path real = Files.writeString(temp.resolve("real.ipynb"), "before");
    Path link = Files.createSymbolicLink(temp.resolve("link.ipynb"), real);

    NotebookFile.write(NotebookFile.parse(WRITTEN_BY_NBFORMAT, "a"), link);

    assertThat(link).isSymbolicLink();
    assertThat(real).hasContent(WRITTEN_BY_NBFORMAT);
  }

  @Test
  void theFolderOfTheOutputIsMade() {
    NotebookFile.prepare(temp.resolve("a/b/out.ipynb"));
    assertThat(temp.resolve("a/b")).isDirectory();
  }

  @Test
  void forgettingLeavesNoTraceOfAnEarlierRun() {
    Notebook notebook = NotebookFile.parse(WRITTEN_BY_NBFORMAT, "a");
    Cell code = notebook.cells().get(1);
    code.setTiming("iopub.status.busy", "2026-01-01T00:00:00Z");

    notebook.forgetExecutions();

    assertThat(code.outputs()).isEmpty();
    assertThat(code.node().path("execution_count").isNull()).isTrue();
    assertThat(code.node().path("metadata").has("execution")).isFalse();
  }

  @Test
  void numbersKeepTheirDigitsSignsAndExponents() throws Exception {
    String json = "[1e-07, 1.50, -0.0, 1e+16, 12345678901234567890, 1E400, 0.00001]";
    assertThat(rewritten("\"x\": " + json))
        .contains(" 1e-07,", " 1.50,", " -0.0,", " 1e+16,", " 12345678901234567890,")
        .contains(" 1E400,", " 0.00001\n");
  }

  @Test
  void linesEndWherePythonEndsThem() throws Exception {
    assertThat(rewritten("\"source\": \"50%\\r100%\\r\\nend\\u2028.\""))
        .contains("[\n    \"50%\\r\",\n    \"100%\\r\\n\",\n    \"end\u2028\",\n    \".\"\n   ]");
  }

  @Test
  void aListThatIsNoTextStaysAList() throws Exception {
    assertThat(rewritten("\"outputs\": [{\"data\": {\"application/x\": [1, null, \"a\"]}}]"))
        .contains("\"application/x\": [\n       1,\n       null,\n       \"a\"\n      ]");
  }

  @Test
  void halvesOfCharactersAreKept() throws Exception {
    assertThat(rewritten("\"x\": \"\\ud83d and \\ud83d\\udd25\""))
        .contains("\\ud83d and \ud83d\udd25");
  }

  /** The text of a notebook whose one cell has this member. */
  private String rewritten(String member) throws Exception {
    String source = member.startsWith("\"source\"") ? "" : "\"source\": \"\", ";
    String text =
        "{\"nbformat\": 4, \"nbformat_minor\": 5, \"cells\": [{\"id\": \"a\", \"cell_type\":"
            + " \"code\", "
            + source
            + member
            + "}]}";
    Path file = temp.resolve("rewritten.ipynb");
    NotebookFile.write(NotebookFile.parse(text, "a"), file);
    return Files.readString(file);
  }

  @Test
  void aShapeOverWhichARunWouldStumbleIsRefusedAtOnce() {
    String cell = "{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"code\", \"source\": %s}]}";
    assertRefused("{\"nbformat\": 4, \"cells\": [], \"metadata\": []}", "metadata is no object");
    assertRefused(cell.formatted("5"), "no type or no source");
    assertRefused(cell.formatted("[1]"), "no type or no source");
    assertRefused(cell.formatted("\"\", \"metadata\": 1"), "metadata of one of its cells");
    assertRefused(cell.formatted("\"\", \"outputs\": {}"), "outputs of one of its cells");
  }

  @Test
  void anErrorQuotesAFileWithoutWhatTerminalsObey() {
    assertThatThrownBy(() -> NotebookFile.parse("{\"a\": x\u001b\u009b2J", "n.ipynb"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("x\ufffd\ufffd2J");
  }

  @Test
  void aNotebookBeyondTheLimitsIsRefused() {
    assertRefused("[".repeat(501), "nested deeper than 500 levels");
    assertRefused("[" + "1".repeat(4_301) + "]", "more than 4300 digits");
  }

  @Test
  void aFileThatNeverEndsIsRefused() {
    assertThatThrownBy(() -> NotebookFile.text(Path.of("/dev/zero"), 2 << 20))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("larger than 2 MiB");
  }
}
