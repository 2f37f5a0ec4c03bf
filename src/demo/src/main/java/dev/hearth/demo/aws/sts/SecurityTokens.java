package dev.hearth.demo.aws.sts;

import dev.hearth.demo.aws.Account;
import dev.hearth.demo.aws.AwsError;
import dev.hearth.demo.aws.AwsService;
import dev.hearth.demo.aws.Caller;
import dev.hearth.demo.aws.Principals;
import dev.hearth.demo.aws.protocol.Query;
import dev.hearth.demo.aws.protocol.Xml;
import dev.hearth.demo.http.BearerToken;
import dev.hearth.demo.http.Request;
import dev.hearth.demo.http.Response;
import java.util.Map;

/** The service STS, 2011-06-15. An assumed role has the rights of who assumed it. */
public final class SecurityTokens implements AwsService {
  private static final Query QUERY = new Query("https://sts.amazonaws.com/doc/2011-06-15/");
  private static final String HOUR = "3600";

  private final Principals principals;
  private final Caller webIdentity;
  private final BearerToken token;

  /**
   * @param webIdentity whose rights a web identity gets
   * @param token the one web identity that is known
   */
  public SecurityTokens(Principals principals, Caller webIdentity, BearerToken token) {
    this.principals = principals;
    this.webIdentity = webIdentity;
    this.token = token;
  }

  @Override
  public String signingName() {
    return "sts";
  }

  @Override
  public String operation(Request request) {
    return QUERY.operation(request);
  }

  @Override
  public Response handle(String operation, Request request, Caller caller) {
    Map<String, String> form = request.form();
    return switch (operation) {
      case "GetCallerIdentity" ->
          QUERY.answer(
              operation,
              xml ->
                  xml.put("Arn", caller.arn())
                      .put("UserId", caller.userId())
                      .put("Account", Account.ID));
      case "AssumeRole" -> assume(operation, form, caller);
      case "AssumeRoleWithWebIdentity" -> {
        if (!token.isSame(Query.required(form, "WebIdentityToken"))) {
          throw new AwsError(
              400,
              "InvalidIdentityToken",
              "The web identity token that was passed could not be validated by AWS.");
        }
        yield assume(operation, form, webIdentity);
      }
      default -> throw new AwsError(400, "InvalidAction", "Could not find operation " + operation);
    };
  }

  private Response assume(String operation, Map<String, String> form, Caller caller) {
    Principals.Session session =
        principals.assume(
            caller,
            Query.required(form, "RoleArn"),
            Query.required(form, "RoleSessionName"),
            Long.parseLong(form.getOrDefault("DurationSeconds", HOUR)));
    return QUERY.answer(operation, xml -> write(xml, session));
  }

  private static void write(Xml xml, Principals.Session session) {
    xml.open("Credentials")
        .put("AccessKeyId", session.accessKey())
        .put("SecretAccessKey", session.secretKey())
        .put("SessionToken", session.token())
        .put("Expiration", session.expiration())
        .close()
        .open("AssumedRoleUser")
        .put("Arn", session.assumedArn())
        .put("AssumedRoleId", session.assumedId())
        .close();
  }

  @Override
  public Response error(AwsError error) {
    return QUERY.error(error);
  }

  @Override
  public String unknownKeyCode() {
    return "InvalidClientTokenId";
  }
}
