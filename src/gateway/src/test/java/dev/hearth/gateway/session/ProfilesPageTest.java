package dev.hearth.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.gateway.session.cluster.ClusterConfig;
import dev.hearth.gateway.session.cluster.InstancesConfig.InstanceConfig;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/profiles.md tells all keys, and the settings that the profiles really have. */
class ProfilesPageTest {
  private static final List<String> PROFILES = List.of("cpu", "gpu-etl", "gpu-train");

  private static List<String> page() throws IOException {
    return Files.readAllLines(Path.of("../../docs/profiles.md"));
  }

  @ParameterizedTest
  @ValueSource(classes = {ClusterConfig.class, InstanceConfig.class})
  void hasEveryKey(Class<?> config) throws IOException {
    List<String> page = page();
    for (Method key : config.getMethods()) {
      String name = key.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
      assertThat(page).as(name).anyMatch(line -> line.startsWith("| `" + name));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void hasEverySettingWithItsValue(int profile) throws IOException {
    List<String> page = page();
    Map<String, String> conf =
        TestProfiles.onEmr(Map.of()).named(PROFILES.get(profile)).sparkConf();

    conf.forEach(
        (key, value) -> {
          Optional<String[]> row =
              page.stream()
                  .filter(line -> line.startsWith("| `" + key + "` |"))
                  .map(line -> line.split("\\|"))
                  .findFirst();
          assertThat(row).as(key).isPresent();
          String told = row.get()[profile + 2].strip().replace("`", "");
          assertThat(told).as(key).isIn(value, "the same", "RAPIDS's");
        });
  }
}
