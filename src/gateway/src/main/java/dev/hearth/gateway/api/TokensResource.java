package dev.hearth.gateway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hearth.gateway.http.RequestBody;
import dev.hearth.gateway.http.Requester;
import dev.hearth.gateway.team.Role;
import dev.hearth.gateway.team.Scope;
import dev.hearth.gateway.team.identity.Authentication;
import dev.hearth.gateway.team.identity.NamedToken;
import dev.hearth.gateway.team.identity.NamedTokens;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Access tokens by name. */
@Path("/api/hearth/tokens")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class TokensResource {
  private final NamedTokens tokens;
  private final Authentication authentication;
  private final Requester requester;

  TokensResource(NamedTokens tokens, Authentication authentication, Requester requester) {
    this.tokens = tokens;
    this.authentication = authentication;
    this.requester = requester;
  }

  /**
   * A token.
   *
   * @param state {@code good}, {@code expired} or {@code revoked}
   * @param token the token itself: only in the answer to its making
   */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Token(
      String id,
      String name,
      String user,
      String team,
      String role,
      String scope,
      String state,
      String createdBy,
      Instant createdAt,
      Instant expiresAt,
      Instant lastUsedAt,
      String token) {

    static Token of(NamedToken token, String secret) {
      String state =
          token.revokedAt().isPresent()
              ? "revoked"
              : Instant.now().isBefore(token.expiresAt()) ? "good" : "expired";
      return new Token(
          token.id(),
          token.name(),
          token.owner().user(),
          token.owner().team().value(),
          token.role().wireName(),
          token.scope().wireName(),
          state,
          token.createdBy(),
          token.createdAt(),
          token.expiresAt(),
          token.lastUsedAt().orElse(null),
          secret);
    }

    /** Without the token itself. */
    @Override
    public String toString() {
      return "Token[" + id + "]";
    }
  }

  /**
   * What may be said of a new token; all but the name may be missing.
   *
   * @param expiresIn in seconds
   */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  public record NewToken(
      String name, String user, String team, String role, String scope, Integer expiresIn) {}

  /** The caller's own, those of teams whose admin they are, or all for an operator. */
  @GET
  public List<Token> list() {
    return tokens.list(requester.caller()).stream().map(token -> Token.of(token, null)).toList();
  }

  /** The one answer that shows the token. */
  @POST
  @Consumes(MediaType.WILDCARD)
  @org.eclipse.microprofile.openapi.annotations.parameters.RequestBody(
      content = @Content(schema = @Schema(implementation = NewToken.class)))
  public Response make(InputStream body) throws IOException {
    NamedTokens.Made made = tokens.make(wanted(RequestBody.read(body)), requester.caller());
    return Response.status(Response.Status.CREATED)
        .entity(Token.of(made.token(), made.secret()))
        .build();
  }

  private static NamedTokens.Wanted wanted(RequestBody body) {
    return new NamedTokens.Wanted(
        body.requireText("name"),
        body.text("user"),
        body.text("team"),
        body.text("role").map(Role::of),
        body.text("scope").map(Scope::of),
        body.integer("expires_in").map(Duration::ofSeconds));
  }

  /** Requests with it are refused from now on; open sockets are closed within a minute. */
  @DELETE
  @Path("{id}")
  public Response revoke(@PathParam("id") String id) {
    tokens.revoke(id, requester.caller());
    authentication.forget();
    return Response.noContent().build();
  }
}
