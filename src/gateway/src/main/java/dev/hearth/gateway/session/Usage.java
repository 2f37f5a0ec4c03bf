package dev.hearth.gateway.session;

import dev.hearth.gateway.team.config.Quota;
import dev.hearth.gateway.team.config.Team;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a team's sessions take of its quota at a moment. Immutable; plain arithmetic. */
final class Usage {
  private final List<Booking> bookings;
  private final Instant now;
  private final Instant midnight;

  Usage(List<Booking> bookings, Instant now) {
    this.bookings = List.copyOf(bookings);
    this.now = now;
    this.midnight = midnight(now);
  }

  /** When the day began, for what may be spent in a day. */
  static Instant midnight(Instant now) {
    return now.atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS).toInstant();
  }

  /** One of the things that a quota limits. */
  private record Measure(
      String unit,
      Function<Quota, Optional<BigDecimal>> limit,
      Function<Demand, BigDecimal> asked) {}

  private static final List<Measure> MEASURES =
      List.of(
          new Measure(
              "sessions", quota -> quota.sessions().map(BigDecimal::valueOf), d -> BigDecimal.ONE),
          new Measure(
              "GPUs",
              quota -> quota.gpus().map(BigDecimal::valueOf),
              d -> BigDecimal.valueOf(d.gpus())),
          new Measure(
              "cores",
              quota -> quota.cores().map(BigDecimal::valueOf),
              d -> BigDecimal.valueOf(d.cores())),
          new Measure(
              "MiB of memory",
              quota -> quota.memoryMib().map(BigDecimal::valueOf),
              d -> BigDecimal.valueOf(d.memoryMib())));

  /**
   * Why a session does not fit.
   *
   * @param ofUser whether it is the limit of one user, not of the team
   * @param never whether it would not fit if nothing else ran
   * @param text for the user
   */
  record Excess(boolean ofUser, boolean never, String text) {}

  /** Empty if a session of that user fits. */
  Optional<Excess> excess(String user, Demand demand, Team team) {
    return ofTeam(demand, team).or(() -> ofUser(user, demand, team));
  }

  private Optional<Excess> ofTeam(Demand demand, Team team) {
    return excess(demand, team.quota(), bookings, "Team " + team.name() + " has", false);
  }

  private Optional<Excess> ofUser(String user, Demand demand, Team team) {
    List<Booking> own =
        bookings.stream().filter(booking -> booking.owner().user().equals(user)).toList();
    return excess(demand, team.userQuota(), own, "You, of team " + team.name() + ", have", true);
  }

  private static List<Booking> holding(List<Booking> bookings) {
    return bookings.stream().filter(Booking::holds).toList();
  }

  private Optional<Excess> excess(
      Demand demand, Quota quota, List<Booking> counted, String whoHas, boolean ofUser) {
    List<Booking> holding = holding(counted);
    for (Measure measure : MEASURES) {
      Optional<BigDecimal> limit = measure.limit().apply(quota);
      BigDecimal asked = measure.asked().apply(demand);
      BigDecimal used =
          holding.stream()
              .map(booking -> measure.asked().apply(booking.demand()))
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      if (limit.isPresent() && asked.signum() > 0 && used.add(asked).compareTo(limit.get()) > 0) {
        return Optional.of(
            new Excess(
                ofUser,
                asked.compareTo(limit.get()) > 0,
                whoHas
                    + " "
                    + used
                    + " of "
                    + limit.get()
                    + " "
                    + measure.unit()
                    + " in use"
                    + holders(holding, measure)
                    + ", and this session takes "
                    + asked
                    + "."));
      }
    }
    return excessCost(demand, quota, cost(counted), whoHas, ofUser);
  }

  private static Optional<Excess> excessCost(
      Demand demand, Quota quota, BigDecimal spent, String whoHas, boolean ofUser) {
    return quota
        .costPerDay()
        .filter(limit -> demand.pricePerHour().signum() > 0 && spent.compareTo(limit) >= 0)
        .map(
            limit ->
                new Excess(
                    ofUser,
                    limit.signum() == 0,
                    whoHas
                        + " spent "
                        + money(spent)
                        + " of the "
                        + money(limit)
                        + " that a day (UTC) may cost. Sessions that run go on."));
  }

  /** What the team's sessions have cost today. */
  BigDecimal cost() {
    return cost(bookings);
  }

  private BigDecimal cost(List<Booking> counted) {
    return counted.stream()
        .map(booking -> booking.cost(midnight, now))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static String money(BigDecimal amount) {
    return amount.setScale(2, RoundingMode.HALF_UP).toPlainString();
  }

  /** Who holds how much; not in which sessions, which may be private. */
  private static String holders(List<Booking> holding, Measure measure) {
    SortedMap<String, BigDecimal> byUser = new TreeMap<>();
    for (Booking booking : holding) {
      byUser.merge(
          booking.owner().user(), measure.asked().apply(booking.demand()), BigDecimal::add);
    }
    byUser.values().removeIf(amount -> amount.signum() == 0);
    return byUser.isEmpty()
        ? ""
        : byUser.entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", ", " (", ")"));
  }

  /** What runs, all together. */
  Demand held() {
    return holding(bookings).stream().map(Booking::demand).reduce(Demand.NOTHING, Demand::plus);
  }

  /** For people. */
  TeamUsage summary() {
    Demand held = held();
    return new TeamUsage(
        holding(bookings).size(),
        held.cores(),
        held.memoryMib(),
        held.gpus(),
        cost().setScale(2, RoundingMode.HALF_UP),
        waiting().size());
  }

  /** Those that wait, in their order. */
  List<Booking> waiting() {
    return bookings.stream().filter(Booking::waits).toList();
  }

  /** The same without one that is about to end. */
  Usage without(Optional<SessionId> ending) {
    return new Usage(
        bookings.stream()
            .filter(booking -> !ending.equals(Optional.of(booking.session())))
            .toList(),
        now);
  }

  /** Whether that one is not counted yet. */
  boolean holdsNothingFor(Booking waiting) {
    return holding(bookings).stream()
        .noneMatch(booking -> booking.session().equals(waiting.session()));
  }

  /** The same with one more that holds what it takes. */
  Usage with(Booking admitted) {
    List<Booking> more = new ArrayList<>(bookings);
    more.removeIf(booking -> booking.session().equals(admitted.session()));
    more.add(
        new Booking(
            admitted.session(),
            admitted.owner(),
            admitted.name(),
            admitted.profile(),
            admitted.demand(),
            admitted.requestedAt(),
            Optional.of(now),
            Optional.empty()));
    return new Usage(more, now);
  }
}
