package dev.hearth.driver.magic;

import dev.hearth.driver.display.Displays;
import dev.hearth.driver.kernel.Interpreter;
import dev.hearth.driver.kernel.InterpreterFactory;
import dev.hearth.driver.notebook.Notebook;
import dev.hearth.driver.notebook.TestSpark;
import dev.hearth.driver.progress.SessionJobs;
import dev.hearth.driver.progress.SparkJobs.FollowedContext;
import dev.hearth.driver.scala.ScalaInterpreter;
import dev.hearth.driver.sql.SqlInterpreter;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;

/** Notebooks whose cells may use magics, as those of a session's kernels. */
public final class MagicNotebooks {
  private static final Displays DISPLAYS = Displays.standard();
  private static final SessionJobs JOBS =
      FollowedContext.of(
              TestSpark.SESSION.sparkContext(),
              Executors.newSingleThreadScheduledExecutor(MagicNotebooks::daemon))
          .jobs();

  private MagicNotebooks() {}

  public static Notebook scala() {
    return over(new ScalaInterpreter(TestSpark.SESSION, TestSpark.CLASSES, DISPLAYS));
  }

  static Notebook sql() {
    return over(new SqlInterpreter(TestSpark.SESSION, DISPLAYS));
  }

  private static Notebook over(Interpreter interpreter) {
    MagicKernel kernel =
        new MagicKernel(
            UUID.randomUUID(),
            "ann",
            interpreter.language().name(),
            interpreter,
            new OtherLanguages(Map.of("sql", new SqlLanguage())),
            new MagicSession(TestSpark.SESSION, JOBS, DISPLAYS, new NoJars()),
            (method, params) -> {
              throw new IllegalStateException("no gateway is asked in this test");
            },
            new LastFailure());
    return new Notebook(new MagicInterpreter(kernel, Magics.standard()));
  }

  private static final class SqlLanguage implements InterpreterFactory {
    @Override
    public Interpreter.Language language() {
      return SqlInterpreter.LANGUAGE;
    }

    @Override
    public Interpreter open() {
      return new SqlInterpreter(TestSpark.SESSION, DISPLAYS);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "test-progress");
    thread.setDaemon(true);
    return thread;
  }
}
