package dev.hearth.gateway.session;

import dev.hearth.gateway.team.TeamName;
import dev.hearth.gateway.team.config.TeamDirectory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The sessions of this gateway that wait for their team's quota: asks for each again and again
 * whether it is its turn, and tells its user where it stands. Safe from any thread; asks on one of
 * its own.
 */
final class WaitingRoom implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(WaitingRoom.class);

  private final QuotaDesk desk;
  private final TeamDirectory teams;
  private final Clock clock;
  private final Consumer<LiveSession> admitted;
  private final BiConsumer<LiveSession, String> givenUp;
  private final Map<LiveSession, Seat> seats = new ConcurrentHashMap<>();
  private final ScheduledExecutorService attendant =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "hearth-waiting-room"));

  /** What the user of a session was told last. */
  private static final class Seat {
    private final TeamName team;
    private final Instant since;
    private volatile String told = "";

    Seat(TeamName team, Instant since) {
      this.team = team;
      this.since = since;
    }
  }

  /**
   * @param admitted takes a session whose turn it is
   * @param givenUp takes one that has waited too long, and why
   */
  WaitingRoom(
      QuotaDesk desk,
      TeamDirectory teams,
      Clock clock,
      Duration period,
      Consumer<LiveSession> admitted,
      BiConsumer<LiveSession, String> givenUp) {
    this.desk = desk;
    this.teams = teams;
    this.clock = clock;
    this.admitted = admitted;
    this.givenUp = givenUp;
    long millis = period.toMillis();
    attendant.scheduleWithFixedDelay(this::askAll, millis, millis, TimeUnit.MILLISECONDS);
  }

  /**
   * @param since when it was asked for
   */
  void enter(LiveSession session, TeamName team, Instant since) {
    seats.put(session, new Seat(team, since));
    attendant.execute(this::askAll);
  }

  /** Returns false if it was not there, or has just been admitted. */
  boolean leave(LiveSession session) {
    return seats.remove(session) != null;
  }

  /** A scheduled task that throws would never run again. */
  private void askAll() {
    seats.forEach(
        (session, seat) -> {
          try {
            ask(session, seat);
          } catch (RuntimeException e) {
            LOG.errorf(e, "Cannot ask for the turn of a session; later sessionId=%s", session.id());
          }
        });
  }

  private void ask(LiveSession session, Seat seat) {
    Duration limit =
        teams.teams().of(seat.team).waiting().map(w -> w.timeout()).orElse(Duration.ZERO);
    if (!clock.instant().isBefore(seat.since.plus(limit))) {
      if (leave(session)) {
        givenUp.accept(
            session,
            "The session waited "
                + limit.toMinutes()
                + " min for the quota of team "
                + seat.team
                + " and was given up. "
                + seat.told);
      }
      return;
    }
    QuotaDesk.Turn turn = session.turn(desk);
    if (turn.admitted().isPresent() && leave(session)) {
      launch(session, seat);
    }
    turn.place().ifPresent(place -> tell(session, seat, place));
  }

  /** A session that was admitted and cannot be launched now keeps its seat, and is tried again. */
  private void launch(LiveSession session, Seat seat) {
    try {
      admitted.accept(session);
    } catch (RuntimeException e) {
      seats.put(session, seat);
      throw e;
    }
  }

  private static void tell(LiveSession session, Seat seat, QuotaDesk.Place place) {
    String text =
        "Waiting for the quota of team "
            + seat.team
            + ", place "
            + (place.ahead() + 1)
            + " of "
            + place.waiting()
            + ". "
            + place.why();
    if (!text.equals(seat.told)) {
      seat.told = text;
      session.step(text);
    }
  }

  /** Lets go of all; they wait on in the registry. */
  @Override
  public void close() {
    attendant.shutdownNow();
  }
}
