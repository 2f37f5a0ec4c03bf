package dev.hearth.gateway.launch.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.gateway.error.InvalidRequest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PassEnvTest {
  private final PassEnv oneUser = new PassEnv(Optional.empty(), false);
  private final PassEnv severalUsers = new PassEnv(Optional.empty(), true);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PATH",
        "LANG",
        "LC_ALL",
        "JAVA_HOME",
        "SPARK_LOCAL_IP",
        "HADOOP_CONF_DIR",
        "AWS_REGION",
        "AWS_ENDPOINT_URL_S3",
        "CUDA_VISIBLE_DEVICES",
        "PYSPARK_PYTHON"
      })
  void whatDriversNeedIsHandedOn(String name) {
    assertThat(oneUser.passes(name)).isTrue();
    assertThat(severalUsers.passes(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN",
        "AWS_WEB_IDENTITY_TOKEN_FILE",
        "AWS_ROLE_ARN",
        "AWS_PROFILE",
        "AWS_SHARED_CREDENTIALS_FILE",
        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN",
        "HADOOP_CREDSTORE_PASSWORD",
        "HOME"
      })
  void credentialsAreHandedOnToTheOnlyUserAlone(String name) {
    assertThat(oneUser.passes(name)).isTrue();
    assertThat(severalUsers.passes(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GITHUB_TOKEN", "SSH_AUTH_SOCK", "DATABASE_URL", "PATHS", "_SPARK_AUTH"})
  void whatNobodyNeedsIsNot(String name) {
    assertThat(oneUser.passes(name)).isFalse();
    assertThat(severalUsers.passes(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"HEARTH_TOKEN", "HEARTH_REGISTRY_PASSWORD", "hearth.token", "_PROD_HEARTH_TOKEN"})
  void whatIsHearthsIsNeverHandedOn(String name) {
    for (String entry : List.of("*", "HEARTH_*", "HEARTH_TOKEN", "hearth*", "_*")) {
      assertThat(new PassEnv(Optional.of(List.of(entry)), false).passes(name)).isFalse();
      assertThat(new PassEnv(Optional.of(List.of(entry)), true).passes(name)).isFalse();
    }
  }

  @Test
  void aListOfOnesOwnTakesThePlaceOfTheDefault() {
    PassEnv own = new PassEnv(Optional.of(List.of("AWS_PROFILE", "MY_*")), true);
    assertThat(own.passes("AWS_PROFILE")).isTrue();
    assertThat(own.passes("MY_TOKEN")).isTrue();
    assertThat(own.passes("AWS_PROFILES")).isFalse();
    assertThat(own.passes("PATH")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"*_TOKEN", "A B", "", "A=B", "A*B"})
  void whatIsNoNameIsRefused(String entry) {
    assertThatThrownBy(() -> new PassEnv(Optional.of(List.of(entry)), false))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining(PassEnv.KEY)
        .hasMessageContaining("'" + entry + "'");
  }
}
