package dev.hearth.gateway.team;

import dev.hearth.gateway.error.InvalidRequest;
import java.util.regex.Pattern;

/**
 * A team's name; also a legal Kubernetes namespace.
 *
 * @param value lower-case letters, digits and hyphens, at most 63
 */
public record TeamName(String value) {
  private static final Pattern LEGAL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

  /** The one team of a laptop. */
  public static final TeamName LOCAL = new TeamName("local");

  public TeamName {
    if (value == null || !LEGAL.matcher(value).matches()) {
      throw new InvalidRequest(
          "A team's name is up to 63 lower-case letters, digits and hyphens, such as 'emr-ml-team-a'.");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
