package dev.hearth.cli.team;

import com.fasterxml.jackson.databind.JsonNode;

/** What a team uses of its quota, in words. */
final class QuotaText {
  private QuotaText() {}

  /** Such as {@code 4 of 8}, or {@code 4} if it is not limited. */
  static String of(JsonNode team, String measure) {
    return text(team, measure, measure);
  }

  static String ofCost(JsonNode team) {
    return text(team, "cost-today", "cost-per-day");
  }

  private static String text(JsonNode team, String used, String limit) {
    JsonNode quota = team.path("quota").path(limit);
    String usage = team.path("usage").path(used).asText("0");
    return quota.isMissingNode() || quota.isNull() ? usage : usage + " of " + quota.asText();
  }
}
