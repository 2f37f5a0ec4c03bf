package dev.hearth.driver.scenario;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hearth.driver.kernel.InterpreterFactory;
import dev.hearth.driver.notebook.TestSpark;
import dev.hearth.driver.python.PythonInterpreters;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;

class PythonScenariosTest extends KernelScenarios {

  @BeforeAll
  static void requirePython() throws Exception {
    try {
      new PythonInterpreters(CompletableFuture.completedFuture(TestSpark.SESSION)).open().close();
    } catch (IllegalStateException e) {
      assumeTrue(false, e.getMessage());
    }
  }

  @Override
  InterpreterFactory language() {
    return new PythonInterpreters(CompletableFuture.completedFuture(TestSpark.SESSION));
  }

  @Override
  Snippets snippets() {
    return new Snippets(
        "6 * 7",
        "raise ValueError('mishap')",
        "import time; time.sleep(600)",
        "impor",
        "import",
        "print",
        Optional.of("def f():"),
        Optional.of("import sys\nprint('out', flush=True)\nprint('err', file=sys.stderr)"),
        Optional.of("print('[' + input() + ']')"));
  }

  @Override
  boolean answersBesideCells() {
    return false;
  }
}
