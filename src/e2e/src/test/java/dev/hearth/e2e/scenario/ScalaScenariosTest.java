package dev.hearth.e2e.scenario;

import java.util.Optional;

class ScalaScenariosTest extends KernelScenarios {

  @Override
  Snippets snippets() {
    return new Snippets(
        "scala",
        "scala",
        "6 * 7",
        "sys.error(\"mishap\")",
        "Thread.sleep(600000)",
        "spar",
        "spark",
        "spark",
        Optional.of("def f = {"),
        Optional.of("println(\"line 1\")\nSystem.err.println(\"err\")"),
        Optional.of("println(scala.io.StdIn.readLine())"));
  }
}
