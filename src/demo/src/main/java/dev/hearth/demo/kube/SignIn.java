package dev.hearth.demo.kube;

import dev.hearth.demo.http.BearerToken;
import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.util.Optional;

/** Lets in who sends the token; answers others as an API server answers whom it does not know. */
final class SignIn extends Dispatcher {
  private static final int UNAUTHORIZED = 401;
  private static final String REFUSAL =
      """
      {"kind":"Status","apiVersion":"v1","status":"Failure","message":"Unauthorized",\
      "reason":"Unauthorized","code":401}""";

  private final BearerToken token;
  private final Dispatcher api;

  SignIn(BearerToken token, Dispatcher api) {
    this.token = token;
    this.api = api;
  }

  @Override
  public MockResponse dispatch(RecordedRequest request) {
    if (token.opens(Optional.ofNullable(request.getHeader("Authorization")))) {
      return api.dispatch(request);
    }
    return new MockResponse()
        .setResponseCode(UNAUTHORIZED)
        .setHeader("Content-Type", "application/json")
        .setBody(REFUSAL);
  }

  @Override
  public void shutdown() {
    api.shutdown();
  }
}
