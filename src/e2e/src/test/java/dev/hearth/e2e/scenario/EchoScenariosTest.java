package dev.hearth.e2e.scenario;

import java.util.Optional;

class EchoScenariosTest extends KernelScenarios {

  @Override
  Snippets snippets() {
    return new Snippets(
        "echo",
        "text",
        "42",
        "error mishap",
        "sleep 600000",
        "prin",
        "print",
        "sleep",
        Optional.of("more \\"),
        Optional.of("print 1\nstderr err"),
        Optional.of("input Name?"));
  }
}
