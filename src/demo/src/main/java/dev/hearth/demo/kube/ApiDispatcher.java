package dev.hearth.demo.kube;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Adds to Fabric8's server what it does not have: logs of pods, questions about rights (all are
 * allowed), that a namespace must be there before something can be made in it, and that all that is
 * in it goes with it.
 */
final class ApiDispatcher extends Dispatcher {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern LOG = Pattern.compile("/api/v1/namespaces/([^/]+)/pods/([^/]+)/log");
  private static final Pattern NAMESPACED = Pattern.compile("/apis?/.*?/?namespaces/([^/]+)/.+");
  private static final Pattern NAMESPACE = Pattern.compile("/api/v1/namespaces/([^/]+)");
  private static final Pattern REVIEWS =
      Pattern.compile("/apis/authorization\\.k8s\\.io/v1/(self)?subject(access|rules)reviews");

  /** What there may be in a namespace, as far as anybody here makes it. */
  private static final List<String> NAMESPACED_KINDS =
      List.of(
          "/apis/batch/v1/%s/jobs",
          "/api/v1/%s/pods",
          "/api/v1/%s/events",
          "/api/v1/%s/secrets",
          "/api/v1/%s/configmaps",
          "/api/v1/%s/services",
          "/api/v1/%s/serviceaccounts",
          "/api/v1/%s/resourcequotas",
          "/api/v1/%s/limitranges",
          "/apis/networking.k8s.io/v1/%s/networkpolicies",
          "/apis/rbac.authorization.k8s.io/v1/%s/rolebindings",
          "/apis/rbac.authorization.k8s.io/v1/%s/roles");

  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int BAD = 400;
  private static final int MISSING = 404;

  private final KubernetesCrudDispatcher objects;
  private final PodLogs logs;

  ApiDispatcher(KubernetesCrudDispatcher objects, PodLogs logs) {
    this.objects = objects;
    this.logs = logs;
  }

  @Override
  public MockResponse dispatch(RecordedRequest request) {
    String path = request.getPath().split("\\?", 2)[0];
    Matcher log = LOG.matcher(path);
    if (log.matches() && request.getMethod().equals("GET")) {
      return log(request.getPath(), log.group(1), log.group(2));
    }
    boolean post = request.getMethod().equals("POST");
    if (post && REVIEWS.matcher(path).matches()) {
      return review(request);
    }
    Matcher namespaced = NAMESPACED.matcher(path);
    if (post && namespaced.matches() && !exists("/api/v1/namespaces/" + namespaced.group(1))) {
      return status(MISSING, "NotFound", "namespaces \"" + namespaced.group(1) + "\" not found");
    }
    Matcher namespace = NAMESPACE.matcher(path);
    if (request.getMethod().equals("DELETE") && namespace.matches()) {
      NAMESPACED_KINDS.forEach(
          kind -> objects.handleDelete(kind.formatted("namespaces/" + namespace.group(1))));
    }
    return objects.dispatch(request);
  }

  private boolean exists(String path) {
    return objects.handleGet(path).code() != MISSING;
  }

  private MockResponse log(String url, String namespace, String pod) {
    if (!exists("/api/v1/namespaces/" + namespace + "/pods/" + pod)) {
      return status(MISSING, "NotFound", "pods \"" + pod + "\" not found");
    }
    OptionalInt tail =
        parameter(url, "tailLines")
            .map(lines -> OptionalInt.of(Integer.parseInt(lines)))
            .orElse(OptionalInt.empty());
    return logs.read(namespace, pod, tail)
        .map(
            text ->
                new MockResponse()
                    .setResponseCode(OK)
                    .setHeader("Content-Type", "text/plain")
                    .setBody(text))
        .orElseGet(
            () ->
                status(
                    BAD,
                    "BadRequest",
                    "container \""
                        + parameter(url, "container").orElse("spark-kubernetes-driver")
                        + "\" in pod \""
                        + pod
                        + "\" is waiting to start: ContainerCreating"));
  }

  private static Optional<String> parameter(String url, String name) {
    int query = url.indexOf('?');
    return query < 0
        ? Optional.empty()
        : Arrays.stream(url.substring(query + 1).split("&"))
            .filter(pair -> pair.startsWith(name + "="))
            .map(pair -> pair.substring(name.length() + 1))
            .findFirst();
  }

  private static MockResponse review(RecordedRequest request) {
    try {
      ObjectNode review = (ObjectNode) JSON.readTree(request.getUtf8Body());
      review.putObject("status").put("allowed", true).put("reason", "the stand-in allows all");
      return json(CREATED, review);
    } catch (JsonProcessingException | ClassCastException e) {
      return status(BAD, "BadRequest", "not a review: " + e.getMessage());
    }
  }

  private static MockResponse status(int code, String reason, String message) {
    return json(
        code,
        JSON.createObjectNode()
            .put("kind", "Status")
            .put("apiVersion", "v1")
            .put("status", "Failure")
            .put("message", message)
            .put("reason", reason)
            .put("code", code));
  }

  private static MockResponse json(int code, ObjectNode body) {
    return new MockResponse()
        .setResponseCode(code)
        .setHeader("Content-Type", "application/json")
        .setBody(body.toString());
  }

  @Override
  public void shutdown() {
    objects.shutdown();
  }
}
