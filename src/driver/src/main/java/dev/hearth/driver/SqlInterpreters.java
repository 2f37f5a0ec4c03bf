package dev.hearth.driver;

import dev.hearth.driver.display.Displays;
import dev.hearth.driver.kernel.Interpreter;
import dev.hearth.driver.kernel.InterpreterFactory;
import dev.hearth.driver.sql.SqlInterpreter;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.sql.SparkSession;

/**
 * SQL interpreters, which cost nothing to make.
 *
 * @param spark completed when Spark has started
 */
record SqlInterpreters(CompletableFuture<SparkSession> spark, Displays displays)
    implements InterpreterFactory {

  @Override
  public Interpreter.Language language() {
    return SqlInterpreter.LANGUAGE;
  }

  @Override
  public Interpreter open() {
    return new SqlInterpreter(KernelSessions.next(spark.join()), displays);
  }
}
