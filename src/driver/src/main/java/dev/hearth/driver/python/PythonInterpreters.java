package dev.hearth.driver.python;

import dev.hearth.driver.kernel.Interpreter;
import dev.hearth.driver.kernel.InterpreterFactory;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.sql.SparkSession;

/** Starts Python processes, one for each kernel. */
public final class PythonInterpreters implements InterpreterFactory {
  private final CompletableFuture<PythonEnvironment> environment;

  /**
   * @param spark completed when Spark has started
   */
  public PythonInterpreters(CompletableFuture<SparkSession> spark) {
    this.environment = spark.thenApply(PythonEnvironment::new);
  }

  @Override
  public Interpreter.Language language() {
    return PythonInterpreter.LANGUAGE;
  }

  @Override
  public Interpreter open() throws IOException, InterruptedException {
    return new PythonInterpreter(environment.join());
  }
}
