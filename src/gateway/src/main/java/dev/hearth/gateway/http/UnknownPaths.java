package dev.hearth.gateway.http;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Answers in JSON where no route of the API does. */
@ApplicationScoped
public class UnknownPaths {

  void register(@Observes Router router) {
    router.route("/api/*").order(Integer.MAX_VALUE).handler(UnknownPaths::answer);
  }

  private static void answer(RoutingContext context) {
    Answers.refuse(context, 404, "There is nothing at this address.", null);
  }
}
