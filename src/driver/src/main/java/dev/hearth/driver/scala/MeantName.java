package dev.hearth.driver.scala;

import dev.hearth.driver.failure.Nearest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** For a name that the compiler does not know, the nearest of those that it does. */
final class MeantName {
  private static final Pattern NOT_FOUND = Pattern.compile("not found: (?:value|type) (\\S+)");
  private static final Pattern NO_MEMBER = Pattern.compile("value (\\S+) is not a member of ");

  /** In front of a member: the name of a value that a cell defined. */
  private static final Pattern QUALIFIER = Pattern.compile("([A-Za-z_]\\w*)\\s*\\.?\\s*$");

  private static final int LONGEST_QUALIFIER = 200;

  private final Repl repl;

  MeantName(Repl repl) {
    this.repl = repl;
  }

  /** For the first error. */
  Optional<String> inPlaceOf(Cell cell, List<Diagnostic> errors) {
    if (errors.isEmpty() || errors.get(0).offset().isEmpty()) {
      return Optional.empty();
    }
    String message = errors.get(0).message();
    Matcher notFound = NOT_FOUND.matcher(message);
    Matcher noMember = NO_MEMBER.matcher(message);
    Optional<String> near = Optional.empty();
    if (notFound.lookingAt()) {
      near = Nearest.to(notFound.group(1), repl.knownNames());
    } else if (noMember.lookingAt()) {
      int offset = Math.min(errors.get(0).offset().getAsInt(), cell.text().length());
      int from = Math.max(0, offset - LONGEST_QUALIFIER);
      Matcher qualifier = QUALIFIER.matcher(cell.text().substring(from, offset));
      if (qualifier.find()) {
        near = Nearest.to(noMember.group(1), repl.membersOf(qualifier.group(1)));
      }
    }
    return near.map(name -> "Did you mean " + name + "?");
  }
}
