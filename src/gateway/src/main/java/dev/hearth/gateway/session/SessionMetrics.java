package dev.hearth.gateway.session;

import dev.hearth.gateway.team.config.Team;
import dev.hearth.gateway.team.config.TeamDirectory;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jboss.logging.Logger;

/**
 * What teams have in use, for Prometheus. Teams are the only labels: no user, session or kernel is
 * one. Read from the registry now and then, not at each scrape.
 */
@Singleton
class SessionMetrics {
  private static final Logger LOG = Logger.getLogger(SessionMetrics.class);

  private final Sessions sessions;
  private final TeamDirectory teams;
  private final List<Measure> measures = new ArrayList<>();

  private record Measure(MultiGauge gauge, ToDoubleFunction<TeamUsage> value) {}

  SessionMetrics(Sessions sessions, TeamDirectory teams, MeterRegistry registry) {
    this.sessions = sessions;
    this.teams = teams;
    add(registry, "hearth.sessions", "Sessions that run or start", TeamUsage::sessions);
    add(registry, "hearth.sessions.waiting", "Sessions that wait", TeamUsage::waiting);
    add(registry, "hearth.cores", "Cores of sessions", TeamUsage::cores);
    add(registry, "hearth.memory.mebibytes", "Memory of sessions", TeamUsage::memoryMib);
    add(registry, "hearth.gpus", "GPUs of sessions", TeamUsage::gpus);
    add(registry, "hearth.cost.today", "Cost since midnight UTC", u -> u.costToday().doubleValue());
  }

  private void add(
      MeterRegistry registry, String name, String description, ToDoubleFunction<TeamUsage> value) {
    measures.add(
        new Measure(MultiGauge.builder(name).description(description).register(registry), value));
  }

  @Scheduled(every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void read() {
    record TeamsUsage(Team team, TeamUsage usage) {}
    try {
      List<TeamsUsage> usages =
          teams.teams().all().stream()
              .map(team -> new TeamsUsage(team, sessions.usage(team.name())))
              .toList();
      for (Measure measure : measures) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        for (TeamsUsage of : usages) {
          Tags tags = Tags.of("team", of.team().name().value());
          rows.add(MultiGauge.Row.of(tags, measure.value().applyAsDouble(of.usage())));
        }
        measure.gauge().register(rows, true);
      }
    } catch (RuntimeException e) {
      LOG.warnf("What teams use cannot be read for the metrics now: %s", e);
    }
  }
}
