package dev.hearth.e2e.scenario;

import java.util.Optional;

class PythonScenariosTest extends KernelScenarios {

  @Override
  void require() {
    Ipykernel.require();
  }

  @Override
  Snippets snippets() {
    return new Snippets(
        "pyspark",
        "python",
        "6 * 7",
        "raise ValueError('mishap')",
        "import time; time.sleep(600)",
        "impor",
        "import",
        "print",
        Optional.of("def f():"),
        Optional.of("import sys\nprint('line 1', flush=True)\nprint('err', file=sys.stderr)"),
        Optional.of("print(input())"));
  }

  @Override
  boolean answersBesideCells() {
    return false;
  }
}
