package dev.hearth.gateway.team.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.hearth.gateway.error.InvalidRequest;
import dev.hearth.gateway.team.Role;
import dev.hearth.gateway.team.ShareLevel;
import dev.hearth.gateway.team.TeamName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The file of teams, in YAML; {@code docs/security.md} shows one. */
public final class TeamFile {
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

  private static final Pattern MEMORY = Pattern.compile("([1-9]\\d{0,8})([mgt])");
  private static final Pattern TIME = Pattern.compile("([1-9]\\d{0,5})([smh])");
  private static final String NAME = "[a-zA-Z0-9][a-zA-Z0-9._/:@=+-]{0,252}";
  private static final Waiting USUAL_WAITING = new Waiting(20, Duration.ofMinutes(30));

  private TeamFile() {}

  /**
   * @throws IllegalArgumentException naming the key that is wrong and what it must be
   */
  public static Teams parse(String yaml) {
    try {
      return teams(yaml);
    } catch (IllegalArgumentException e) {
      // It repeats keys and values of the file, which a terminal must not obey.
      throw new IllegalArgumentException(e.getMessage().replaceAll("\\p{Cntrl}", "\ufffd"), e);
    }
  }

  private static Teams teams(String yaml) {
    Settings file = new Settings("", tree(yaml));
    List<Team> teams = new ArrayList<>();
    Settings byName =
        file.object("teams").orElseThrow(() -> new IllegalArgumentException("teams is missing."));
    byName.members().forEach(member -> teams.add(team(member.getKey(), member.getValue())));
    Optional<Platform> platform = file.object("platform").map(PlatformSection::read);
    file.nothingElse();
    if (teams.isEmpty()) {
      throw new IllegalArgumentException("teams must have a team at least.");
    }
    requireOwnPlaces(teams);
    return new Teams(teams, platform);
  }

  /** What is a team's is found by its place: two in one place would see each other's. */
  private static void requireOwnPlaces(List<Team> teams) {
    Map<String, Team> places = new HashMap<>();
    for (Team team : teams) {
      requireOwn(places, "namespace", team.placement().namespace(), team);
      team.placement()
          .virtualCluster()
          .ifPresent(cluster -> requireOwn(places, "virtual-cluster", cluster, team));
    }
  }

  private static void requireOwn(Map<String, Team> places, String key, String value, Team team) {
    Team other = places.putIfAbsent(key + " " + value, team);
    if (other != null) {
      throw new IllegalArgumentException(
          "teams."
              + team.name()
              + "."
              + key
              + " is '"
              + value
              + "', as is that of "
              + other.name()
              + ". Each team needs its own.");
    }
  }

  private static JsonNode tree(String yaml) {
    try {
      return YAML.readTree(yaml);
    } catch (JsonProcessingException e) {
      String where =
          e.getLocation() == null ? "" : " at line " + Math.max(1, e.getLocation().getLineNr());
      throw new IllegalArgumentException(
          "It is not YAML" + where + ": " + e.getOriginalMessage().lines().findFirst().orElse(""),
          e);
    }
  }

  private static Team team(String name, Settings team) {
    Team parsed =
        new Team(
            name(name, team),
            team.text("description").orElse(""),
            placement(name, team),
            Set.copyOf(team.texts("profiles")),
            team.text("default-profile"),
            team.parsed(
                "share-level",
                "kernel, user or team",
                text -> ShareLevel.of(text.toLowerCase(Locale.ROOT))),
            s3Prefixes(team),
            members(team),
            team.object("quota").map(TeamFile::quota).orElse(Quota.NONE),
            team.object("user-quota").map(TeamFile::quota).orElse(Quota.NONE),
            team.object("waiting").map(TeamFile::waiting),
            team.flag("audit-cells").orElse(false));
    team.nothingElse();
    parsed
        .defaultProfile()
        .filter(profile -> !parsed.mayUse(profile))
        .ifPresent(
            profile -> {
              throw team.wrong("default-profile", "one of the team's profiles");
            });
    return parsed;
  }

  private static TeamName name(String name, Settings team) {
    try {
      return new TeamName(name);
    } catch (InvalidRequest e) {
      throw new IllegalArgumentException(team.path() + ": " + e.getMessage(), e);
    }
  }

  private static Placement placement(String name, Settings team) {
    return new Placement(
        team.text(
                "namespace",
                "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?",
                "a namespace of Kubernetes: lower-case letters, digits and hyphens")
            .orElse(name),
        team.text("virtual-cluster", "[0-9a-z]{1,64}", "the id of a virtual cluster"),
        team.text(
            "execution-role",
            "arn:aws[a-z-]*:iam::\\d{12}:role/[\\w+=,.@/-]{1,512}",
            "the ARN of a role, such as arn:aws:iam::123456789012:role/team-a"),
        team.text("service-account", NAME, "the name of a service account"),
        team.text("image", "[\\w][\\w./:@-]{0,510}", "the name of an image"));
  }

  private static List<String> s3Prefixes(Settings team) {
    List<String> prefixes = team.texts("s3-prefixes");
    if (!prefixes.stream()
        .allMatch(p -> p.matches("s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/.*)?"))) {
      throw team.wrong("s3-prefixes", "a list of prefixes such as s3://bucket/team-a/");
    }
    return prefixes;
  }

  private static List<Member> members(Settings team) {
    List<Member> members = new ArrayList<>();
    for (Settings member : team.objects("members")) {
      Optional<String> user = member.text("user");
      Optional<String> group = member.text("group");
      Role role = member.parsed("role", "analyst, lead or admin", Role::of).orElse(Role.ANALYST);
      member.nothingElse();
      if (user.isPresent() == group.isPresent()) {
        throw new IllegalArgumentException(
            member.path() + " must have either user or group, and may have role.");
      }
      members.add(new Member(user.or(() -> group).orElseThrow(), group.isPresent(), role));
    }
    return members;
  }

  private static Quota quota(Settings quota) {
    Quota parsed =
        new Quota(
            quota.count("sessions"),
            quota.count("cores"),
            quota.parsed("memory", "a size such as 512g or 2t", TeamFile::mebibytes),
            quota.count("gpus"),
            quota.amount("cost-per-day"));
    quota.nothingElse();
    return parsed;
  }

  private static Waiting waiting(Settings waiting) {
    Waiting parsed =
        new Waiting(
            waiting.count("length").orElse(USUAL_WAITING.length()),
            waiting
                .parsed("timeout", "a time such as 30m or 2h", TeamFile::duration)
                .orElse(USUAL_WAITING.timeout()));
    waiting.nothingElse();
    return parsed;
  }

  private static long mebibytes(String size) {
    Matcher matcher = MEMORY.matcher(size.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(size);
    }
    int shift = "mgt".indexOf(matcher.group(2)) * 10;
    return Long.parseLong(matcher.group(1)) << shift;
  }

  private static Duration duration(String time) {
    Matcher matcher = TIME.matcher(time.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(time);
    }
    long number = Long.parseLong(matcher.group(1));
    switch (matcher.group(2)) {
      case "s":
        return Duration.ofSeconds(number);
      case "m":
        return Duration.ofMinutes(number);
      default:
        return Duration.ofHours(number);
    }
  }
}
