package dev.hearth.driver.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.driver.kernel.CellOutcome;
import dev.hearth.driver.kernel.MimeBundle;
import java.util.List;

/** A cell that has run: how it ended and what it showed. */
public record CellRun(
    CellOutcome outcome,
    String stdout,
    String stderr,
    List<MimeBundle> displayed,
    List<Update> updated) {

  /** What replaced something that was displayed before. */
  public record Update(String displayId, MimeBundle bundle) {}

  /** The result as text; fails if the cell did or shows nothing. */
  public String text() {
    return (String) value().data().get("text/plain");
  }

  public String html() {
    return (String) value().data().get("text/html");
  }

  private MimeBundle value() {
    return succeeded().value().orElseThrow(() -> new AssertionError("the cell shows no value"));
  }

  public CellOutcome.Succeeded succeeded() {
    assertThat(outcome).isInstanceOf(CellOutcome.Succeeded.class);
    return (CellOutcome.Succeeded) outcome;
  }

  public CellOutcome.Failed failed() {
    assertThat(outcome).isInstanceOf(CellOutcome.Failed.class);
    return (CellOutcome.Failed) outcome;
  }

  public CellOutcome.Interrupted interrupted() {
    assertThat(outcome).isInstanceOf(CellOutcome.Interrupted.class);
    return (CellOutcome.Interrupted) outcome;
  }

  /** The lines of the error as one text. */
  public String traceback() {
    return String.join("\n", failed().traceback());
  }

  public CellRun showsNothing() {
    assertThat(succeeded().value()).isEmpty();
    return this;
  }
}
