package dev.hearth.demo.aws;

import dev.hearth.demo.aws.protocol.Json;
import dev.hearth.demo.fault.Fault;
import dev.hearth.demo.fault.Faults;
import dev.hearth.demo.fault.SeenRequests;
import dev.hearth.demo.http.Request;
import dev.hearth.demo.http.Response;
import dev.hearth.demo.http.WebServer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The one address of all services: finds the service by the signature's scope, lets in who is
 * known, and lets go wrong what shall go wrong.
 */
public final class AwsEndpoint implements WebServer.Handler {
  private static final Logger LOG = Logger.getLogger(AwsEndpoint.class.getName());
  private static final int SHOWN_BODY = 200_000;
  private static final String ANONYMOUS_SERVICE = "sts";
  private static final String ANONYMOUS_OPERATION = "AssumeRoleWithWebIdentity";

  private final Map<String, AwsService> services = new LinkedHashMap<>();
  private final Principals principals;
  private final Faults faults;
  private final SeenRequests seen;

  public AwsEndpoint(
      List<AwsService> services, Principals principals, Faults faults, SeenRequests seen) {
    services.forEach(service -> this.services.put(service.signingName(), service));
    this.principals = principals;
    this.faults = faults;
    this.seen = seen;
  }

  @Override
  public Optional<Response> handle(Request request) {
    Optional<Scope> scope = Scope.of(request);
    if (scope.isEmpty() && !isAnonymous(request)) {
      return Optional.of(unsigned(request));
    }
    AwsService service = services.get(scope.map(Scope::service).orElse(ANONYMOUS_SERVICE));
    if (service == null) {
      return Optional.of(
          Json.error(
              new AwsError(
                  404,
                  "UnknownServiceException",
                  "This stand-in has no service '"
                      + scope.get().service()
                      + "'; it has "
                      + services.keySet()
                      + ".")));
    }
    return handle(service, request, scope);
  }

  private Optional<Response> handle(AwsService service, Request request, Optional<Scope> scope) {
    String operation = "?";
    Optional<Caller> caller = scope.flatMap(known -> principals.of(known.accessKey()));
    Response response;
    boolean lost = false;
    try {
      operation = service.operation(request);
      refuseByFault(operation);
      if (scope.isPresent() && caller.isEmpty()) {
        throw new AwsError(
            403,
            service.unknownKeyCode(),
            "The security token included in the request is invalid.");
      }
      response = service.handle(operation, request, caller.orElse(null));
      lost = faults.takeForCall(Fault.Kind.LOSE_ANSWER, operation).isPresent();
    } catch (AwsError e) {
      response = service.error(e);
    } catch (RuntimeException e) {
      LOG.log(Level.SEVERE, service.signingName() + " " + operation + " failed", e);
      response =
          service.error(new AwsError(500, "InternalServerException", "The stand-in failed: " + e));
    }
    response = response.with("x-amzn-RequestId", java.util.UUID.randomUUID().toString());
    note(service, operation, caller, request, lost ? 0 : response.status());
    return lost ? Optional.empty() : Optional.of(response);
  }

  private void refuseByFault(String operation) {
    Optional<Fault> delay = faults.takeForCall(Fault.Kind.DELAY, operation);
    if (delay.isPresent()) {
      try {
        Thread.sleep(delay.get().millis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AwsError(503, "ServiceUnavailable", "The stand-in is stopping.");
      }
    }
    if (faults.takeForCall(Fault.Kind.THROTTLE, operation).isPresent()) {
      throw new AwsError(429, "ThrottlingException", "Rate exceeded");
    }
    faults
        .takeForCall(Fault.Kind.ERROR, operation)
        .ifPresent(
            fault -> {
              throw new AwsError(fault.status(), fault.code(), "A fault that was asked for.");
            });
  }

  private static boolean isAnonymous(Request request) {
    return request.method().equals("POST")
        && request.header("Content-Type").orElse("").startsWith("application/x-www-form-urlencoded")
        && ANONYMOUS_OPERATION.equals(request.form().get("Action"));
  }

  private Response unsigned(Request request) {
    Response refusal =
        Json.error(new AwsError(403, "MissingAuthenticationToken", "Missing Authentication Token"));
    seen.add(
        new SeenRequests.Seen(
            Instant.now(), "?", "?", "nobody", request.method(), request.path(), 403, ""));
    return refusal;
  }

  private void note(
      AwsService service, String operation, Optional<Caller> caller, Request request, int status) {
    seen.add(
        new SeenRequests.Seen(
            Instant.now(),
            service.signingName(),
            operation,
            caller.map(Caller::arn).orElse("nobody"),
            request.method(),
            request.path() + (request.query().isEmpty() ? "" : "?" + request.query()),
            status,
            request.body().length > SHOWN_BODY ? "" : shown(service, request)));
  }

  /** A token of a web identity is nobody's business; what goes to S3 need not be text. */
  private static String shown(AwsService service, Request request) {
    return switch (service.signingName()) {
      case "s3" -> "(" + request.body().length + " bytes)";
      case ANONYMOUS_SERVICE -> "(not shown)";
      default -> request.text();
    };
  }
}
