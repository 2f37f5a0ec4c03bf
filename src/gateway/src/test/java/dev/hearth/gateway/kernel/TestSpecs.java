package dev.hearth.gateway.kernel;

import dev.hearth.gateway.session.TestProfiles;
import dev.hearth.gateway.team.TeamName;
import dev.hearth.gateway.team.config.TeamDirectory;
import java.util.Map;
import java.util.Optional;

/** The kernelspecs of a gateway with nothing configured. */
public final class TestSpecs {
  private TestSpecs() {}

  public static KernelSpecs standard() {
    return new KernelSpecs(TestProfiles.of(Map.of()), TeamDirectory.open(Optional.empty()));
  }

  public static KernelSpec echo() {
    return standard().require("echo", TeamName.LOCAL);
  }
}
