package dev.hearth.demo.aws.emr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearth.demo.aws.AwsError;
import dev.hearth.demo.aws.AwsService;
import dev.hearth.demo.aws.Caller;
import dev.hearth.demo.aws.protocol.Json;
import dev.hearth.demo.http.Request;
import dev.hearth.demo.http.Response;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The service EMR on EKS ({@code emr-containers}, 2020-10-01). */
public final class EmrContainers implements AwsService {
  private static final String ACTION = "emr-containers:";
  private static final int PAGE = 50;
  private static final int RUN_DEPTH = 4;

  private final VirtualClusters clusters;
  private final JobRuns runs;
  private final ExecutionRoles roles;
  private final JobRunEngine engine;

  public EmrContainers(
      VirtualClusters clusters, JobRuns runs, ExecutionRoles roles, JobRunEngine engine) {
    this.clusters = clusters;
    this.runs = runs;
    this.roles = roles;
    this.engine = engine;
  }

  @Override
  public String signingName() {
    return "emr-containers";
  }

  @Override
  public String operation(Request request) {
    List<String> path = request.segments();
    String kind =
        path.isEmpty()
            ? ""
            : path.get(0)
                + switch (path.size()) {
                  case 1 -> "";
                  case 2 -> "/*";
                  case 3 -> "/*/" + path.get(2);
                  case RUN_DEPTH -> "/*/" + path.get(2) + "/*";
                  default -> "/...";
                };
    if (kind.startsWith("tags")) {
      kind = "tags";
    }
    return switch (request.method() + " " + kind) {
      case "POST virtualclusters" -> "CreateVirtualCluster";
      case "GET virtualclusters" -> "ListVirtualClusters";
      case "GET virtualclusters/*" -> "DescribeVirtualCluster";
      case "DELETE virtualclusters/*" -> "DeleteVirtualCluster";
      case "POST virtualclusters/*/jobruns" -> "StartJobRun";
      case "GET virtualclusters/*/jobruns" -> "ListJobRuns";
      case "GET virtualclusters/*/jobruns/*" -> "DescribeJobRun";
      case "DELETE virtualclusters/*/jobruns/*" -> "CancelJobRun";
      case "GET tags" -> "ListTagsForResource";
      case "POST tags" -> "TagResource";
      case "DELETE tags" -> "UntagResource";
      default ->
          throw new AwsError(
              404,
              "UnknownOperationException",
              "This stand-in has no " + request.method() + " " + request.path());
    };
  }

  @Override
  public Response handle(String operation, Request request, Caller caller) {
    List<String> path = request.segments();
    String clusterId = path.size() > 1 ? path.get(1) : "";
    if (operation.contains("JobRun")) {
      caller.requireVirtualCluster(
          clusterId,
          ACTION + operation,
          VirtualCluster.arn(clusterId)
              + (path.size() == RUN_DEPTH ? "/jobruns/" + path.get(3) : ""));
    } else if (operation.equals("DescribeVirtualCluster")) {
      caller.requireVirtualCluster(clusterId, ACTION + operation, VirtualCluster.arn(clusterId));
    } else {
      caller.requireAdmin(ACTION + operation, resource(path, clusterId));
    }
    return Json.answer(
        switch (operation) {
          case "CreateVirtualCluster" -> createCluster(Json.body(request));
          case "ListVirtualClusters" -> listClusters(request);
          case "DescribeVirtualCluster" -> {
            ObjectNode answer = Json.object();
            answer.set("virtualCluster", clusters.get(clusterId).described());
            yield answer;
          }
          case "DeleteVirtualCluster" -> {
            clusters.delete(clusterId);
            yield Json.object().put("id", clusterId);
          }
          case "StartJobRun" -> start(clusterId, Json.body(request), caller);
          case "ListJobRuns" -> list(clusterId, request);
          case "DescribeJobRun" -> {
            ObjectNode answer = Json.object();
            answer.set("jobRun", runs.get(clusterId, path.get(3)).described());
            yield answer;
          }
          case "CancelJobRun" -> cancel(runs.get(clusterId, path.get(3)));
          default -> tags(operation, request);
        });
  }

  /** What an operation that is not about runs is about. */
  private static String resource(List<String> path, String clusterId) {
    if (path.get(0).equals("tags")) {
      return String.join("/", path.subList(1, path.size()));
    }
    return VirtualCluster.arn(clusterId.isEmpty() ? "*" : clusterId);
  }

  private ObjectNode start(String clusterId, ObjectNode request, Caller caller) {
    VirtualCluster cluster = clusters.running(clusterId);
    Constraints.checkStart(request);
    String role = request.get("executionRoleArn").asText();
    if (!roles.mayServe(role, cluster.namespace())) {
      throw Constraints.invalid(
          "The execution role "
              + role
              + " cannot be assumed by service accounts of the namespace "
              + cluster.namespace()
              + ": neither its trust policy nor a pod identity association names them.");
    }
    JobRuns.Started started = runs.start(cluster, request, caller.arn());
    if (started.fresh()) {
      engine.start(started.run());
    }
    return started.run().started();
  }

  private ObjectNode cancel(JobRun run) {
    if (!run.cancel()) {
      throw Constraints.invalid(
          "Job run " + run.id() + " is not in a cancellable state: " + run.state());
    }
    engine.cancel(run);
    return Json.object().put("id", run.id()).put("virtualClusterId", run.cluster().id());
  }

  private ObjectNode list(String clusterId, Request request) {
    clusters.get(clusterId);
    List<String> states = request.parameters("states");
    Optional<String> name = request.parameter("name");
    Optional<Instant> after = instant(request, "createdAfter");
    Optional<Instant> before = instant(request, "createdBefore");
    Stream<JobRun> found =
        runs.of(clusterId).stream()
            .filter(run -> states.isEmpty() || states.contains(run.state().name()))
            .filter(run -> name.isEmpty() || name.get().equals(run.name()))
            .filter(run -> after.isEmpty() || !run.createdAt().isBefore(after.get()))
            .filter(run -> before.isEmpty() || run.createdAt().isBefore(before.get()));
    return page(request, "jobRuns", found.toList(), JobRun::described);
  }

  private ObjectNode createCluster(ObjectNode request) {
    Constraints.name(request);
    Constraints.token(request);
    Constraints.checkTags(request.path("tags"));
    JsonNode provider = request.path("containerProvider");
    String namespace = provider.path("info").path("eksInfo").path("namespace").asText("default");
    if (!provider.path("type").asText().equals("EKS") || provider.path("id").asText("").isEmpty()) {
      throw Constraints.invalid("containerProvider must have the type EKS and the id of a cluster");
    }
    return clusters
        .create(
            request.get("name").asText(),
            provider.get("id").asText(),
            namespace,
            request.path("tags").isObject() ? request.get("tags") : Json.object())
        .described()
        .retain("id", "name", "arn");
  }

  private ObjectNode listClusters(Request request) {
    List<String> states = request.parameters("states");
    Optional<String> provider = request.parameter("containerProviderId");
    Optional<Instant> after = instant(request, "createdAfter");
    Optional<Instant> before = instant(request, "createdBefore");
    Stream<VirtualCluster> found =
        clusters.all().stream()
            .filter(cluster -> states.isEmpty() || states.contains(cluster.state()))
            .filter(cluster -> provider.isEmpty() || provider.get().equals(cluster.eksCluster()))
            .filter(cluster -> after.isEmpty() || !cluster.createdAt().isBefore(after.get()))
            .filter(cluster -> before.isEmpty() || cluster.createdAt().isBefore(before.get()));
    return page(request, "virtualClusters", found.toList(), VirtualCluster::described);
  }

  /** The token of a page is the number of its first element. */
  private static <T> ObjectNode page(
      Request request, String field, List<T> all, Function<T, ObjectNode> described) {
    int from;
    int most;
    try {
      from = Integer.parseUnsignedInt(request.parameter("nextToken").orElse("0"));
      most = Integer.parseUnsignedInt(request.parameter("maxResults").orElse("" + PAGE));
    } catch (NumberFormatException e) {
      throw Constraints.invalid("nextToken or maxResults is invalid");
    }
    int to = Math.min(all.size(), from + Math.min(PAGE, most));
    ObjectNode answer = Json.object();
    ArrayNode array = answer.putArray(field);
    all.subList(Math.min(from, to), to).forEach(each -> array.add(described.apply(each)));
    if (to < all.size()) {
      answer.put("nextToken", String.valueOf(to));
    }
    return answer;
  }

  private static Optional<Instant> instant(Request request, String parameter) {
    try {
      return request.parameter(parameter).map(text -> OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException e) {
      throw Constraints.invalid(parameter + " is not a time: " + e.getParsedString());
    }
  }

  private JsonNode tags(String operation, Request request) {
    String arn = String.join("/", request.segments()).substring("tags/".length());
    String id = arn.substring(arn.lastIndexOf('/') + 1);
    ObjectNode tags =
        arn.contains("/jobruns/")
            ? (ObjectNode)
                runs.get(arn.replaceAll(".*/virtualclusters/([^/]*)/.*", "$1"), id)
                    .described()
                    .get("tags")
            : (ObjectNode) clusters.get(id).tags();
    if (operation.equals("TagResource")) {
      tags.setAll((ObjectNode) Json.body(request).path("tags"));
      return Json.object();
    }
    if (operation.equals("UntagResource")) {
      tags.remove(request.parameters("tagKeys"));
      return Json.object();
    }
    ObjectNode answer = Json.object();
    answer.set("tags", tags);
    return answer;
  }

  @Override
  public Response error(AwsError error) {
    return Json.error(error);
  }

  @Override
  public String unknownKeyCode() {
    return "UnrecognizedClientException";
  }
}
