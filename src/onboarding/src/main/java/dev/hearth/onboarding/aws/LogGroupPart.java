package dev.hearth.onboarding.aws;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearth.onboarding.part.Found;
import dev.hearth.onboarding.part.Marks;
import dev.hearth.onboarding.part.Part;
import dev.hearth.onboarding.part.Trees;
import dev.hearth.onboarding.team.TeamPlace;
import java.util.Map;
import java.util.Optional;

/** Where a team's logs go. */
final class LogGroupPart implements Part {
  private final LogGroups groups;
  private final TeamPlace place;

  LogGroupPart(LogGroups groups, TeamPlace place) {
    this.groups = groups;
    this.place = place;
  }

  @Override
  public String title() {
    return "log group " + place.logGroup();
  }

  @Override
  public String why() {
    return "A driver that died tells there why; without a retention it costs more every month.";
  }

  @Override
  public JsonNode wanted() {
    return view(Optional.of(place.platform().logRetentionDays()), Marks.TAGS.of(place.name()));
  }

  private static JsonNode view(Optional<Integer> days, Map<String, String> tags) {
    return Trees.of(
        Map.of(
            "retention-days",
            days.map(String::valueOf).orElse("for ever"),
            "tags",
            Marks.TAGS.in(tags)));
  }

  @Override
  public Optional<Found> found() {
    return groups
        .find(place.logGroup())
        .map(
            group ->
                new Found(
                    view(group.retentionDays(), group.tags()),
                    Marks.TAGS.owner(group.tags(), place.name())));
  }

  @Override
  public void create() {
    groups.create(place.logGroup(), Marks.TAGS.of(place.name()));
    groups.retain(place.logGroup(), place.platform().logRetentionDays());
  }

  @Override
  public void change(Found found) {
    JsonNode wanted = wanted();
    if (!found.state().path("retention-days").equals(wanted.path("retention-days"))) {
      groups.retain(place.logGroup(), place.platform().logRetentionDays());
    }
    if (!found.state().path("tags").equals(wanted.path("tags"))) {
      groups.tag(place.logGroup(), Marks.TAGS.keeping(found, place.name()));
    }
  }

  @Override
  public void remove(Found found) {
    groups.delete(place.logGroup());
  }

  @Override
  public Optional<String> staysBecause() {
    return Optional.of("logs are kept; --delete-logs deletes them");
  }
}
