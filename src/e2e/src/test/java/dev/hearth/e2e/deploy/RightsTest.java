package dev.hearth.e2e.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Who may do what, in Kubernetes and in AWS: what the decisions say, and no more. */
class RightsTest {
  private static final Set<String> VERBS =
      Set.of("get", "list", "watch", "create", "update", "patch", "delete", "deletecollection");

  private static Manifests team(String file) {
    return Manifests.parse(Yaml.text(Manifests.K8S.resolve("teams/team").resolve(file)));
  }

  @Test
  void theGatewayMayDoInATeamsNamespaceWhatTheDecisionLists() {
    Map<String, Set<String>> verbs = new TreeMap<>();
    for (PolicyRule rule : team("hearth-gateway.yaml").of(Role.class).get(0).getRules()) {
      assertThat(rule.getApiGroups()).containsExactly("");
      rule.getResources().forEach(resource -> verbs.put(resource, new TreeSet<>(rule.getVerbs())));
    }
    assertThat(Decision.inANamespace()).containsOnlyKeys("secrets", "pods", "pods/log", "events");
    assertThat(verbs).isEqualTo(Decision.inANamespace());
  }

  @Test
  void emrsVerbsAreVerbsThatKubernetesKnows() {
    assertThat(team("emr-containers.yaml").of(Role.class).get(0).getRules())
        .allSatisfy(rule -> assertThat(VERBS).containsAll(rule.getVerbs()));
  }

  @Test
  void rolesAreBoundToThoseWhomTheyAreFor() {
    RoleBinding emr = team("emr-containers.yaml").of(RoleBinding.class).get(0);
    assertThat(emr.getRoleRef().getName()).isEqualTo("emr-containers");
    assertThat(emr.getSubjects())
        .singleElement()
        .satisfies(
            subject -> {
              assertThat(subject.getKind()).isEqualTo("User");
              assertThat(subject.getName()).isEqualTo("emr-containers");
            });
    RoleBinding gateway = team("hearth-gateway.yaml").of(RoleBinding.class).get(0);
    assertThat(gateway.getRoleRef().getName()).isEqualTo("hearth-gateway");
    assertThat(gateway.getSubjects())
        .singleElement()
        .satisfies(
            subject -> {
              assertThat(subject.getKind()).isEqualTo("ServiceAccount");
              assertThat(subject.getName()).isEqualTo("hearth-gateway");
              assertThat(subject.getNamespace()).isEqualTo("hearth");
            });
  }

  @Test
  void nobodyHasRightsOnTheWholeClusterOrOnEverything() {
    for (var file : Manifests.files(".yaml")) {
      assertThat(Yaml.text(file)).doesNotContain("kind: ClusterRole", "cluster-admin");
    }
    assertThat(team("emr-containers.yaml").of(Role.class).get(0).getRules())
        .allSatisfy(
            rule -> {
              assertThat(rule.getVerbs()).doesNotContain("*");
              assertThat(rule.getResources()).doesNotContain("*");
              assertThat(rule.getApiGroups()).doesNotContain("*");
            });
  }

  @Test
  void theGatewaysRoleInAwsHasTheActionsOfTheDecisionEachOnItsOwnResources() throws IOException {
    Set<String> actions = new TreeSet<>();
    for (JsonNode statement : policy().path("Statement")) {
      assertThat(statement.path("Effect").asText()).isEqualTo("Allow");
      texts(statement.path("Action"))
          .forEach(action -> actions.add(action.substring(action.indexOf(':') + 1)));
      assertThat(texts(statement.path("Resource")))
          .allSatisfy(arn -> assertThat(arn).startsWith("arn:aws:").isNotEqualTo("*"))
          .allSatisfy(arn -> assertThat(arn.split(":", 6)[5]).isNotEqualTo("*"));
    }
    assertThat(actions).isEqualTo(Decision.inAws());
  }

  @Test
  void sessionsAreStartedWithTheTeamsRolesOnly() throws IOException {
    for (JsonNode statement : policy().path("Statement")) {
      if (texts(statement.path("Action")).contains("emr-containers:StartJobRun")) {
        assertThat(
                statement
                    .path("Condition")
                    .path("ArnLike")
                    .path("emr-containers:ExecutionRoleArn")
                    .asText())
            .matches("arn:aws:iam::\\d{12}:role/hearth-hearth-\\*");
        return;
      }
    }
    throw new AssertionError("nothing allows StartJobRun");
  }

  private static JsonNode policy() throws IOException {
    return new ObjectMapper()
        .readTree(Manifests.K8S.resolve("cluster/iam/gateway-policy.json").toFile());
  }

  private static List<String> texts(JsonNode oneOrMore) {
    if (oneOrMore.isTextual()) {
      return List.of(oneOrMore.asText());
    }
    List<String> texts = new ArrayList<>();
    oneOrMore.forEach(one -> texts.add(one.asText()));
    return texts;
  }
}
