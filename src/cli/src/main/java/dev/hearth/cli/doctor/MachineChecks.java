package dev.hearth.cli.doctor;

import dev.hearth.cli.Wording;
import dev.hearth.cli.gateway.Home;
import dev.hearth.cli.gateway.Memory;
import dev.hearth.cli.gateway.PortHolder;
import dev.hearth.cli.gateway.Ports;
import dev.hearth.client.RunningGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the machine gives: Java, memory, cores, disk, a port. */
final class MachineChecks {
  static final int JAVA = 17;
  private static final long GIB = 1L << 30;
  private static final long DISK_NEEDED = GIB;
  private static final long DISK_COMFORTABLE = 5 * GIB;

  private MachineChecks() {}

  static Finding java(int version, Path home) {
    String found = version + " in " + home;
    String purpose = "builds and runs everything";
    if (version != JAVA) {
      return Finding.missing(
          "Java", found, purpose, "Spark 3.5 needs Java 17: set JAVA_HOME to a JDK 17.");
    }
    if (!Files.isExecutable(home.resolve("bin/javac"))) {
      return Finding.optional(
          "Java",
          found + ", without a compiler",
          purpose,
          "To build Hearth, install a JDK 17 (on Debian: openjdk-17-jdk-headless).");
    }
    return Finding.good("Java", found, purpose);
  }

  static Finding memory(Memory memory) {
    String found = Wording.size(memory.total()) + ", " + Wording.size(memory.available()) + " free";
    String purpose = "gateway 0.5 GB, each Spark session 1 GB and more";
    if (memory.total() < Memory.NEEDED) {
      return Finding.missing(
          "Memory", found, purpose, "Use a machine or container with at least 4 GB.");
    }
    if (memory.available() < Memory.COMFORTABLE) {
      return Finding.optional(
          "Memory", found, purpose, "Tight: close other programs, or keep the data small.");
    }
    return Finding.good("Memory", found, purpose);
  }

  static Finding cores(int cores) {
    String found = String.valueOf(cores);
    String purpose = "Spark's tasks; a cell uses all of them";
    return cores >= 2
        ? Finding.good("Cores", found, purpose)
        : Finding.optional("Cores", found, purpose, "It works, slowly; two or more are better.");
  }

  static Finding disk(Home home) {
    String purpose = "state, journals and shuffle files in " + home.path();
    try {
      Path there = home.path();
      while (!Files.exists(there)) {
        there = there.getParent();
      }
      long free = Files.getFileStore(there).getUsableSpace();
      return disk(free, purpose);
    } catch (IOException e) {
      return Finding.optional("Disk", "cannot tell: " + e.getMessage(), purpose, "");
    }
  }

  static Finding disk(long free, String purpose) {
    String found = Wording.size(free) + " free";
    if (free < DISK_NEEDED) {
      return Finding.missing(
          "Disk", found, purpose, "Free some space, or choose another home with --home.");
    }
    if (free < DISK_COMFORTABLE) {
      return Finding.optional("Disk", found, purpose, "Enough for small data only.");
    }
    return Finding.good("Disk", found, purpose);
  }

  static Finding port(int port, Home home) {
    String name = "Port " + port;
    String purpose = "where 'hearth up' listens";
    if (Ports.isFree(port)) {
      return Finding.good(name, "free", purpose);
    }
    boolean ours =
        RunningGateway.of(home.gatewayFile())
            .filter(gateway -> gateway.address().url().getPort() == port)
            .isPresent();
    if (ours) {
      return Finding.good(name, "the gateway of this home", purpose);
    }
    String holder = PortHolder.of(port).map(process -> " by " + process).orElse("");
    return Finding.optional(name, "in use" + holder, purpose, "Take another: hearth up --port 0.");
  }
}
