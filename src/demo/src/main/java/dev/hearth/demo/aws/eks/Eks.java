package dev.hearth.demo.aws.eks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearth.demo.aws.Account;
import dev.hearth.demo.aws.AwsError;
import dev.hearth.demo.aws.AwsService;
import dev.hearth.demo.aws.Caller;
import dev.hearth.demo.aws.iam.OidcProvider;
import dev.hearth.demo.aws.protocol.Json;
import dev.hearth.demo.http.Request;
import dev.hearth.demo.http.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The service EKS (2017-11-01), as far as it is about the cluster and pod identities. */
public final class Eks implements AwsService {
  private static final int MISSING = 404;
  private static final int CONFLICT = 409;
  private static final int ASSOCIATIONS_DEPTH = 3;

  private final PodIdentities identities;
  private final String kubernetesUrl;
  private final Instant createdAt = Instant.now();

  public Eks(PodIdentities identities, String kubernetesUrl) {
    this.identities = identities;
    this.kubernetesUrl = kubernetesUrl;
  }

  @Override
  public String signingName() {
    return "eks";
  }

  @Override
  public String operation(Request request) {
    List<String> path = request.segments();
    String kind = path.size() > 2 ? path.get(2) : "";
    boolean associations = kind.equals("pod-identity-associations");
    boolean one = path.size() > ASSOCIATIONS_DEPTH;
    if (path.size() >= 2 && path.get(0).equals("clusters")) {
      if (path.size() == 2 && request.method().equals("GET")) {
        return "DescribeCluster";
      }
      if (associations) {
        switch (request.method() + (one ? " one" : "")) {
          case "POST":
            return "CreatePodIdentityAssociation";
          case "GET":
            return "ListPodIdentityAssociations";
          case "GET one":
            return "DescribePodIdentityAssociation";
          case "POST one":
            return "UpdatePodIdentityAssociation";
          case "DELETE one":
            return "DeletePodIdentityAssociation";
          default:
            break;
        }
      }
    }
    if (path.size() >= 2 && path.get(0).equals("tags")) {
      switch (request.method()) {
        case "GET":
          return "ListTagsForResource";
        case "POST":
          return "TagResource";
        default:
          break;
      }
    }
    throw new AwsError(
        MISSING,
        "UnknownOperationException",
        "This stand-in has no " + request.method() + " " + request.path());
  }

  @Override
  public Response handle(String operation, Request request, Caller caller) {
    List<String> path = request.segments();
    if (path.get(0).equals("tags")) {
      return tags(operation, request, caller);
    }
    String cluster = path.get(1);
    caller.requireAdmin("eks:" + operation, Account.arn("eks", "cluster/" + cluster));
    if (!cluster.equals(Account.CLUSTER)) {
      throw new AwsError(
          MISSING, "ResourceNotFoundException", "No cluster found for name: " + cluster + ".");
    }
    ObjectNode answer = Json.object();
    switch (operation) {
      case "DescribeCluster" -> answer.set("cluster", cluster());
      case "CreatePodIdentityAssociation" -> answer.set("association", create(Json.body(request)));
      case "ListPodIdentityAssociations" -> list(request, answer.putArray("associations"));
      case "DescribePodIdentityAssociation" ->
          answer.set("association", described(found(identities.get(path.get(3)), path.get(3))));
      case "UpdatePodIdentityAssociation" ->
          answer.set("association", update(path.get(3), Json.body(request)));
      default ->
          answer.set("association", described(found(identities.remove(path.get(3)), path.get(3))));
    }
    return Json.answer(answer);
  }

  private ObjectNode cluster() {
    ObjectNode told =
        Json.object()
            .put("name", Account.CLUSTER)
            .put("arn", Account.arn("eks", "cluster/" + Account.CLUSTER))
            .put("createdAt", createdAt.getEpochSecond())
            .put("version", "1.31")
            .put("endpoint", kubernetesUrl)
            .put("status", "ACTIVE");
    told.putObject("accessConfig").put("authenticationMode", "API_AND_CONFIG_MAP");
    told.putObject("identity").putObject("oidc").put("issuer", "https://" + OidcProvider.HOST);
    return told;
  }

  private ObjectNode create(JsonNode asked) {
    String namespace = required(asked, "namespace");
    String serviceAccount = required(asked, "serviceAccount");
    return identities
        .create(namespace, serviceAccount, required(asked, "roleArn"), tagsOf(asked))
        .map(Eks::described)
        .orElseThrow(
            () ->
                new AwsError(
                    CONFLICT,
                    "ResourceInUseException",
                    "Association already exists for service account "
                        + serviceAccount
                        + " in namespace "
                        + namespace));
  }

  private ObjectNode update(String id, JsonNode asked) {
    String role = required(asked, "roleArn");
    return described(found(identities.change(id, association -> association.withRole(role)), id));
  }

  /** Tags of an association, the only thing here that has any. */
  private Response tags(String operation, Request request, Caller caller) {
    String arn = String.join("/", request.segments()).substring("tags/".length());
    caller.requireAdmin("eks:" + operation, arn);
    String id = arn.substring(arn.lastIndexOf('/') + 1);
    PodIdentities.Association association =
        found(identities.get(id).filter(known -> known.arn().equals(arn)), id);
    ObjectNode answer = Json.object();
    if (operation.equals("TagResource")) {
      Map<String, String> tags = tagsOf(Json.body(request));
      found(identities.change(id, known -> known.withTags(tags)), id);
    } else {
      association.tags().forEach(answer.putObject("tags")::put);
    }
    return Json.answer(answer);
  }

  private static Map<String, String> tagsOf(JsonNode asked) {
    Map<String, String> tags = new TreeMap<>();
    asked.path("tags").properties().forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
    return tags;
  }

  private void list(Request request, ArrayNode told) {
    Optional<String> namespace = request.parameter("namespace");
    Optional<String> serviceAccount = request.parameter("serviceAccount");
    identities.all().stream()
        .filter(each -> namespace.isEmpty() || namespace.get().equals(each.namespace()))
        .filter(
            each -> serviceAccount.isEmpty() || serviceAccount.get().equals(each.serviceAccount()))
        .map(Eks::described)
        .forEach(
            each ->
                told.add(
                    each.retain(
                        "clusterName",
                        "namespace",
                        "serviceAccount",
                        "associationArn",
                        "associationId")));
  }

  private static PodIdentities.Association found(
      Optional<PodIdentities.Association> association, String id) {
    return association.orElseThrow(
        () ->
            new AwsError(
                MISSING, "ResourceNotFoundException", "No association found for id: " + id));
  }

  private static ObjectNode described(PodIdentities.Association association) {
    ObjectNode told =
        Json.object()
            .put("clusterName", Account.CLUSTER)
            .put("namespace", association.namespace())
            .put("serviceAccount", association.serviceAccount())
            .put("roleArn", association.roleArn())
            .put("associationArn", association.arn())
            .put("associationId", association.id())
            .put("createdAt", association.createdAt().getEpochSecond())
            .put("modifiedAt", association.modifiedAt().getEpochSecond());
    association.tags().forEach(told.putObject("tags")::put);
    return told;
  }

  private static String required(JsonNode asked, String field) {
    return Json.text(asked, field)
        .filter(text -> !text.isEmpty())
        .orElseThrow(
            () ->
                new AwsError(
                    400, "InvalidParameterException", "The parameter " + field + " is missing."));
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
