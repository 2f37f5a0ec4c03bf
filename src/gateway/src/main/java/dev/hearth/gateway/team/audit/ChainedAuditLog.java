package dev.hearth.gateway.team.audit;

import dev.hearth.gateway.error.HearthException;
import dev.hearth.gateway.error.Unavailable;
import dev.hearth.gateway.team.TeamName;
import dev.hearth.gateway.team.audit.AuditTable.Link;
import dev.hearth.protocol.MalformedMessageException;
import dev.hearth.protocol.audit.AuditEntry;
import dev.hearth.protocol.audit.Seal;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/**
 * The audit log in the database and in files; see the package for the design.
 *
 * <p>Callers of {@link #record} and the writer meet at {@code lock}, which is held for moments
 * only. An event stays in the queue until it is in the database, so its own number is always that
 * of the last one stored plus its place.
 */
public final class ChainedAuditLog implements AuditLog, AutoCloseable {
  private static final Logger LOG = Logger.getLogger(ChainedAuditLog.class);
  private static final int BATCH = 500;
  private static final int EXPIRED_AT_ONCE = 10_000;
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /** How often the writer looks whether there is something to remove. */
  private static final Duration ROUND = Duration.ofHours(1);

  private final AuditTable table;
  private final AuditFiles files;
  private final PendingEvents pending;
  private final GatewayIdentity identity;
  private final Seal seal;
  private final Clock clock;
  private final Settings settings;
  private final Thread writer = new Thread(this::write, "audit-log");

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Under the lock.
  private final Deque<AuditEvent> waiting = new ArrayDeque<>();
  private int spilled; // how many of the first in the queue are in the pending file
  private long refused;
  private Instant refusedSince = Instant.EPOCH;
  private boolean closing;
  private boolean givenUp;
  private long stored; // the own number of the last event that is in the database

  // The writer's own.
  private boolean uncertain; // whether stored must be asked for
  private long inFile; // the own number of the last entry in the files
  private boolean troubled;
  private boolean fileTroubled;
  private boolean spillTroubled; // under the monitor of pending
  private LocalDate tidied = LocalDate.MIN;

  /**
   * How the log behaves.
   *
   * @param queue events that may wait
   * @param keep how long entries stay in the database
   * @param keepFiles how long files are kept
   * @param drain how long {@link #close} tries to store what waits
   */
  public record Settings(int queue, Duration keep, Duration keepFiles, Duration drain) {}

  private ChainedAuditLog(Jdbi jdbi, Path folder, Seal seal, Settings settings, Clock clock) {
    this.table = new AuditTable(jdbi, seal);
    this.files = new AuditFiles(folder, clock, settings.keepFiles());
    this.pending = new PendingEvents(folder, seal);
    this.identity = new GatewayIdentity(folder);
    this.seal = seal;
    this.clock = clock;
    this.settings = settings;
  }

  /**
   * Opens the log, takes up what an earlier gateway of this home has left, and begins to write.
   *
   * @param folder for the files, which belongs to this log alone
   */
  public static ChainedAuditLog open(
      Jdbi jdbi, Path folder, Seal seal, Settings settings, Clock clock) {
    ChainedAuditLog log = new ChainedAuditLog(jdbi, folder, seal, settings, clock);
    log.takeUp(folder);
    log.writer.setDaemon(true); // close() waits for it
    log.writer.start();
    return log;
  }

  private void takeUp(Path folder) {
    warnOfAnotherKey();
    try {
      Optional<AuditEntry> newest =
          AuditFiles.newest(folder).filter(entry -> entry.gateway().equals(identity.id()));
      Link own = table.own(identity.id());
      stored = own.number();
      inFile = newest.map(AuditEntry::gatewayNumber).orElse(0L);
      newest.ifPresent(entry -> requireKnown(entry, own));
    } catch (ForgottenGateway | MalformedMessageException e) {
      becomeAnother(e.getMessage());
    }
    takeUpPending();
  }

  /** The table has to have what the file has. */
  private void requireKnown(AuditEntry inFileLast, Link own) {
    long number = inFileLast.number();
    boolean expired = number <= table.head().expired().number();
    boolean known =
        own.number() >= inFileLast.gatewayNumber()
            && (expired || table.find(number).filter(inFileLast::equals).isPresent());
    if (!known) {
      throw new ForgottenGateway(
          "entry "
              + number
              + ", the newest in this gateway's file, is missing or different in the database: it"
              + " was restored, replaced, or somebody removed entries");
    }
  }

  private void takeUpPending() {
    PendingEvents.Left left = pending.load();
    int broken = left.broken();
    for (AuditEntry draft : left.drafts()) {
      if (!isStored(draft)) {
        try {
          waiting.add(event(draft));
        } catch (HearthException | IllegalArgumentException e) {
          LOG.errorf("An event of %s: %s", pending.file(), e.getMessage());
          broken++;
        }
      }
    }
    if (broken > 0) {
      String reason =
          broken + " events that waited for the database cannot be read, or were changed";
      LOG.errorf("%s; they are kept in %s", reason, pending.keepBroken(clock.millis()));
      waiting.addFirst(gap(reason));
    }
    if (waiting.isEmpty()) {
      pending.clear();
    } else {
      pending.replace(drafts(List.copyOf(waiting), stored));
      spilled = waiting.size();
      LOG.infof("%d audit events that waited for the database are stored now", spilled);
    }
  }

  /** Whether the gateway that left it had stored it all the same. */
  private boolean isStored(AuditEntry draft) {
    return draft.gateway().equals(identity.id())
        && draft.gatewayNumber() <= stored
        && table.ofGateway(draft.gateway(), draft.gatewayNumber() - 1, 1).stream()
            .anyMatch(draft::tellsTheSameAs);
  }

  private void warnOfAnotherKey() {
    table
        .find(table.head().newest().number())
        .filter(newest -> !seal.isOwn(newest))
        .ifPresent(
            newest ->
                LOG.warnf(
                    "Audit entry %d, the newest, was not sealed with the present hearth.audit.key."
                        + " If the key was set on purpose just now, set hearth.audit.key-since=%d;"
                        + " else restore the key.",
                    newest.number(), newest.number() + 1));
  }

  @Override
  public void record(AuditEvent event) {
    boolean first;
    lock.lock();
    try {
      if (closing) {
        throw new Unavailable("The gateway stops; try again when it is back.");
      }
      if (waiting.size() < settings.queue() || isOfTheGateway(event)) {
        tellOfRefused();
        waiting.add(event);
        changed.signalAll();
        return;
      }
      first = refused == 0;
      refusedSince = first ? clock.instant() : refusedSince;
      refused++;
    } finally {
      lock.unlock();
    }
    if (first) {
      LOG.errorf(
          "The audit log is full: %d events wait for the database. Requests that have to be"
              + " recorded are refused until it answers.",
          settings.queue());
    }
    throw new Unavailable(
        "This cannot be recorded in the audit log at present, so it was not done. Try again in a"
            + " minute; the gateway's log says what is wrong.");
  }

  /** Its start and its stop are taken by a full log, too: there are two of them in its life. */
  private static boolean isOfTheGateway(AuditEvent event) {
    return event.action() == AuditAction.GATEWAY_START
        || event.action() == AuditAction.GATEWAY_STOP;
  }

  private void tellOfRefused() {
    if (refused > 0) {
      waiting.add(
          gap("the log was full; what could not be recorded was refused")
              .with("refused", refused)
              .with("since", refusedSince));
      refused = 0;
    }
  }

  private AuditEvent gap(String reason) {
    return AuditEvent.of(AuditAction.AUDIT_GAP).at(clock.instant()).failed(reason);
  }

  // --- The writer ---------------------------------------------------------------------------

  private void write() {
    Duration pause = SHORTEST_PAUSE;
    while (awaitWork()) {
      try {
        store();
        tidy();
        if (troubled) {
          LOG.info("The audit log is written again");
        }
        troubled = false;
        pause = SHORTEST_PAUSE;
      } catch (RuntimeException e) {
        complain(e);
        spill();
        pause(pause);
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
      }
    }
    files.close();
  }

  private void complain(RuntimeException e) {
    if (!troubled) {
      LOG.error(
          "The audit log cannot be written; events are kept in "
              + pending.file()
              + " until the database takes them",
          e);
    }
    troubled = true;
  }

  /** Waits for events, or for the time to tidy; false when there is nothing left to do. */
  private boolean awaitWork() {
    lock.lock();
    try {
      long left = (fileTroubled ? LONGEST_PAUSE : ROUND).toNanos();
      while (waiting.isEmpty() && !closing && left > 0 && isTidy() && stored == inFileNow()) {
        left = changed.awaitNanos(left);
      }
      return !givenUp && !(closing && waiting.isEmpty());
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the audit log", e);
    } finally {
      lock.unlock();
    }
  }

  /** As long as the disk refuses the file, that is no work to do at once. */
  private long inFileNow() {
    return fileTroubled ? stored : inFile;
  }

  /** Waits before the next try, and puts what arrives meanwhile on the disk. */
  private void pause(Duration length) {
    long end = System.nanoTime() + length.toNanos();
    boolean before = isClosing();
    while (awaitEvent(end, before)) {
      spill();
    }
  }

  /** False when the pause is over: its time is up, or the log begins to close. */
  private boolean awaitEvent(long end, boolean closingBefore) {
    lock.lock();
    try {
      int known = waiting.size();
      long left = end - System.nanoTime();
      while (left > 0 && !givenUp && closing == closingBefore && waiting.size() == known) {
        left = changed.awaitNanos(left);
      }
      return left > 0 && !givenUp && closing == closingBefore;
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the audit log", e);
    } finally {
      lock.unlock();
    }
  }

  private void store() {
    if (uncertain) {
      settle();
    }
    List<AuditEvent> batch = first(BATCH);
    List<AuditEntry> entries = List.of();
    if (!batch.isEmpty()) {
      try {
        entries = table.append(identity.id(), drafts(batch, stored));
      } catch (ForgottenGateway e) {
        becomeAnother(e.getMessage());
        return; // the next round stores them under the new id
      }
      stored(batch.size());
    }
    intoFile(entries);
  }

  private void settle() {
    long known = table.own(identity.id()).number();
    lock.lock();
    try {
      stored = known;
      uncertain = false;
    } finally {
      lock.unlock();
    }
  }

  private List<AuditEvent> first(int most) {
    lock.lock();
    try {
      return waiting.stream().limit(most).toList();
    } finally {
      lock.unlock();
    }
  }

  private void stored(int count) {
    synchronized (pending) {
      boolean nonePending;
      lock.lock();
      try {
        for (int i = 0; i < count; i++) {
          waiting.removeFirst();
        }
        stored += count;
        nonePending = spilled > 0 && spilled <= count;
        spilled = Math.max(0, spilled - count);
      } finally {
        lock.unlock();
      }
      if (nonePending) {
        pending.clear();
      }
    }
  }

  /** Appends entries of the database to the file, and all others that it lacks. */
  private void intoFile(List<AuditEntry> entries) {
    try {
      if (!entries.isEmpty() && entries.get(0).gatewayNumber() == inFile + 1) {
        append(entries);
      }
      while (inFile < stored) {
        List<AuditEntry> lacking = table.ofGateway(identity.id(), inFile, BATCH);
        if (lacking.isEmpty()) {
          throw new ForgottenGateway("the database lacks entries that it has just taken");
        }
        append(lacking);
      }
      if (fileTroubled) {
        LOG.info("The files of the audit log are complete again");
      }
      fileTroubled = false;
    } catch (ForgottenGateway e) {
      becomeAnother(e.getMessage());
    } catch (UncheckedIOException e) {
      if (!fileTroubled) {
        LOG.error("The audit log goes on in the database only, until the disk takes it again", e);
      }
      fileTroubled = true;
    }
  }

  private void append(List<AuditEntry> entries) {
    files.append(entries);
    inFile = entries.get(entries.size() - 1).gatewayNumber();
  }

  /** Puts what waits on the disk, as far as it is not there. */
  private void spill() {
    synchronized (pending) {
      List<AuditEvent> fresh = new ArrayList<>();
      long before;
      lock.lock();
      try {
        before = stored + spilled;
        Iterator<AuditEvent> events = waiting.iterator();
        for (int place = 0; events.hasNext(); place++) {
          AuditEvent event = events.next();
          if (place >= spilled) {
            fresh.add(event);
          }
        }
      } finally {
        lock.unlock();
      }
      if (fresh.isEmpty()) {
        return;
      }
      try {
        pending.keep(drafts(fresh, before));
      } catch (UncheckedIOException e) {
        if (!spillTroubled) {
          LOG.error("Audit events are kept in memory only: no database, and no disk", e);
        }
        spillTroubled = true;
        return;
      }
      spillTroubled = false;
      lock.lock();
      try {
        spilled += fresh.size();
      } finally {
        lock.unlock();
      }
    }
  }

  /** The chain of this gateway cannot go on: begins another. */
  private void becomeAnother(String reason) {
    String former = identity.id();
    LOG.errorf(
        "The audit log of this gateway begins anew: %s. './hearth audit verify' looks at the files;"
            + " compare them with the database.",
        reason);
    AuditEvent gap = gap(reason).with("former_gateway", former).with("former_number", inFile);
    synchronized (pending) {
      identity.renew();
      inFile = 0;
      lock.lock();
      try {
        waiting.addFirst(gap);
        stored = 0;
        spilled += spilled > 0 ? 1 : 0;
      } finally {
        lock.unlock();
      }
      if (spilled > 0) {
        pending.replace(drafts(first(spilled), 0));
      }
    }
  }

  private boolean isTidy() {
    return !tidied.isBefore(LocalDate.now(clock.withZone(ZoneOffset.UTC)));
  }

  /** Once a day. */
  private void tidy() {
    lock.lock();
    try {
      if (isTidy() || closing || spilled > 0) {
        return;
      }
    } finally {
      lock.unlock();
    }
    try {
      files.expire();
      uncertain = true; // until it is known how many entries were added
      Instant before = clock.instant().minus(settings.keep());
      Optional<AuditEntry> expired;
      do {
        settle();
        uncertain = true;
        expired = table.expire(expireDraft(), before, EXPIRED_AT_ONCE);
      } while (expired.isPresent() && !isClosing());
      settle();
      intoFile(List.of());
    } catch (ForgottenGateway | UncheckedIOException e) {
      LOG.error("Old entries of the audit log could not be removed", e);
    }
    tidied = LocalDate.now(clock.withZone(ZoneOffset.UTC));
  }

  private boolean isClosing() {
    lock.lock();
    try {
      return closing;
    } finally {
      lock.unlock();
    }
  }

  private AuditEntry expireDraft() {
    return drafts(List.of(AuditEvent.of(AuditAction.AUDIT_EXPIRE).at(clock.instant())), stored)
        .get(0);
  }

  private List<AuditEntry> drafts(List<AuditEvent> events, long after) {
    List<AuditEntry> drafts = new ArrayList<>(events.size());
    for (AuditEvent event : events) {
      drafts.add(draft(event, after + drafts.size() + 1));
    }
    return drafts;
  }

  private AuditEntry draft(AuditEvent event, long gatewayNumber) {
    return new AuditEntry(
        0,
        AuditEntry.GENESIS,
        identity.id(),
        gatewayNumber,
        AuditEntry.GENESIS,
        event.at(),
        event.team().map(Object::toString),
        event.user(),
        event.action().wireName(),
        event.subject(),
        event.outcome().wireName(),
        event.details(),
        "");
  }

  private static AuditEvent event(AuditEntry draft) {
    return new AuditEvent(
        draft.at(),
        draft.team().map(TeamName::new),
        draft.user(),
        AuditAction.of(draft.action()),
        draft.subject(),
        AuditOutcome.of(draft.outcome()),
        draft.details());
  }

  /**
   * Takes no more events, and stores those that wait. What the database does not take in time is
   * left for the next start, and the gateway's log says so.
   */
  @Override
  public void close() {
    lock.lock();
    try {
      if (!closing) {
        tellOfRefused();
      }
      closing = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (endsWithin(settings.drain())) {
      return;
    }
    spill();
    lock.lock();
    try {
      givenUp = true;
      changed.signalAll();
      LOG.errorf(
          "%d audit events could not be stored in the database; the next start stores %d of them,"
              + " from %s",
          waiting.size(), spilled, pending.file());
    } finally {
      lock.unlock();
    }
    endsWithin(LONGEST_PAUSE);
  }

  private boolean endsWithin(Duration time) {
    try {
      writer.join(Math.max(1, time.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !writer.isAlive();
  }
}
