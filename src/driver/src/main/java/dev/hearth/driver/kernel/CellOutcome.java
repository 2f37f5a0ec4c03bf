package dev.hearth.driver.kernel;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a cell ended. */
public sealed interface CellOutcome {

  /**
   * It ran to its end.
   *
   * @param value what its last expression shows, if anything
   * @param payload of {@code execute_reply}: a pager's text, or the next cell's
   */
  record Succeeded(Optional<MimeBundle> value, List<Map<String, Object>> payload)
      implements CellOutcome {
    public Succeeded {
      payload = List.copyOf(payload);
    }

    public Succeeded(Optional<MimeBundle> value) {
      this(value, List.of());
    }
  }

  /**
   * It did not compile or threw.
   *
   * @param name the error's kind, e.g. {@code org.apache.spark.sql.AnalysisException}
   * @param message the short text for the user
   * @param traceback lines for display, the user's own frames, may hold ANSI colours
   * @param fullTrace all frames, for users who ask; of bounded length, empty if nothing was thrown
   */
  record Failed(String name, String message, List<String> traceback, Optional<String> fullTrace)
      implements CellOutcome {
    public Failed {
      traceback = List.copyOf(traceback);
    }

    public Failed(String name, String message, List<String> traceback) {
      this(name, message, traceback, Optional.empty());
    }
  }

  /**
   * It was stopped on request.
   *
   * @param name what the language calls it
   * @param message the short text for the user
   * @param traceback lines for display: where it was, if that is known
   */
  record Interrupted(String name, String message, List<String> traceback) implements CellOutcome {
    public Interrupted {
      traceback = List.copyOf(traceback);
    }

    public Interrupted(String message) {
      this("Interrupted", message, List.of("Interrupted: " + message));
    }
  }
}
