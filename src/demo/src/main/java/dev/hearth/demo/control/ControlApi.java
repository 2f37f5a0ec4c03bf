package dev.hearth.demo.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearth.demo.fault.Fault;
import dev.hearth.demo.fault.Faults;
import dev.hearth.demo.fault.SeenRequests;
import dev.hearth.demo.http.BearerToken;
import dev.hearth.demo.http.Request;
import dev.hearth.demo.http.Response;
import dev.hearth.demo.http.WebServer;
import java.io.IOException;
import java.util.Optional;

/**
 * {@code POST}, {@code GET} and {@code DELETE /demo/faults}, {@code GET /demo/requests}, and {@code
 * GET /demo/ready}, for who sends the token. All else goes to AWS.
 */
public final class ControlApi implements WebServer.Handler {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** How a request to AWS begins its header Authorization, also one to a bucket named demo. */
  private static final String SIGNATURE = "AWS4-";

  private final BearerToken token;
  private final Faults faults;
  private final SeenRequests seen;
  private final WebServer.Handler aws;

  public ControlApi(BearerToken token, Faults faults, SeenRequests seen, WebServer.Handler aws) {
    this.token = token;
    this.faults = faults;
    this.seen = seen;
    this.aws = aws;
  }

  @Override
  public Optional<Response> handle(Request request) {
    Optional<String> authorization = request.header("Authorization");
    if (!request.path().startsWith("/demo/")
        || authorization.filter(sent -> sent.startsWith(SIGNATURE)).isPresent()) {
      return aws.handle(request);
    }
    if (!token.opens(authorization)) {
      return Optional.of(
          Response.text(
                  401,
                  "text/plain",
                  "The token is missing or not this stand-in's: curl -H @FOLDER/authorization"
                      + " sends it.\n")
              .with("WWW-Authenticate", "Bearer"));
    }
    return Optional.of(
        switch (request.method() + " " + request.path()) {
          case "GET /demo/ready" -> Response.text(200, "text/plain", "ready\n");
          case "GET /demo/requests" -> requests();
          case "GET /demo/faults" -> allFaults();
          case "POST /demo/faults" -> add(request);
          case "DELETE /demo/faults" -> {
            faults.clear();
            yield Response.of(204);
          }
          default -> Response.text(404, "text/plain", "There is no such thing here.\n");
        });
  }

  private Response add(Request request) {
    try {
      JsonNode body = JSON.readTree(request.body());
      for (JsonNode each : body.isArray() ? body : JSON.createArrayNode().add(body)) {
        faults.add(fault(each));
      }
      return allFaults();
    } catch (IOException | IllegalArgumentException e) {
      return Response.text(400, "text/plain", "Not a fault: " + e.getMessage() + "\n");
    }
  }

  private static Fault fault(JsonNode json) {
    return new Fault(
        JSON.convertValue(json.path("kind"), Fault.Kind.class),
        Optional.ofNullable(json.path("operation").textValue()),
        Optional.ofNullable(json.path("run").textValue()),
        json.path("times").asInt(1),
        json.path("status").asInt(500),
        json.path("code").asText("InternalServerException"),
        json.path("millis").asLong(0));
  }

  private Response allFaults() {
    ArrayNode all = JSON.createArrayNode();
    for (Fault fault : faults.all()) {
      ObjectNode one = all.addObject();
      one.set("kind", JSON.valueToTree(fault.kind()));
      fault.operation().ifPresent(operation -> one.put("operation", operation));
      fault.run().ifPresent(run -> one.put("run", run));
      one.put("times", fault.times());
    }
    return json(all);
  }

  private Response requests() {
    ArrayNode all = JSON.createArrayNode();
    for (SeenRequests.Seen request : seen.all()) {
      all.addObject()
          .put("time", request.time().toString())
          .put("service", request.service())
          .put("operation", request.operation())
          .put("caller", request.caller())
          .put("method", request.method())
          .put("path", request.path())
          .put("status", request.status())
          .put("body", request.body());
    }
    return json(all);
  }

  private static Response json(JsonNode body) {
    try {
      return Response.text(
          200,
          "application/json",
          JSON.writerWithDefaultPrettyPrinter().writeValueAsString(body) + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
