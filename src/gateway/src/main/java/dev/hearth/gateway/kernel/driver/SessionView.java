package dev.hearth.gateway.kernel.driver;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hearth.gateway.kernel.Kernel;
import dev.hearth.gateway.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A session as its users see it.
 *
 * @param name chosen by a user, or {@code null}
 * @param state {@code requested}, {@code starting}, {@code ready}, {@code stopping} and so on
 * @param kernels how many it has, those of other users included
 * @param kernelIds those of the user who asks
 * @param ageSeconds since it was asked for
 * @param driverMemory heap of its driver, e.g. {@code 4g}; {@code null} if its profile is gone
 * @param settings what its users have changed of the profile's
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record SessionView(
    String id,
    String name,
    String owner,
    String profile,
    String shareLevel,
    String state,
    int kernels,
    List<String> kernelIds,
    Instant createdAt,
    long ageSeconds,
    String driverMemory,
    Map<String, String> settings) {

  static SessionView of(
      Session session, List<Kernel> kernels, List<String> own, String memory, Instant now) {
    return new SessionView(
        session.id().toString(),
        session.terms().name().orElse(null),
        session.owner().user(),
        session.profile(),
        session.terms().share().wireName(),
        session.state().name(),
        kernels.size(),
        own,
        session.createdAt(),
        Duration.between(session.createdAt(), now).toSeconds(),
        memory,
        session.terms().settings());
  }
}
