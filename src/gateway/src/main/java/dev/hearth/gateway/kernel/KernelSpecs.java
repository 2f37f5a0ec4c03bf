package dev.hearth.gateway.kernel;

import dev.hearth.gateway.error.NotFound;
import dev.hearth.gateway.session.Profiles;
import dev.hearth.gateway.team.TeamName;
import dev.hearth.gateway.team.config.Team;
import dev.hearth.gateway.team.config.TeamDirectory;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The kernelspecs of a team: each language in each of its profiles. Those of its default profile
 * have the language's name alone, others the profile's behind it, e.g. {@code scala-gpu}. Safe from
 * any thread; follows changes of the teams.
 */
@ApplicationScoped
public class KernelSpecs {
  private static final String DRIVER = "driver";
  private static final KernelSpec ECHO =
      new KernelSpec("echo", "Echo (no Spark)", "text", "echo", "", "");

  private final Profiles profiles;
  private final TeamDirectory teams;

  public KernelSpecs(Profiles profiles, TeamDirectory teams) {
    this.profiles = profiles;
    this.teams = teams;
  }

  /** The default one first. */
  public List<KernelSpec> all(TeamName name) {
    Team team = teams.teams().of(name);
    SortedSet<String> usable = new TreeSet<>(profiles.names());
    usable.removeIf(profile -> !team.mayUse(profile));
    String standard = standard(team, usable);
    List<KernelSpec> specs = new ArrayList<>(of(standard, ""));
    usable.stream()
        .filter(profile -> !profile.equals(standard))
        .forEach(profile -> specs.addAll(of(profile, "-" + profile)));
    specs.add(ECHO);
    return specs;
  }

  private static String standard(Team team, SortedSet<String> usable) {
    return team.defaultProfile()
        .orElseGet(() -> usable.contains(Profiles.LOCAL) ? Profiles.LOCAL : usable.first());
  }

  private List<KernelSpec> of(String profile, String suffix) {
    String hardware = profiles.summary(profile).map(summary -> ": " + summary).orElse("");
    String note =
        profile.equals(Profiles.LOCAL) ? " (Spark)" : " (Spark, " + profile + hardware + ")";
    String description = profiles.description(profile);
    return List.of(
        new KernelSpec("scala" + suffix, "Scala" + note, "scala", DRIVER, profile, description),
        new KernelSpec("pyspark" + suffix, "Python" + note, "python", DRIVER, profile, description),
        new KernelSpec("sql" + suffix, "SQL" + note, "sql", DRIVER, profile, description));
  }

  /** The one that clients use when a user names none. */
  public KernelSpec byDefault(TeamName team) {
    return all(team).get(0);
  }

  /**
   * @throws NotFound if the team has none of that name, naming those it has
   */
  public KernelSpec require(String name, TeamName team) {
    return all(team).stream()
        .filter(spec -> spec.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new NotFound(
                    "There is no kernelspec of that name. There are: "
                        + all(team).stream().map(KernelSpec::name).collect(Collectors.joining(", "))
                        + "."));
  }
}
