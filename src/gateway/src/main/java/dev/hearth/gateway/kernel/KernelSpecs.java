package dev.hearth.gateway.kernel;

import dev.hearth.gateway.error.NotFound;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Collectors;

/** The kernelspecs of this gateway. */
@ApplicationScoped
public class KernelSpecs {
  private final List<KernelSpec> specs =
      List.of(
          new KernelSpec("scala", "Scala (Spark)", "scala", "driver", "local"),
          new KernelSpec("pyspark", "Python (Spark)", "python", "driver", "local"),
          new KernelSpec("sql", "SQL (Spark)", "sql", "driver", "local"),
          new KernelSpec("echo", "Echo (no Spark)", "text", "echo", ""));

  public List<KernelSpec> all() {
    return specs;
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
