package dev.hearth.gateway.kernel;

import dev.hearth.gateway.error.NotFound;
import dev.hearth.gateway.session.Profiles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The kernelspecs of this gateway: each language in each profile. Those of the profile {@code
 * local} have the language's name alone, others the profile's behind it, e.g. {@code scala-gpu}.
 */
@ApplicationScoped
public class KernelSpecs {
  private static final String DRIVER = "driver";

  private final List<KernelSpec> specs = new ArrayList<>();

  @Inject
  KernelSpecs(Profiles profiles) {
    this(profiles.names());
  }

  /** With those profiles besides {@code local}. */
  public KernelSpecs(Set<String> profiles) {
    add(Profiles.LOCAL);
    profiles.stream().filter(profile -> !profile.equals(Profiles.LOCAL)).forEach(this::add);
    specs.add(new KernelSpec("echo", "Echo (no Spark)", "text", "echo", ""));
  }

  private void add(String profile) {
    boolean local = profile.equals(Profiles.LOCAL);
    String suffix = local ? "" : "-" + profile;
    String note = local ? " (Spark)" : " (Spark, " + profile + ")";
    specs.add(new KernelSpec("scala" + suffix, "Scala" + note, "scala", DRIVER, profile));
    specs.add(new KernelSpec("pyspark" + suffix, "Python" + note, "python", DRIVER, profile));
    specs.add(new KernelSpec("sql" + suffix, "SQL" + note, "sql", DRIVER, profile));
  }

  public List<KernelSpec> all() {
    return List.copyOf(specs);
  }

  /** The one that clients use when a user names none. */
  public KernelSpec byDefault() {
    return specs.get(0);
  }

  /**
   * @throws NotFound if there is none of that name, naming those there are
   */
  public KernelSpec require(String name) {
    return specs.stream()
        .filter(spec -> spec.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new NotFound(
                    "There is no kernelspec of that name. There are: "
                        + specs.stream().map(KernelSpec::name).collect(Collectors.joining(", "))
                        + "."));
  }
}
