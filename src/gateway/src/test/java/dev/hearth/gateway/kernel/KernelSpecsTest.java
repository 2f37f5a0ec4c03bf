package dev.hearth.gateway.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.gateway.error.NotFound;
import dev.hearth.gateway.session.TestProfiles;
import dev.hearth.gateway.team.TeamName;
import dev.hearth.gateway.team.config.TeamDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelSpecsTest {
  private static final Map<String, String> TWO_PROFILES =
      Map.of("hearth.profiles.gpu-etl.launcher", "local");

  @TempDir Path folder;

  private KernelSpecs specs(String teams) throws IOException {
    Path file = Files.writeString(folder.resolve("teams.yaml"), teams);
    return new KernelSpecs(TestProfiles.of(TWO_PROFILES), TeamDirectory.open(Optional.of(file)));
  }

  @Test
  void eachProfileHasEachLanguage() throws IOException {
    KernelSpecs specs = specs("teams: {local: {description: all of it}}");

    assertThat(specs.all(TeamName.LOCAL))
        .extracting(KernelSpec::name)
        .containsExactly(
            "scala", "pyspark", "sql", "scala-gpu-etl", "pyspark-gpu-etl", "sql-gpu-etl", "echo");
    assertThat(specs.require("sql-gpu-etl", TeamName.LOCAL).profile()).isEqualTo("gpu-etl");
    assertThat(specs.byDefault(TeamName.LOCAL).name()).isEqualTo("scala");
  }

  @Test
  void aTeamHasThoseOfItsProfilesAndItsDefaultHasThePlainNames() throws IOException {
    KernelSpecs specs =
        specs(
            "teams: {risk: {profiles: [gpu-etl]},"
                + " fraud: {profiles: [gpu-etl, local], default-profile: gpu-etl}}");

    assertThat(specs.all(new TeamName("risk")))
        .extracting(KernelSpec::name)
        .containsExactly("scala", "pyspark", "sql", "echo");
    assertThat(specs.byDefault(new TeamName("risk")).profile()).isEqualTo("gpu-etl");
    assertThat(specs.require("scala", new TeamName("fraud")).profile()).isEqualTo("gpu-etl");
    assertThat(specs.require("scala-local", new TeamName("fraud")).profile()).isEqualTo("local");
  }

  @Test
  void anUnknownNameIsAnsweredWithThoseThereAre() {
    assertThatThrownBy(() -> TestSpecs.standard().require("python", TeamName.LOCAL))
        .isInstanceOf(NotFound.class)
        .hasMessageContaining("scala, pyspark, sql, echo");
  }

  @Test
  void aGatewayWithoutADriverOfItsOwnHasNoKernelsOfItsMachine() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("teams.yaml"), "teams: {risk: {}, fraud: {default-profile: gpu-train}}");
    KernelSpecs specs =
        new KernelSpecs(TestProfiles.onEmrOnly(Map.of()), TeamDirectory.open(Optional.of(file)));

    assertThat(specs.all(new TeamName("risk")))
        .extracting(KernelSpec::profile)
        .containsOnly("cpu", "gpu-etl", "gpu-train", "");
    assertThat(specs.byDefault(new TeamName("risk")).profile()).isEqualTo("cpu");
    assertThat(specs.byDefault(new TeamName("fraud")).profile()).isEqualTo("gpu-train");
  }

  @Test
  void kernelsOfAClustersProfilesSayTheirHardwareAndPrice() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("teams.yaml"), "teams: {risk: {profiles: [local, gpu-etl, gpu-train]}}");
    KernelSpecs specs =
        new KernelSpecs(TestProfiles.onEmr(Map.of()), TeamDirectory.open(Optional.of(file)));
    TeamName risk = new TeamName("risk");

    assertThat(specs.require("scala-gpu-etl", risk).displayName())
        .isEqualTo("Scala (Spark, gpu-etl: up to 8 x A10G, $9.89/h)");
    assertThat(specs.require("pyspark-gpu-train", risk).displayName())
        .isEqualTo("Python (Spark, gpu-train: 4 x A10G, $5.04/h)");
    assertThat(specs.require("sql-gpu-etl", risk).description())
        .contains("1 A10G (24 GiB), 8 vCPU, 32 GiB per executor");
    assertThatThrownBy(() -> specs.require("scala-cpu", risk)).isInstanceOf(NotFound.class);
  }
}
