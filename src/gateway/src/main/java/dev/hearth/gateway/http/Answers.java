package dev.hearth.gateway.http;

import dev.hearth.gateway.error.Forbidden;
import dev.hearth.gateway.error.HearthException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import org.jboss.logging.Logger;

/** What requests are answered with before a resource has them. Each ends its response. */
final class Answers {
  private static final Logger LOG = Logger.getLogger(Answers.class);

  private Answers() {}

  /**
   * @param reason what to do next, or {@code null}
   */
  static void refuse(RoutingContext context, int status, String message, String reason) {
    ErrorAnswer answer = new ErrorAnswer(status, message, reason);
    context
        .response()
        .setStatusCode(answer.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, answer.mediaType(context.normalizedPath()))
        .end(Buffer.buffer(answer.body(context.normalizedPath())));
  }

  static void redirect(RoutingContext context, String url) {
    context
        .response()
        .setStatusCode(302)
        .putHeader(HttpHeaders.LOCATION, url)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end();
  }

  static void lockedOut(RoutingContext context, Duration left) {
    long seconds = left.toSeconds() + 1;
    context.response().putHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    refuse(
        context,
        429,
        "Too many wrong tokens came from this address.",
        "New ones are looked at again in " + seconds + " s.");
  }

  /** A credential could not be checked. */
  static void unavailable(RoutingContext context, Throwable failure) {
    if (failure instanceof HearthException known) {
      refuse(context, failure instanceof Forbidden ? 403 : 503, known.getMessage(), null);
      return;
    }
    LOG.error("A credential could not be checked", failure);
    refuse(context, 503, "Your token cannot be checked now.", "The gateway's log says why.");
  }
}
