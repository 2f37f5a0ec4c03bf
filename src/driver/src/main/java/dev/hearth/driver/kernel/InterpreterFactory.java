package dev.hearth.driver.kernel;

/** Makes the interpreters of one language. */
public interface InterpreterFactory {

  /** Known before there is an interpreter. */
  Interpreter.Language language();

  /**
   * A fresh interpreter that knows no definitions. Called on the execution thread that will run its
   * cells; waits until Spark is there.
   *
   * @throws Exception if there can be none; its message is shown to the user
   */
  Interpreter open() throws Exception;
}
