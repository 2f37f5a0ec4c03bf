package dev.hearth.gateway.http;

import dev.hearth.gateway.team.Caller;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.RequestScoped;

/** Who sends the present request; for resources. */
@RequestScoped
public class Requester {
  private final CurrentVertxRequest request;

  Requester(CurrentVertxRequest request) {
    this.request = request;
  }

  public Caller caller() {
    return AccessFilter.caller(request.getCurrent())
        .orElseThrow(() -> new IllegalStateException("this path needs no credential"));
  }
}
