package dev.hearth.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.protocol.message.Json;
import org.junit.jupiter.api.Test;

class KernelSpecsTest {

  private static KernelSpecs specs() throws Exception {
    return KernelSpecs.of(
        Json.mapper()
            .readTree(
                """
                {"default": "scala", "kernelspecs": {
                  "sql": {"name": "sql", "spec": {"display_name": "SQL", "language": "sql"}},
                  "scala": {"name": "scala", "spec": {"display_name": "S", "language": "Scala"}}}}
                """));
  }

  @Test
  void areFoundByName() throws Exception {
    assertThat(specs().standard()).isEqualTo("scala");
    assertThat(specs().require("scala")).isEqualTo(new KernelSpecs.Spec("scala", "S", "scala"));
  }

  @Test
  void anUnknownOneIsAnsweredWithThoseThatThereAre() throws Exception {
    KernelSpecs specs = specs();
    assertThatThrownBy(() -> specs.require("python9"))
        .hasMessage("the gateway has no kernel named python9")
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.fix()).contains("scala, sql"));
  }
}
