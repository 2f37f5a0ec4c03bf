package dev.hearth.gateway.session.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmrReleaseTest {

  @ParameterizedTest
  @CsvSource({
    "emr-7.10.0-latest, false, spark355",
    "emr-7.10.0-spark-rapids-latest, true, spark355",
    "emr-7.10.0-spark-rapids-20250801, true, spark355",
    "emr-7.13.0-spark-rapids-java8-latest, true, spark356",
    "emr-7.0.0-spark-rapids-latest, true, spark350",
    "emr-spark-8.1.0-rapids-20260812, true, spark411",
    "emr-9.9.0-spark-rapids-latest, true, unknown"
  })
  void aLabelTellsWhatIsInTheImage(String label, boolean rapids, String shim) {
    EmrRelease release = EmrRelease.parse(label);

    assertThat(release.rapids()).isEqualTo(rapids);
    assertThat(release.shim().orElse("unknown")).isEqualTo(shim);
  }

  @ParameterizedTest
  @ValueSource(strings = {"7.10.0", "emr-7.10.0", "latest", "emr-7.10.0-spark-rapids", ""})
  void whatIsNoLabelIsRefused(String label) {
    assertThatThrownBy(() -> EmrRelease.parse(label))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("release is '" + label + "'")
        .hasMessageContaining("emr-7.10.0-latest");
  }
}
