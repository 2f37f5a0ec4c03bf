package dev.hearth.gateway.session;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LostVariablesTest {
  private static final List<String> PROFILES = List.of("cpu", "gpu-etl", "local");

  @Test
  void aVariableThatDoesNotReachItsProfileIsRefused() {
    assertThatThrownBy(
            () ->
                LostVariables.refuse(
                    List.of("HEARTH_PROFILES_GPU_ETL_CLUSTER_EXECUTORS_MAX"), PROFILES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("HEARTH_PROFILES_GPU_ETL_CLUSTER_EXECUTORS_MAX would do nothing")
        .hasMessageContaining("hearth.profiles.gpu-etl.")
        .hasMessageContaining("QUARKUS_CONFIG_LOCATIONS");
  }

  @Test
  void thoseThatReachTheirsAreNot() {
    assertThatCode(
            () ->
                LostVariables.refuse(
                    List.of("PATH", "HEARTH_PROFILES_CPU_CLUSTER_EXECUTORS_MAX"), PROFILES))
        .doesNotThrowAnyException();
  }
}
