package dev.hearth.gateway.http;

import dev.hearth.gateway.team.Caller;
import dev.hearth.gateway.team.identity.Credential;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * Who sends requests as an identity provider has it: by its tokens, or by the cookies of browsers
 * that have signed in there. Called on the request's event loop, and answers there. Answers fail
 * with {@link dev.hearth.gateway.error.Forbidden} where there is a reason to tell, and with {@link
 * dev.hearth.gateway.error.Unavailable} if the provider must be asked and cannot be.
 */
public interface RequestIdentity {

  /** Whether this gateway has such a provider. */
  boolean on();

  /** Whether a credential looks like the provider's; it is shown to nobody else then. */
  boolean issues(Credential credential);

  /** Whose token it is; empty if it is not good. */
  Future<Optional<Caller>> bearer(RoutingContext context, Credential credential);

  /** Whether a browser shows the cookie of a session, good or not. */
  boolean hasSession(RoutingContext context);

  /** Who the browser's user is; may set its cookies anew. */
  Future<Visit> visit(RoutingContext context);

  /**
   * Ends the session of a browser here; where it goes to end it at the provider, too, unless that
   * is not wanted.
   */
  Future<Optional<Visit.Elsewhere>> signOut(RoutingContext context);

  /** Where a browser goes to sign in, from which it comes back to this request's page. */
  Future<Visit.Elsewhere> signIn(RoutingContext context);
}
