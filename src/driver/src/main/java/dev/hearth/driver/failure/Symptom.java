package dev.hearth.driver.failure;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A failure that is known by its text.
 *
 * @param sign somewhere in the names and messages of the causes
 * @param means one sentence that names it
 * @param change what to do about it
 */
record Symptom(Pattern sign, String means, String change) implements Rule {

  static Symptom of(String sign, String means, String change) {
    return new Symptom(Pattern.compile(sign), means, change);
  }

  @Override
  public Optional<String> advice(Fault fault) {
    return fault.says(sign) ? Optional.of(means + " " + change) : Optional.empty();
  }
}
