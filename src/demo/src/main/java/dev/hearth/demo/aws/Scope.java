package dev.hearth.demo.aws;

import dev.hearth.demo.http.Request;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The scope of a request's signature (Signature Version 4), from the header or, of a signed URL,
 * the query. The signature itself is not verified: access keys are drawn at each start and told to
 * nobody but the owner, so who knows one is let in.
 *
 * @param service by its signing name
 */
record Scope(String accessKey, String region, String service) {
  private static final Pattern HEADER =
      Pattern.compile(
          "AWS4-HMAC-SHA256\\s+Credential=([^/]+)/\\d{8}/([^/]+)/([^/]+)/aws4_request,"
              + "\\s*SignedHeaders=[^,]+,\\s*Signature=[0-9a-f]{64}");
  private static final Pattern PARAMETER =
      Pattern.compile("([^/]+)/\\d{8}/([^/]+)/([^/]+)/aws4_request");

  /** Empty if the request is not signed. */
  static Optional<Scope> of(Request request) {
    Optional<Matcher> found =
        request
            .header("Authorization")
            .map(HEADER::matcher)
            .or(() -> request.parameter("X-Amz-Credential").map(PARAMETER::matcher));
    return found
        .filter(Matcher::matches)
        .map(parts -> new Scope(parts.group(1), parts.group(2), parts.group(3)));
  }
}
