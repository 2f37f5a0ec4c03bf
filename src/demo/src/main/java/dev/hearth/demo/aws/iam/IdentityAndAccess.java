package dev.hearth.demo.aws.iam;

import dev.hearth.demo.aws.Account;
import dev.hearth.demo.aws.AwsError;
import dev.hearth.demo.aws.AwsService;
import dev.hearth.demo.aws.Caller;
import dev.hearth.demo.aws.protocol.Json;
import dev.hearth.demo.aws.protocol.Query;
import dev.hearth.demo.aws.protocol.Xml;
import dev.hearth.demo.http.Request;
import dev.hearth.demo.http.Response;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The part of the service IAM (2010-05-08) that is about roles, their inline policies, and the
 * cluster's OpenID provider.
 */
public final class IdentityAndAccess implements AwsService {
  private static final Query QUERY = new Query("https://iam.amazonaws.com/doc/2010-05-08/");
  private static final int MISSING = 404;
  private static final int CONFLICT = 409;

  private final Roles roles;

  public IdentityAndAccess(Roles roles) {
    this.roles = roles;
  }

  @Override
  public String signingName() {
    return "iam";
  }

  @Override
  public String operation(Request request) {
    return QUERY.operation(request);
  }

  @Override
  public Response handle(String operation, Request request, Caller caller) {
    Map<String, String> form = request.form();
    if (operation.equals("GetOpenIDConnectProvider")) {
      return provider(operation, form, caller);
    }
    caller.requireAdmin("iam:" + operation, Account.roleArn(form.getOrDefault("RoleName", "*")));
    String name = Query.required(form, "RoleName");
    return switch (operation) {
      case "CreateRole" -> create(operation, name, form);
      case "GetRole" -> {
        Role role = role(name);
        yield QUERY.answer(operation, xml -> write(xml, role));
      }
      case "DeleteRole" -> delete(operation, name);
      case "UpdateAssumeRolePolicy" -> {
        String trust = policy(form, "PolicyDocument");
        change(name, role -> role.withTrust(trust));
        yield QUERY.answer(operation);
      }
      case "PutRolePermissionsBoundary" -> {
        String boundary = Query.required(form, "PermissionsBoundary");
        change(name, role -> role.withBoundary(Optional.of(boundary)));
        yield QUERY.answer(operation);
      }
      case "DeleteRolePermissionsBoundary" -> {
        change(name, role -> role.withBoundary(Optional.empty()));
        yield QUERY.answer(operation);
      }
      case "PutRolePolicy" -> {
        String policyName = Query.required(form, "PolicyName");
        String document = policy(form, "PolicyDocument");
        change(name, role -> role.withPolicy(policyName, document));
        yield QUERY.answer(operation);
      }
      case "GetRolePolicy" -> {
        String policyName = Query.required(form, "PolicyName");
        String document = document(name, policyName);
        yield QUERY.answer(
            operation,
            xml ->
                xml.put("RoleName", name)
                    .put("PolicyName", policyName)
                    .put("PolicyDocument", encoded(document)));
      }
      case "DeleteRolePolicy" -> {
        String policyName = Query.required(form, "PolicyName");
        document(name, policyName);
        change(name, role -> role.withoutPolicy(policyName));
        yield QUERY.answer(operation);
      }
      case "ListRolePolicies" -> {
        Role role = role(name);
        yield QUERY.answer(
            operation,
            xml -> {
              xml.open("PolicyNames");
              role.policies().keySet().forEach(each -> xml.put("member", each));
              xml.close().put("IsTruncated", false);
            });
      }
      case "ListAttachedRolePolicies" -> {
        role(name);
        yield QUERY.answer(
            operation, xml -> xml.open("AttachedPolicies").close().put("IsTruncated", false));
      }
      case "TagRole" -> {
        Map<String, String> tags = tags(form);
        change(name, role -> role.withTags(tags));
        yield QUERY.answer(operation);
      }
      case "ListRoleTags" -> {
        Role role = role(name);
        yield QUERY.answer(operation, xml -> writeTags(xml, role).put("IsTruncated", false));
      }
      default -> throw new AwsError(400, "InvalidAction", "Could not find operation " + operation);
    };
  }

  private static Response provider(String operation, Map<String, String> form, Caller caller) {
    String arn = Query.required(form, "OpenIDConnectProviderArn");
    caller.requireAdmin("iam:" + operation, arn);
    if (!arn.equals(OidcProvider.ARN)) {
      throw new AwsError(
          MISSING, "NoSuchEntity", "OpenIDConnect Provider not found for arn " + arn);
    }
    return QUERY.answer(
        operation,
        xml -> {
          xml.put("Url", OidcProvider.HOST);
          xml.open("ClientIDList").put("member", OidcProvider.AUDIENCE).close();
          xml.open("ThumbprintList").close();
        });
  }

  private Response create(String operation, String name, Map<String, String> form) {
    if (!name.matches("[\\w+=,.@-]{1,64}")) {
      throw new AwsError(
          400,
          "ValidationError",
          "The specified value for roleName is invalid. It must contain only alphanumeric"
              + " characters and/or the following: +=,.@_-");
    }
    String path = form.getOrDefault("Path", "/");
    if (!path.matches("/|/[!-~]+/")) {
      throw new AwsError(
          400,
          "ValidationError",
          "The specified value for path is invalid. It must begin and end with / and contain only"
              + " alphanumeric characters and/or / characters.");
    }
    Role role =
        roles
            .create(
                name,
                path,
                form.getOrDefault("Description", ""),
                policy(form, "AssumeRolePolicyDocument"),
                Optional.ofNullable(form.get("PermissionsBoundary")),
                tags(form))
            .orElseThrow(
                () ->
                    new AwsError(
                        CONFLICT,
                        "EntityAlreadyExists",
                        "Role with name " + name + " already exists."));
    return QUERY.answer(operation, xml -> write(xml, role));
  }

  private Response delete(String operation, String name) {
    if (!role(name).policies().isEmpty()) {
      throw new AwsError(
          CONFLICT, "DeleteConflict", "Cannot delete entity, must delete policies first.");
    }
    roles.remove(name);
    return QUERY.answer(operation);
  }

  private Role role(String name) {
    return roles.get(name).orElseThrow(() -> noRole(name));
  }

  private void change(String name, java.util.function.UnaryOperator<Role> change) {
    roles.change(name, change).orElseThrow(() -> noRole(name));
  }

  private static AwsError noRole(String name) {
    return new AwsError(
        MISSING, "NoSuchEntity", "The role with name " + name + " cannot be found.");
  }

  private String document(String role, String policy) {
    String document = role(role).policies().get(policy);
    if (document == null) {
      throw new AwsError(
          MISSING, "NoSuchEntity", "The role policy with name " + policy + " cannot be found.");
    }
    return document;
  }

  private static String policy(Map<String, String> form, String field) {
    String document = Query.required(form, field);
    try {
      if (Json.MAPPER.readTree(document).has("Statement")) {
        return document;
      }
    } catch (IOException e) {
      throw new AwsError(
          400, "MalformedPolicyDocument", "This policy contains invalid Json: " + e.getMessage());
    }
    throw new AwsError(400, "MalformedPolicyDocument", "Missing required field Statement");
  }

  private static Map<String, String> tags(Map<String, String> form) {
    Map<String, String> tags = new TreeMap<>();
    for (int i = 1; form.containsKey("Tags.member." + i + ".Key"); i++) {
      tags.put(
          form.get("Tags.member." + i + ".Key"),
          form.getOrDefault("Tags.member." + i + ".Value", ""));
    }
    return tags;
  }

  private static void write(Xml xml, Role role) {
    xml.open("Role")
        .put("Path", role.path())
        .put("RoleName", role.name())
        .put("RoleId", role.id())
        .put("Arn", role.arn())
        .put("CreateDate", role.createdAt())
        .put("Description", role.description())
        .put("AssumeRolePolicyDocument", encoded(role.trust()))
        .put("MaxSessionDuration", 3600);
    role.boundary()
        .ifPresent(
            arn ->
                xml.open("PermissionsBoundary")
                    .put("PermissionsBoundaryType", "Policy")
                    .put("PermissionsBoundaryArn", arn)
                    .close());
    writeTags(xml, role).close();
  }

  private static Xml writeTags(Xml xml, Role role) {
    xml.open("Tags");
    role.tags()
        .forEach((key, value) -> xml.open("member").put("Key", key).put("Value", value).close());
    return xml.close();
  }

  /** IAM gives policies URL-encoded (RFC 3986). */
  private static String encoded(String document) {
    return URLEncoder.encode(document, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public Response error(AwsError error) {
    // The model of IAM knows its denials by another name than those of services with JSON.
    return QUERY.error(
        error.code().equals("AccessDeniedException")
            ? new AwsError(error.status(), "AccessDenied", error.getMessage())
            : error);
  }

  @Override
  public String unknownKeyCode() {
    return "InvalidClientTokenId";
  }
}
