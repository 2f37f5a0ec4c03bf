package dev.hearth.driver.scenario;

import dev.hearth.driver.display.Displays;
import dev.hearth.driver.kernel.Interpreter;
import dev.hearth.driver.kernel.InterpreterFactory;
import dev.hearth.driver.notebook.TestSpark;
import dev.hearth.driver.scala.ScalaInterpreter;
import java.util.Optional;

class ScalaScenariosTest extends KernelScenarios {

  @Override
  InterpreterFactory language() {
    return new InterpreterFactory() {
      @Override
      public Interpreter.Language language() {
        return ScalaInterpreter.LANGUAGE;
      }

      @Override
      public Interpreter open() {
        return new ScalaInterpreter(TestSpark.SESSION, TestSpark.CLASSES, Displays.standard());
      }
    };
  }

  @Override
  Snippets snippets() {
    return new Snippets(
        "6 * 7",
        "sys.error(\"mishap\")",
        "Thread.sleep(600000)",
        "spar",
        "spark",
        "spark",
        Optional.of("def f = {"),
        Optional.of("println(\"out\")\nSystem.err.println(\"err\")"),
        Optional.of("println(\"[\" + scala.io.StdIn.readLine() + \"]\")"));
  }
}
