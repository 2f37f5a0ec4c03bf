package dev.hearth.driver.python;

import dev.hearth.driver.kernel.Interpreter;
import dev.hearth.driver.kernel.InterpreterFactory;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.SparkSession;

/** Starts Python processes, one for each kernel. */
public final class PythonInterpreters implements InterpreterFactory {
  private final CompletableFuture<SparkSession> spark;
  private final CompletableFuture<PythonEnvironment> environment;
  private final UnaryOperator<SparkSession> ofKernel;

  /**
   * @param spark completed when Spark has started
   * @param ofKernel gives a kernel its session, from that of the driver
   */
  public PythonInterpreters(
      CompletableFuture<SparkSession> spark, UnaryOperator<SparkSession> ofKernel) {
    this.spark = spark;
    this.environment = spark.thenApply(PythonEnvironment::new);
    this.ofKernel = ofKernel;
  }

  @Override
  public Interpreter.Language language() {
    return PythonInterpreter.LANGUAGE;
  }

  @Override
  public Interpreter open() throws IOException, InterruptedException {
    return new PythonInterpreter(environment.join(), ofKernel.apply(spark.join()));
  }
}
