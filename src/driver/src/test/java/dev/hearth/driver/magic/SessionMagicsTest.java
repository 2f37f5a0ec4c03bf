package dev.hearth.driver.magic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearth.driver.display.Displays;
import dev.hearth.driver.kernel.CellContext;
import dev.hearth.driver.kernel.CellOutcome;
import dev.hearth.driver.kernel.Completion;
import dev.hearth.driver.kernel.GatewayCalls;
import dev.hearth.driver.kernel.Interpreter;
import dev.hearth.driver.kernel.RefusedCallException;
import dev.hearth.driver.notebook.Notebook;
import dev.hearth.protocol.message.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SessionMagicsTest {
  private final List<String> asked = new ArrayList<>();
  private String answer = "{'text':'done'}";
  private final GatewayCalls gateway =
      (method, params) -> {
        asked.add(method + " " + params);
        return answer.isEmpty()
            ? CompletableFuture.failedFuture(new RefusedCallException("There is no session 'x'."))
            : CompletableFuture.completedFuture(json(answer));
      };

  private static JsonNode json(String text) {
    byte[] bytes = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return Json.tree(ByteBuffer.wrap(bytes), "answer");
  }

  /** Says which code reached the language. */
  private record Plain(Language language) implements Interpreter {
    @Override
    public CellOutcome run(String code, CellContext context) {
      context.print(CellContext.OutputStreamName.STDOUT, "ran " + code);
      return new CellOutcome.Succeeded(Optional.empty());
    }

    @Override
    public Completeness completeness(String code) {
      return Completeness.INVALID;
    }

    @Override
    public Completion complete(String code, int cursor) {
      return Completion.none(cursor);
    }

    @Override
    public void close() {}
  }

  private Notebook notebook() {
    Interpreter plain = new Plain(new Interpreter.Language("plain", "1", "t", ".t", "t"));
    MagicSession session = new MagicSession(null, null, Displays.standard(), new NoJars());
    MagicKernel kernel =
        new MagicKernel(
            UUID.randomUUID(),
            "ann",
            "plain",
            plain,
            new OtherLanguages(Map.of()),
            session,
            gateway,
            new LastFailure());
    return new Notebook(new MagicInterpreter(kernel, Magics.standard()));
  }

  @Test
  void otherCellsReachTheLanguage() {
    assertThat(notebook().run("1 + 1").stdout()).isEqualTo("ran 1 + 1");
    assertThat(asked).isEmpty();
  }

  @Test
  void sessionsAreListedAndTheOwnOneIsMarked() {
    answer =
        "{'here':'b','sessions':[{'id':'a','name':null,'profile':'local','share_level':'kernel',"
            + "'state':'ready','kernels':1,'age_seconds':7300,'driver_memory':'4g'},"
            + "{'id':'b','name':'etl','profile':'local','share_level':'user','state':'ready',"
            + "'kernels':2,'age_seconds':61,'driver_memory':'2g'}]}";
    assertThat(notebook().run("%sessions").stdout().lines())
        .hasSize(3)
        .anyMatch(line -> line.matches("\\*\\s+b\\s+etl .*2\\s+1 min\\s+2g"))
        .anyMatch(line -> line.matches("\\s+a .*2 h 1 min\\s+4g"));
  }

  @Test
  void attachingNamesTheSessionAndTheCell() {
    assertThat(notebook().run("%attach etl").stdout()).isEqualTo("done\n");
    assertThat(asked).containsExactly("kernel.attach {\"session\":\"etl\",\"execution_count\":1}");
  }

  @Test
  void whatTheGatewayRefusesIsTheCellsError() {
    answer = "";
    assertThat(notebook().run("%attach x").traceback()).isEqualTo("There is no session 'x'.");
    assertThat(notebook().run("%attach").traceback()).contains("Usage");
    assertThat(notebook().run("%attach x", "1 + 1").traceback()).contains("a cell of its own");
    assertThat(notebook().run("%logs -n many").traceback()).contains("a number from 1");
  }

  @Test
  void aConfigurationIsJsonOrLines() {
    notebook()
        .run("%%configure -f", "driver-memory = 4g  # more", "", "spark.sql.ansi.enabled true");
    assertThat(asked.get(0))
        .isEqualTo(
            "session.configure {\"settings\":{\"driver-memory\":\"4g\","
                + "\"spark.sql.ansi.enabled\":\"true\"},\"force\":true,\"all\":false,"
                + "\"execution_count\":1}");
    assertThat(ConfigureText.parse("{\"numExecutors\": 2, \"conf\": {\"spark.sql.a\": true}}"))
        .isEqualTo(Map.of("numExecutors", "2", "spark.sql.a", "true"));
    assertThatThrownBy(() -> ConfigureText.parse("nonsense")).hasMessageContaining("nonsense");
    assertThatThrownBy(() -> ConfigureText.parse("{\"a\": [1]}")).hasMessageContaining("'a'");
  }
}
