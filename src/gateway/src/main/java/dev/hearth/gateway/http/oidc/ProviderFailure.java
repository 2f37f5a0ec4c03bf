package dev.hearth.gateway.http.oidc;

import dev.hearth.gateway.error.Forbidden;
import dev.hearth.gateway.error.HearthException;
import dev.hearth.gateway.error.Unavailable;
import dev.hearth.gateway.http.SignInRoutes;
import io.quarkus.oidc.OIDCException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.security.AuthenticationCompletionException;
import io.vertx.core.VertxException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;

/** Why the provider's side has let nobody in. */
enum ProviderFailure {
  /** A token whose time is over. */
  EXPIRED,
  /** A token that is wrong in another way; which one is nobody's business but the log's. */
  NOT_GOOD,
  /** A step of a browser's sign-in that does not fit the one before. */
  SIGN_IN,
  /** A reason that Hearth has words for already. */
  IN_WORDS,
  /** The provider gives no answer, or none that makes sense. */
  UNREACHABLE;

  /** RFC 6749, 5.2. */
  private static final String INVALID_GRANT = "\"invalid_grant\"";

  private static final Logger LOG = Logger.getLogger(ProviderFailure.class);

  static ProviderFailure of(Throwable failure) {
    if (failure instanceof HearthException) {
      return IN_WORDS;
    }
    boolean completion = false;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof InvalidJwtException jwt) {
        return jwt.hasErrorCode(ErrorCodes.EXPIRED) ? EXPIRED : completion ? SIGN_IN : NOT_GOOD;
      }
      completion |= cause instanceof AuthenticationCompletionException;
      if (noAnswer(cause)) {
        return UNREACHABLE;
      }
    }
    if (root(failure) instanceof RuntimeException unknown
        && !(unknown instanceof SecurityException)) {
      LOG.infof("A token or a cookie cannot be read: %s", unknown);
    }
    return completion ? SIGN_IN : NOT_GOOD;
  }

  /** Not so if it has answered that a code or a token to renew the session is not good any more. */
  private static boolean noAnswer(Throwable cause) {
    boolean network =
        cause instanceof IOException
            || cause instanceof TimeoutException
            || cause instanceof VertxException
            || cause instanceof ConfigurationException;
    return network
        || cause instanceof OIDCException
            && !String.valueOf(cause.getMessage()).contains(INVALID_GRANT);
  }

  /** For who has sent the request; for the operator, the log says more. */
  HearthException inWords(Throwable failure) {
    switch (this) {
      case IN_WORDS:
        return (HearthException) failure;
      case EXPIRED:
        return new Forbidden("Your token has expired. Get a new one from the identity provider.");
      case NOT_GOOD:
        return new Forbidden("Your token is not good here.");
      case SIGN_IN:
        LOG.infof("A browser's sign-in failed: %s", root(failure));
        return new Forbidden(
            "Signing in did not succeed. Start again at " + SignInRoutes.LOGIN + ".");
      default:
        LOG.warnf("The identity provider cannot be asked: %s", root(failure));
        return new Unavailable(
            "It cannot be checked now who you are: the identity provider"
                + " (hearth.auth.oidc.server-url) gives no answer. Try again later.",
            failure);
    }
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
