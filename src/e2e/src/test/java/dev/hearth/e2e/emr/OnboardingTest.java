package dev.hearth.e2e.emr;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearth.e2e.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A team's place from nothing to its end, by the commands that somebody types, with AWS' and
 * Kubernetes' own clients on the wire.
 */
@Timeout(300)
class OnboardingTest {
  @TempDir static Path temp;
  private static DemoCloud cloud;

  @BeforeAll
  static void aCloud() {
    cloud = DemoCloud.started(temp.resolve("aws"));
  }

  @AfterAll
  static void stop() {
    if (cloud != null) {
      cloud.close();
    }
  }

  /** The same team and the same file, as far as the identity lets them. */
  @ParameterizedTest
  @ValueSource(strings = {"irsa", "pod-identity"})
  void aPlaceIsShownMadeCheckedAndTakenAway(String identity) throws IOException {
    Place place = new Place(identity);
    int associations = identity.equals("irsa") ? 0 : 3;
    int parts = 11 + associations;

    String shown = place.hearth("apply", "--dry-run");
    assertThat(marked("+", shown)).hasSize(parts);
    assertThat(shown)
        .contains(
            "hard.requests.cpu: 26", parts + " things would be made or changed; nothing was.");
    assertThat(place.changesInAws()).isEmpty();
    assertThat(namespaces()).doesNotContain(place.team());

    String applied = place.hearth("apply");
    assertThat(marked("+", applied)).isEqualTo(marked("+", shown));
    assertThat(applied).contains(parts + " things made or changed.");
    assertThat(place.changesInAws())
        .contains("CreateLogGroup", "CreateRole", "PutRolePolicy", "CreateVirtualCluster");
    assertThat(place.changesInAws().stream().filter("CreatePodIdentityAssociation"::equals))
        .hasSize(associations);
    assertThat(namespaces()).contains(place.team());
    assertThat(place.objects()).hasSize(7);

    int before = place.changesInAws().size();
    String again = place.hearth("apply");
    assertThat(marked("=", again)).hasSize(parts + 1).contains("bucket hearth-demo");
    assertThat(again).contains("All is as the file says.");
    assertThat(place.changesInAws()).hasSize(before);

    place.names(printedLines(applied));
    assertThat(place.hearth("check", "--live"))
        .contains("network policy hearth", "the file names virtual cluster and execution role")
        .contains("none wrong, no warnings.");

    String removed = place.remove("--yes");
    assertThat(marked("-", removed)).hasSize(parts - 1);
    assertThat(removed).contains("logs are kept");
    assertThat(namespaces()).doesNotContain(place.team());
    assertThat(place.objects()).isEmpty();
    assertThat(place.changesInAws())
        .contains("DeleteVirtualCluster", "DeleteRole")
        .doesNotContain("DeleteLogGroup");
    assertThat(place.changesInAws().stream().filter("DeletePodIdentityAssociation"::equals))
        .hasSize(associations);

    // What AWS itself tells afterwards: of the team's there are its logs, until they go, too.
    place.names(List.of());
    assertThat(marked("=", place.hearth("apply", "--dry-run")))
        .containsExactlyInAnyOrder("bucket hearth-demo", "log group " + place.logGroup());
    assertThat(marked("-", place.remove("--yes", "--delete-logs")))
        .containsExactly("log group " + place.logGroup());
  }

  /** What a report says with a mark: {@code =}, {@code +}, {@code ~} or {@code -}. */
  private static List<String> marked(String mark, String report) {
    return report
        .lines()
        .filter(line -> line.startsWith("  " + mark + " "))
        .map(line -> line.substring(4).replaceFirst(":.*", ""))
        .toList();
  }

  /** The lines that a report asks to be put into the file. */
  private static List<String> printedLines(String report) {
    List<String> lines =
        report
            .lines()
            .filter(line -> line.matches("    (execution-role|virtual-cluster): \\S+"))
            .toList();
    assertThat(lines).as(report).hasSize(2);
    return lines;
  }

  private static List<String> namespaces() {
    return names(cloud.kubernetes("/api/v1/namespaces"));
  }

  private static List<String> names(JsonNode list) {
    return StreamSupport.stream(list.path("items").spliterator(), false)
        .map(item -> item.at("/metadata/name").asText())
        .toList();
  }

  /** A file of teams with one team, and what it is in the cloud. */
  private static final class Place {
    private final String identity;
    private final Path file;
    private final int requestsBefore;

    Place(String identity) throws IOException {
      this.identity = identity;
      this.file = temp.resolve(identity + ".yaml");
      this.requestsBefore = cloud.requests().size();
      names(List.of());
    }

    String team() {
      return "risk-" + identity;
    }

    String logGroup() {
      return "/emr-on-eks-logs/hearth-demo/" + team();
    }

    /** Writes the file, with these lines of the team. */
    void names(List<String> lines) throws IOException {
      Files.writeString(
          file,
          """
          platform:
            cluster: hearth-demo
            region: us-west-2
            account: "111122223333"
            bucket: hearth-demo
            identity: %s
          teams:
            %s:
          %s
              description: Risk
              quota: {sessions: 2, cores: 24, memory: 96g, gpus: 1}
          """
              .formatted(identity, team(), String.join("\n", lines)));
    }

    String hearth(String what, String... more) {
      return run(List.of("team", what, file.toString()), more);
    }

    String remove(String... more) {
      return run(List.of("team", "remove", team(), "--file", file.toString()), more);
    }

    private static String run(List<String> arguments, String... more) {
      List<String> all = new ArrayList<>(arguments);
      all.addAll(List.of(more));
      try (Command command =
          Command.start(temp, cloud.adminEnvironment(), all.toArray(String[]::new))) {
        assertThat(command.exitCode()).as(command.printed()).isZero();
        return command.printed();
      }
    }

    /** The operations since this place's beginning that were not only questions. */
    List<String> changesInAws() {
      return cloud.requests().stream()
          .skip(requestsBefore)
          .filter(request -> request.path("status").asInt() < 300)
          .map(request -> request.path("operation").asText())
          .filter(operation -> !operation.matches("(Get|List|Describe).*"))
          .toList();
    }

    /** Names of what is in the namespace, as far as Hearth makes such things. */
    List<String> objects() {
      return List.of(
              "api/v1/%s/resourcequotas",
              "api/v1/%s/limitranges",
              "apis/networking.k8s.io/v1/%s/networkpolicies",
              "apis/rbac.authorization.k8s.io/v1/%s/roles",
              "apis/rbac.authorization.k8s.io/v1/%s/rolebindings")
          .stream()
          .flatMap(
              path ->
                  OnboardingTest.names(
                      cloud.kubernetes("/" + path.formatted("namespaces/" + team())))
                      .stream())
          .toList();
    }
  }
}
