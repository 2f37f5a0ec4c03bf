package dev.hearth.driver.scala;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.driver.display.Displays;
import dev.hearth.driver.notebook.Notebook;
import dev.hearth.driver.notebook.TestSpark;
import dev.hearth.protocol.message.Comm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScalaCommsTest {
  private final Notebook notebook =
      new Notebook(new ScalaInterpreter(TestSpark.SESSION, TestSpark.CLASSES, Displays.standard()));

  @AfterEach
  void close() {
    notebook.close();
  }

  @Test
  void aCellAnswersTheWidgetsOfItsTarget() {
    notebook
        .run(
            "comms.register(\"doubler\", (comm, opening) => {",
            "  comm.send(Map(\"ready\" -> opening.get(\"name\")))",
            "  comm.onMessage { m =>",
            "    val n = m.get(\"n\").asInstanceOf[Int]",
            "    println(\"got \" + m.buffers.size)",
            "    comm.send(Map(\"twice\" -> Seq(n, n)), m.buffers.get(0))",
            "  }",
            "})")
        .showsNothing();

    notebook.receive(new Comm.Open("c1", "doubler", null, Map.of("name", "ada"))).succeeded();
    assertThat(notebook.interpreter().comms()).containsEntry("c1", new Comm.Target("doubler"));
    assertThat(notebook.receive(new Comm.Msg("c1", Map.of("n", 4)), new byte[] {7}).stdout())
        .isEqualTo("got 1\n");
    notebook.receive(new Comm.Close("c1", Map.of())).succeeded();

    assertThat(notebook.interpreter().comms()).isEmpty();
    assertThat(notebook.published())
        .containsExactly(
            new Comm.Msg("c1", Map.of("ready", "ada")),
            new Comm.Msg("c1", Map.of("twice", List.of(4, 4))));
  }

  @Test
  void anUnknownTargetIsClosed() {
    notebook.receive(new Comm.Open("c1", "nobody", null, Map.of())).succeeded();

    assertThat(notebook.published()).containsExactly(new Comm.Close("c1", Map.of()));
  }

  @Test
  void aTargetThatThrowsSaysWhyAndIsClosed() {
    notebook.run("comms.register(\"bad\", (comm, opening) => sys.error(\"no such model\"))");

    assertThat(notebook.receive(new Comm.Open("c1", "bad", null, Map.of())).failed().message())
        .contains("no such model");
    assertThat(notebook.published()).containsExactly(new Comm.Close("c1", Map.of()));
    assertThat(notebook.interpreter().comms()).isEmpty();
  }

  @Test
  void aCellOpensACommOfItsOwn() {
    notebook.run(
        "val c = comms.open(\"meter\", Map(\"max\" -> 10))",
        "c.send(Map(\"at\" -> 3))",
        "c.close()");

    assertThat(notebook.published()).hasSize(3);
    assertThat(notebook.published().get(0))
        .isInstanceOfSatisfying(
            Comm.Open.class, open -> assertThat(open.data()).containsEntry("max", 10));
    assertThat(notebook.published().get(2)).isInstanceOf(Comm.Close.class);
  }
}
