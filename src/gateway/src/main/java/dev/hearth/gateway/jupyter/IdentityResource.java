package dev.hearth.gateway.jupyter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hearth.gateway.error.InvalidRequest;
import dev.hearth.gateway.http.PlainText;
import dev.hearth.gateway.http.Requester;
import dev.hearth.gateway.team.Caller;
import dev.hearth.protocol.message.Json;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** {@code /api/me}: who the requester is, and what they may do. */
@Path("/api/me")
@Produces(MediaType.APPLICATION_JSON)
public class IdentityResource {
  /** A user may do all that this gateway does, with what is their own. */
  private static final Set<String> RESOURCES = Set.of("api", "kernels", "kernelspecs", "sessions");

  private static final Set<String> ACTIONS = Set.of("read", "write", "execute");

  private final Requester requester;

  IdentityResource(Requester requester) {
    this.requester = requester;
  }

  /** As Jupyter has it; what Hearth does not know is {@code null}. */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  public record Identity(
      String username,
      String name,
      String displayName,
      String initials,
      String avatarUrl,
      String color) {

    static Identity of(Caller caller) {
      String user = caller.user();
      String initial = user.isEmpty() ? "" : user.substring(0, user.offsetByCodePoints(0, 1));
      return new Identity(user, user, user, initial.toUpperCase(Locale.ROOT), null, null);
    }
  }

  /**
   * @param permissions of those asked for, the ones that are given
   * @param updatableFields none: who somebody is, is not theirs to say
   */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  public record Me(
      Identity identity, Map<String, List<String>> permissions, List<String> updatableFields) {}

  /**
   * @param permissions JSON such as {@code {"kernels": ["read", "execute"]}}
   */
  @GET
  public Me me(@QueryParam("permissions") String permissions) {
    return new Me(Identity.of(requester.caller()), granted(permissions), List.of());
  }

  private static Map<String, List<String>> granted(String permissions) {
    Map<String, List<String>> granted = new LinkedHashMap<>();
    if (permissions == null || permissions.isEmpty()) {
      return granted;
    }
    JsonNode asked = parse(permissions);
    asked
        .properties()
        .forEach(entry -> granted.put(entry.getKey(), granted(entry.getKey(), entry.getValue())));
    return granted;
  }

  private static List<String> granted(String resource, JsonNode actions) {
    if (!actions.isArray() || !PlainText.is(resource)) {
      throw malformed(null);
    }
    List<String> granted = new ArrayList<>();
    for (JsonNode action : actions) {
      if (RESOURCES.contains(resource) && ACTIONS.contains(action.asText())) {
        granted.add(action.asText());
      }
    }
    return granted;
  }

  private static JsonNode parse(String permissions) {
    try {
      JsonNode asked = Json.mapper().readTree(permissions);
      if (!asked.isObject()) {
        throw malformed(null);
      }
      return asked;
    } catch (JsonProcessingException e) {
      throw malformed(e);
    }
  }

  private static InvalidRequest malformed(Exception cause) {
    return new InvalidRequest(
        "'permissions' must be JSON such as {\"kernels\": [\"read\", \"execute\"]}.", cause);
  }
}
