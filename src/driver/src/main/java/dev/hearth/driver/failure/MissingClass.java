package dev.hearth.driver.failure;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A class that is nowhere, or on the driver alone. */
final class MissingClass implements Rule {
  private static final Pattern MISSING =
      Pattern.compile(
          "(?:ClassNotFoundException|NoClassDefFoundError): (?:Failed to find class )?([\\w.$/]+)");

  @Override
  public Optional<String> advice(Fault fault) {
    Matcher missing = MISSING.matcher(fault.text());
    if (!missing.find()) {
      return Optional.empty();
    }
    boolean inTask = fault.causes().stream().anyMatch(TaskFailure::is);
    String name = UserCode.className(missing.group(1).replace('/', '.'));
    return Optional.of(
        "The class "
            + name
            + (inTask ? " is missing on the executors." : " is missing.")
            + " Add its library to the driver and the executors with %deps"
            + " group:artifact:version.");
  }
}
