package dev.hearth.driver.magic;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The user's sessions as text; the one where the cell runs is marked. */
final class SessionsTable {
  private static final List<String> HEADER =
      List.of("", "id", "name", "profile", "shared", "state", "kernels", "age", "driver memory");

  private SessionsTable() {}

  /**
   * @param listing what the gateway answers to {@code sessions.list}
   */
  static String of(JsonNode listing) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADER);
    for (JsonNode session : listing.path("sessions")) {
      boolean here = session.path("id").asText().equals(listing.path("here").asText());
      rows.add(
          List.of(
              here ? "*" : "",
              session.path("id").asText(),
              session.path("name").asText("").replace("null", ""),
              session.path("profile").asText(),
              session.path("share_level").asText(),
              session.path("state").asText(),
              session.path("kernels").asText(),
              age(Duration.ofSeconds(session.path("age_seconds").asLong())),
              session.path("driver_memory").asText("")));
    }
    return aligned(rows);
  }

  private static String aligned(List<List<String>> rows) {
    int[] widths = new int[HEADER.size()];
    rows.forEach(
        row -> {
          for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], row.get(i).length());
          }
        });
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(String.format(Locale.ROOT, "%-" + Math.max(1, widths[i]) + "s  ", row.get(i)));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static String age(Duration age) {
    if (age.toHours() > 0) {
      return age.toHours() + " h " + age.toMinutesPart() + " min";
    }
    return age.toMinutes() > 0 ? age.toMinutes() + " min" : age.toSeconds() + " s";
  }
}
