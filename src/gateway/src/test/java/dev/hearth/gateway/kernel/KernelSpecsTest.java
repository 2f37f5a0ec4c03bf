package dev.hearth.gateway.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.gateway.error.NotFound;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KernelSpecsTest {

  @Test
  void eachProfileHasEachLanguage() {
    KernelSpecs specs = new KernelSpecs(Set.of("local", "gpu-etl"));

    assertThat(specs.all())
        .extracting(KernelSpec::name)
        .containsExactly(
            "scala", "pyspark", "sql", "scala-gpu-etl", "pyspark-gpu-etl", "sql-gpu-etl", "echo");
    assertThat(specs.require("sql-gpu-etl").profile()).isEqualTo("gpu-etl");
    assertThat(specs.byDefault().name()).isEqualTo("scala");
  }

  @Test
  void anUnknownNameIsAnsweredWithThoseThereAre() {
    assertThatThrownBy(() -> new KernelSpecs(Set.of()).require("python"))
        .isInstanceOf(NotFound.class)
        .hasMessageContaining("scala, pyspark, sql, echo");
  }
}
