package dev.hearth.driver.failure;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.spark.sql.AnalysisException;

/** A column that is not there: the nearest of those that Spark names. */
final class UnknownColumn implements Rule {
  private static final Pattern QUOTED = Pattern.compile("`((?:[^`]|``)+)`");

  @Override
  public Optional<String> advice(Fault fault) {
    for (Throwable cause : fault.causes()) {
      if (cause instanceof AnalysisException error
          && String.valueOf(error.getErrorClass()).startsWith("UNRESOLVED_")) {
        List<String> wanted = lastParts(error.getMessageParameters().get("objectName"));
        List<String> offered = lastParts(error.getMessageParameters().get("proposal"));
        if (!wanted.isEmpty()) {
          return Nearest.to(wanted.get(wanted.size() - 1), offered)
              .map(near -> "Did you mean " + near + "?");
        }
      }
    }
    return Optional.empty();
  }

  /** Names without their qualifiers: of {@code `t`.`amount`}, {@code amount}. */
  private static List<String> lastParts(String names) {
    if (names == null) {
      return List.of();
    }
    return List.of(names.split(", ")).stream()
        .map(name -> QUOTED.matcher(name).results().reduce((first, second) -> second))
        .flatMap(Optional::stream)
        .map((MatchResult last) -> last.group(1))
        .toList();
  }
}
