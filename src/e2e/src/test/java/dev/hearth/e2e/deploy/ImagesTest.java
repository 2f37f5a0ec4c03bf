package dev.hearth.e2e.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.e2e.Build;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The images' recipes, and the script that follows them. */
class ImagesTest {
  private static final Path REPOSITORY = Build.repository();
  private static final Path IMAGES = REPOSITORY.resolve("images");
  private static final Map<String, String> VERSIONS =
      Map.of(
          "SCALA", Pom.value("scala.binary.version"),
          "XGBOOST", Pom.value("xgboost.version"));

  /** Fetched by build.sh, as it is 272 MB that only an image with GPUs needs. */
  private static final String FETCHED =
      "src/driver/target/image/xgboost4j-spark-gpu_"
          + Pom.value("scala.binary.version")
          + "-"
          + Pom.value("xgboost.version")
          + ".jar";

  static Stream<Dockerfile> dockerfiles() {
    try (Stream<Path> files = Files.walk(IMAGES)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("Dockerfile"))
          .sorted()
          .map(Dockerfile::read)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<Dockerfile> sessions() {
    return dockerfiles().filter(one -> one.file().getParent().endsWith("session"));
  }

  @ParameterizedTest
  @MethodSource("dockerfiles")
  void isBuiltFromAnImageOfAFixedVersion(Dockerfile dockerfile) {
    assertThat(dockerfile.all("FROM")).hasSize(1);
    assertThat(dockerfile.base()).matches("[\\w.-]+(/[\\w.-]+)+:[\\w.-]*\\d[\\w.-]*");
    assertThat(dockerfile.base()).doesNotContain("latest");
  }

  @ParameterizedTest
  @MethodSource("dockerfiles")
  void endsAsAUserWhoIsNotRoot(Dockerfile dockerfile) {
    List<Dockerfile.Instruction> users = dockerfile.all("USER");
    assertThat(users).isNotEmpty();
    assertThat(users.get(users.size() - 1).rest()).doesNotStartWith("root").doesNotStartWith("0");
    Dockerfile.Instruction last =
        dockerfile.instructions().get(dockerfile.instructions().size() - 1);
    assertThat(last.name()).isIn("USER", "ENTRYPOINT");
  }

  @ParameterizedTest
  @MethodSource("dockerfiles")
  void leavesNothingBehindThatItDoesNotNeed(Dockerfile dockerfile) {
    assertThat(dockerfile.all("ADD")).isEmpty();
    assertThat(dockerfile.all("RUN"))
        .allSatisfy(
            run -> {
              if (run.rest().contains("apt-get install")) {
                assertThat(run.rest())
                    .contains("--no-install-recommends", "rm -rf /var/lib/apt/lists");
              }
              if (run.rest().contains("pip install")) {
                assertThat(run.rest()).contains("--no-cache-dir");
              }
              assertThat(run.rest()).doesNotContain("curl ", "wget ", "sudo ");
            });
  }

  @ParameterizedTest
  @MethodSource("dockerfiles")
  void whatItCopiesIsMadeByTheBuildAndNotIgnored(Dockerfile dockerfile) {
    assertThat(dockerfile.copied(VERSIONS))
        .isNotEmpty()
        .allSatisfy(path -> assertThat(inContext(path)).as(path + " is let through").isTrue())
        .filteredOn(path -> !path.equals(FETCHED))
        .allSatisfy(path -> assertThat(REPOSITORY.resolve(path)).exists());
  }

  /** By .dockerignore: all is ignored but what lines with a ! let through. */
  private static boolean inContext(String path) {
    List<String> lines =
        Yaml.text(REPOSITORY.resolve(".dockerignore"))
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .toList();
    assertThat(lines.get(0)).isEqualTo("*");
    return lines.stream()
        .skip(1)
        .map(line -> line.substring(1))
        .anyMatch(
            line -> {
              PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + line);
              for (Path part = Path.of(path); part != null; part = part.getParent()) {
                if (matcher.matches(part)) {
                  return true;
                }
              }
              return false;
            });
  }

  @ParameterizedTest
  @MethodSource("sessions")
  void aSessionsJarsLieAmongSparksOwn(Dockerfile dockerfile) {
    List<String> jars = dockerfile.copied(VERSIONS);
    assertThat(jars)
        .contains("src/driver/target/image/hearth-session.jar")
        .anyMatch(jar -> jar.contains("/xgboost4j-spark"));
    assertThat(dockerfile.all("COPY"))
        .filteredOn(copy -> copy.rest().contains(".jar"))
        .hasSize(2)
        .allSatisfy(copy -> assertThat(copy.rest()).matches(".* /(usr/lib|opt)/spark/jars/"));
  }

  @Test
  void theGpuImagesJarIsOfTheSamePathAsTheEntryPointThatTheDecisionNames() {
    assertThat(Yaml.text(REPOSITORY.resolve("docs/decisions/0015-sessions-on-emr-on-eks.md")))
        .contains("local:///usr/lib/spark/jars/hearth-session.jar");
    assertThat(Dockerfile.read(IMAGES.resolve("session/Dockerfile")).copied(VERSIONS))
        .contains(FETCHED);
  }

  /** EMR 7.10 has Spark 3.5.5 and RAPIDS 25.04, which supports no newer Spark. */
  @Test
  void imagesHaveTheSparkThatTheDriverIsBuiltWith() {
    assertThat(Pom.value("spark.version")).isEqualTo("3.5.5");
    assertThat(Dockerfile.read(IMAGES.resolve("session/Dockerfile")).base())
        .matches("public.ecr.aws/emr-on-eks/spark/emr-7\\.10\\.0-spark-rapids:\\d{8}");
    assertThat(Dockerfile.read(IMAGES.resolve("session/Dockerfile.cpu")).base())
        .matches("public.ecr.aws/emr-on-eks/spark/emr-7\\.10\\.0:\\d{8}");
    assertThat(Dockerfile.read(IMAGES.resolve("session/Dockerfile.spark")).base())
        .contains(
            ":" + Pom.value("spark.version") + "-scala" + Pom.value("scala.binary.version") + "-");
    assertThat(Dockerfile.read(IMAGES.resolve("gateway/Dockerfile")).base())
        .contains("temurin:" + Pom.value("maven.compiler.release") + ".");
  }

  @Test
  void pythonsPackagesArePinned() {
    assertThat(
            Yaml.text(IMAGES.resolve("session/requirements.txt"))
                .lines()
                .filter(line -> !line.startsWith("#")))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).matches("[\\w-]+==[\\d.]+"))
        .anySatisfy(line -> assertThat(line).startsWith("ipykernel=="));
  }

  @ParameterizedTest
  @CsvSource({"base, hearth-gateway", "gpu, hearth-session"})
  void manifestsNameTheVersionOfThePom(String folder, String image) {
    Kustomization kustomization =
        Yaml.as(
            Kustomization.class,
            Yaml.only(Manifests.K8S.resolve(folder).resolve("kustomization.yaml")));
    assertThat(kustomization.images())
        .containsExactly(new Kustomization.Image(image, null, Pom.value("version")));
  }

  @Test
  void theScriptSaysWhatItWouldDo() {
    Tool.Answer answer =
        script("--dry-run", "--push", "111122223333.dkr.ecr.us-west-2.amazonaws.com/ml");
    assertThat(answer.printed())
        .contains("-DskipTests")
        .contains(
            "xgboost4j-spark-gpu_"
                + Pom.value("scala.binary.version")
                + ":"
                + Pom.value("xgboost.version"))
        .contains("aws ecr get-login-password --region us-west-2 |")
        .contains("--file images/gateway/Dockerfile")
        .contains("--file images/session/Dockerfile ")
        .contains(
            "push 111122223333.dkr.ecr.us-west-2.amazonaws.com/ml/hearth-session:"
                + Pom.value("version")
                + "-");
    assertThat(answer.status()).isZero();
  }

  @Test
  void theScriptBuildsWhatItIsToldWithTheTagThatItIsTold() {
    Tool.Answer answer = script("--dry-run", "--no-jars", "--tag", "7", "session-spark");
    assertThat(answer.status()).isZero();
    assertThat(answer.printed().lines())
        .singleElement()
        .asString()
        .contains("--file images/session/Dockerfile.spark --tag hearth-session-spark:7 .");
  }

  @Test
  void theScriptRefusesWhatItDoesNotKnow() {
    assertThat(script("--dry-run", "sesion"))
        .isEqualTo(new Tool.Answer(2, "Not known: sesion; --help tells more.\n"));
    assertThat(script("--tag").status()).isEqualTo(2);
  }

  /** Each recipe can be built by it. */
  @Test
  void theScriptKnowsAllRecipes() {
    String script = Yaml.text(IMAGES.resolve("build.sh"));
    assertThat(dockerfiles())
        .allSatisfy(
            one -> assertThat(script).contains("file=" + REPOSITORY.relativize(one.file())));
  }

  @Test
  void theScriptIsRightBash() {
    Tool.Answer answer = Tool.run(List.of("bash", "-n", IMAGES.resolve("build.sh").toString()));
    assertThat(answer).isEqualTo(new Tool.Answer(0, ""));
  }

  @Test
  void shellcheckFindsNothing() {
    if (Tool.run(List.of("shellcheck", "--version")).status() != 0) {
      String reason = "SKIPPED: shellcheck is not installed";
      System.err.println(reason);
      Assumptions.abort(reason);
    }
    assertThat(Tool.run(List.of("shellcheck", IMAGES.resolve("build.sh").toString())))
        .isEqualTo(new Tool.Answer(0, ""));
  }

  private static Tool.Answer script(String... arguments) {
    List<String> command = new ArrayList<>(List.of(IMAGES.resolve("build.sh").toString()));
    command.addAll(List.of(arguments));
    return Tool.run(command);
  }
}
