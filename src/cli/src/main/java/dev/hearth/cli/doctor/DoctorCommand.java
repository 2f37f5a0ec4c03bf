package dev.hearth.cli.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.hearth.cli.Installation;
import dev.hearth.cli.Terminal;
import dev.hearth.cli.gateway.HomeOption;
import dev.hearth.cli.gateway.Memory;
import dev.hearth.client.ExitCode;
import dev.hearth.protocol.message.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hearth doctor}: looks around and changes nothing. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Show what this machine has, what each thing is for, and what to do.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  hearth doctor          for people",
      "  hearth doctor --json   for programs",
      "",
      "Exit codes: 0 Hearth can run here, 2 wrong usage, 3 something that it needs is missing."
    })
public final class DoctorCommand implements Callable<Integer> {
  private static final int PORT = 8888;

  @Option(names = "--json", description = "Print the findings as JSON.")
  private boolean json;

  @Mixin private HomeOption homeOption;

  private final Terminal terminal;

  public DoctorCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    List<Finding> findings = findings();
    boolean missing =
        findings.stream().anyMatch(finding -> finding.state() == Finding.State.MISSING);
    if (json) {
      printJson(findings, missing);
    } else {
      new DoctorReport(terminal).print(findings);
    }
    return missing ? ExitCode.ENVIRONMENT : ExitCode.OK;
  }

  /** Other programs take their time to say their version, so all are asked at once. */
  private List<Finding> findings() throws Exception {
    List<Callable<Finding>> checks =
        List.of(
            () ->
                MachineChecks.java(
                    Runtime.version().feature(), Path.of(System.getProperty("java.home"))),
            () -> MachineChecks.memory(Memory.ofMachine()),
            () -> MachineChecks.cores(Runtime.getRuntime().availableProcessors()),
            () -> MachineChecks.disk(homeOption.home()),
            () -> MachineChecks.port(PORT, homeOption.home()),
            () -> built(Installation.ofProcess()),
            ProgramChecks::gpu,
            ProgramChecks::python,
            ProgramChecks::ipykernel,
            ProgramChecks::pyspark,
            ProgramChecks::node,
            ProgramChecks::chromium);
    ExecutorService threads = Executors.newFixedThreadPool(checks.size());
    try {
      List<Finding> findings = new java.util.ArrayList<>();
      for (Future<Finding> finding : threads.invokeAll(checks)) {
        findings.add(finding.get());
      }
      return findings;
    } finally {
      threads.shutdownNow();
    }
  }

  private static Finding built(Installation installation) {
    List<String> lacking =
        List.of(installation.gateway(), installation.driver()).stream()
            .filter(part -> !part.built())
            .map(Installation.Part::name)
            .toList();
    String purpose = "the gateway and Spark's session driver";
    return lacking.isEmpty()
        ? Finding.good("Built", "gateway, driver", purpose)
        : Finding.optional(
            "Built",
            "not yet: " + String.join(", ", lacking),
            purpose,
            "'hearth up' and 'hearth run' build them on first use.");
  }

  private void printJson(List<Finding> findings, boolean missing) throws JsonProcessingException {
    terminal.line(
        Json.mapper()
            .writerWithDefaultPrettyPrinter()
            .writeValueAsString(Map.of("ok", !missing, "findings", findings)));
  }
}
