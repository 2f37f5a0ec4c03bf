package dev.hearth.gateway.launch.emr;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a session's job run, by which a gateway recognises its own in a virtual cluster that
 * others use as well.
 *
 * @param installation of the gateway that started it: 8 hexadecimal digits
 */
record RunName(String installation, UUID session) {
  private static final Pattern FORM = Pattern.compile("hearth-([0-9a-f]{8})-([0-9a-f-]{36})");

  /** Empty if it is not the name of a session's job run. */
  static Optional<RunName> parse(String name) {
    Matcher matcher = FORM.matcher(name == null ? "" : name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new RunName(matcher.group(1), UUID.fromString(matcher.group(2))));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // made by somebody else
    }
  }

  @Override
  public String toString() {
    return "hearth-" + installation + "-" + session;
  }
}
