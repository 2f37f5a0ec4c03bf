package dev.hearth.onboarding.aws;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Groups of CloudWatch Logs. */
public interface LogGroups {
  Optional<LogGroup> find(String name);

  void create(String name, Map<String, String> tags);

  void retain(String name, int days);

  void tag(String name, Map<String, String> tags);

  /** With all that it holds. */
  void delete(String name);

  /**
   * A group.
   *
   * @param retentionDays empty: it keeps everything
   */
  record LogGroup(String name, Optional<Integer> retentionDays, Map<String, String> tags) {
    public LogGroup {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(retentionDays, "retentionDays");
      tags = Map.copyOf(tags);
    }
  }
}
