package dev.hearth.gateway.team.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hearth.gateway.error.InvalidRequest;
import dev.hearth.gateway.error.Unavailable;
import dev.hearth.gateway.registry.RegistryDatabase;
import dev.hearth.gateway.team.Principal;
import dev.hearth.gateway.team.TeamName;
import dev.hearth.gateway.team.audit.AuditVerification.Broken;
import dev.hearth.gateway.team.audit.AuditVerification.Intact;
import dev.hearth.protocol.audit.AuditEntry;
import dev.hearth.protocol.audit.AuditFile;
import dev.hearth.protocol.audit.ChainCheck;
import dev.hearth.protocol.audit.Seal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the audit log promises on each database. */
abstract class AuditLogContract {
  static final Principal ADA = new Principal("ada", new TeamName("team-a"));
  static final Principal BOB = new Principal("bob", new TeamName("team-b"));
  private static final Seal KEYED = Seal.keyed("a key of thirty-two characters..", 1);
  private static final ChainedAuditLog.Settings SETTINGS =
      new ChainedAuditLog.Settings(
          10_000, Duration.ofDays(400), Duration.ofDays(400), Duration.ofSeconds(10));

  @TempDir Path temp;

  private final SetClock clock = new SetClock(Instant.parse("2026-03-04T23:59:00Z"));
  private final List<ChainedAuditLog> open = new ArrayList<>();
  private RegistryDatabase database;

  abstract RegistryDatabase database();

  @BeforeEach
  void openDatabase() {
    database = database();
  }

  @AfterEach
  void closeAll() {
    open.forEach(ChainedAuditLog::close);
    if (database != null) {
      database.close();
    }
  }

  private Path folder(String home) throws Exception {
    return Files.createDirectories(temp.resolve(home));
  }

  ChainedAuditLog log(String home) throws Exception {
    return log(home, Seal.plain(), SETTINGS);
  }

  private ChainedAuditLog log(String home, Seal seal, ChainedAuditLog.Settings settings)
      throws Exception {
    ChainedAuditLog log =
        ChainedAuditLog.open(database.jdbi(), folder(home), seal, settings, clock);
    open.add(log);
    return log;
  }

  AuditTrail trail(String home) throws Exception {
    return trail(home, Seal.plain());
  }

  private AuditTrail trail(String home, Seal seal) throws Exception {
    return new AuditTrail(database.jdbi(), folder(home), seal);
  }

  List<AuditEntry> stored() {
    return new AuditTable(database.jdbi(), Seal.plain()).after(0, AuditQuery.MOST);
  }

  private void awaitStored(int count) {
    await().until(() -> stored().size() == count);
  }

  static AuditEvent event(int number) {
    return AuditEvent.of(AuditAction.KERNEL_START)
        .by(ADA)
        .on("kernel-" + number)
        .with("profile", "gpu");
  }

  static void record(AuditLog log, int count) {
    for (int i = 1; i <= count; i++) {
      log.record(event(i));
    }
  }

  private List<String> lines(String home) throws Exception {
    List<String> lines = new ArrayList<>();
    for (AuditFile file : AuditFile.in(folder(home))) {
      lines.addAll(Files.readAllLines(file.path()));
    }
    return lines;
  }

  private void assertFilesIntact(String home) throws Exception {
    ChainCheck check = ChainCheck.ofGateways(Seal.plain());
    for (AuditFile file : AuditFile.in(folder(home))) {
      assertThat(file.check(check)).isEmpty();
    }
  }

  void sql(String statement) {
    database.jdbi().useHandle(handle -> handle.execute(statement));
  }

  // --- Recording ----------------------------------------------------------------------------

  @Test
  void whatIsRecordedIsFoundInOrderInTheDatabaseAndInTheFile() throws Exception {
    Instant at = Instant.parse("2026-03-04T05:06:07.123456789Z");
    ChainedAuditLog log = log("home");
    log.record(
        AuditEvent.of(AuditAction.REQUEST_DENIED)
            .at(at)
            .by(ADA)
            .on("GET /api/kernels")
            .with("client", "10.0.0.7")
            .denied("ä \"quoted\" \\ \u0001 𝛼"));
    log.record(AuditEvent.of(AuditAction.GATEWAY_STOP));
    log.close();

    List<AuditEntry> entries = trail("home").find(AuditQuery.all()).entries();
    assertThat(entries).extracting(AuditEntry::number).containsExactly(1L, 2L);
    AuditEntry first = entries.get(0);
    assertThat(first.at()).isEqualTo(Instant.parse("2026-03-04T05:06:07.123456Z"));
    assertThat(first.team()).hasValue("team-a");
    assertThat(first.user()).hasValue("ada");
    assertThat(first.action()).isEqualTo("request.denied");
    assertThat(first.subject()).hasValue("GET /api/kernels");
    assertThat(first.outcome()).isEqualTo("denied");
    assertThat(first.details())
        .isEqualTo(Map.of("client", "10.0.0.7", "reason", "ä \"quoted\" \\ \u0001 𝛼"));
    assertThat(entries.get(1).team()).isEmpty();
    assertThat(lines("home")).isEqualTo(entries.stream().map(AuditEntry::line).toList());
    assertThat(trail("home").verify()).isEqualTo(new Intact(2, 1, 2));
    assertFilesIntact("home");
  }

  @Test
  void aLaterGatewayOfTheHomeGoesOnWithTheChain() throws Exception {
    for (int life = 1; life <= 3; life++) {
      ChainedAuditLog log = log("home");
      record(log, 3);
      log.close();
    }
    assertThat(stored()).extracting(AuditEntry::gateway).hasSize(9).containsOnly(gateway("home"));
    assertThat(trail("home").verify()).isEqualTo(new Intact(9, 1, 9));
    assertFilesIntact("home");
  }

  private String gateway(String home) throws Exception {
    return Files.readString(folder(home).resolve("gateway")).strip();
  }

  @Test
  void textsOfAnybodyAreStored() throws Exception {
    ChainedAuditLog log = log("home");
    log.record(
        AuditEvent.of(AuditAction.LOGIN_FAILED)
            .byUser("\ud83d\udd25".repeat(1000) + "\u0000")
            .on("\u0000\ud800 x" + "y".repeat(5000))
            .with("agent", "'; drop table audit; --\u0000\udc00"));
    log.close();
    assertThat(trail("home").verify()).isEqualTo(new Intact(1, 1, 1));
    AuditEntry entry = stored().get(0);
    assertThat(entry.user().orElseThrow()).hasSizeLessThanOrEqualTo(255).contains("2001 char");
    assertThat(entry.subject().orElseThrow()).startsWith("\ufffd\ufffd x").hasSize(1024);
    assertThat(entry.details()).containsValue("'; drop table audit; --\ufffd\ufffd");
  }

  @Test
  void manyThreadsRecordAtOnce() throws Exception {
    ChainedAuditLog log = log("home");
    List<Thread> threads =
        Stream.generate(() -> new Thread(() -> record(log, 250))).limit(8).toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    log.close();
    assertThat(trail("home").verify()).isEqualTo(new Intact(2000, 1, 2000));
    assertThat(lines("home")).hasSize(2000);
    assertFilesIntact("home");
  }

  @Test
  void twoGatewaysOnOneDatabaseKeepOneChainAndEachFileItsOwn() throws Exception {
    ChainedAuditLog one = log("one");
    ChainedAuditLog two = log("two");
    Thread other =
        new Thread(
            () -> {
              for (int i = 1; i <= 300; i++) {
                two.record(event(i));
                Thread.yield();
              }
            });
    other.start();
    for (int i = 1; i <= 300; i++) {
      one.record(event(i));
      Thread.yield();
    }
    other.join();
    one.close();
    two.close();
    assertThat(trail("one").verify()).isEqualTo(new Intact(600, 1, 600));
    assertThat(trail("two").verify()).isEqualTo(new Intact(600, 1, 600));
    for (String home : List.of("one", "two")) {
      String gateway = gateway(home);
      assertThat(lines(home))
          .isEqualTo(
              stored().stream()
                  .filter(entry -> entry.gateway().equals(gateway))
                  .map(AuditEntry::line)
                  .toList())
          .hasSize(300);
      assertFilesIntact(home);
    }
  }

  // --- Queries ------------------------------------------------------------------------------

  @Test
  void aQuerySeesItsTeamsOnlyAndReadsOnPageByPage() throws Exception {
    Instant noon = Instant.parse("2026-03-04T12:00:00Z");
    ChainedAuditLog log = log("home");
    log.record(AuditEvent.of(AuditAction.GATEWAY_START).at(noon));
    for (int i = 1; i <= 5; i++) {
      log.record(event(i).at(noon.plusSeconds(i)));
    }
    log.record(AuditEvent.of(AuditAction.KERNEL_STOP).by(BOB).on("k").at(noon).denied("not his"));
    log.close();
    AuditTrail trail = trail("home");
    AuditQuery ofA = AuditQuery.ofTeams(Set.of(ADA.team()));

    assertThat(numbers(trail.find(AuditQuery.all()))).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(numbers(trail.find(ofA))).containsExactly(2L, 3L, 4L, 5L, 6L);
    assertThat(numbers(trail.find(AuditQuery.ofTeams(Set.of())))).isEmpty();
    assertThat(numbers(trail.find(AuditQuery.ofTeams(Set.of(ADA.team(), BOB.team()))))).hasSize(6);
    assertThat(numbers(trail.find(AuditQuery.all().user("bob")))).containsExactly(7L);
    assertThat(numbers(trail.find(AuditQuery.all().subject("kernel-2")))).containsExactly(3L);
    assertThat(numbers(trail.find(AuditQuery.all().action(AuditAction.GATEWAY_START))))
        .containsExactly(1L);
    assertThat(numbers(trail.find(AuditQuery.all().outcome(AuditOutcome.DENIED))))
        .containsExactly(7L);
    assertThat(numbers(trail.find(ofA.from(noon.plusSeconds(2)).to(noon.plusSeconds(4)))))
        .containsExactly(3L, 4L);

    AuditPage page = trail.find(ofA.limit(2));
    assertThat(numbers(page)).containsExactly(2L, 3L);
    assertThat(page.next()).isEqualTo(OptionalLong.of(3));
    assertThat(trail.find(ofA.limit(2).since(3)).next()).isEqualTo(OptionalLong.of(5));
    AuditPage last = trail.find(ofA.limit(2).since(5));
    assertThat(numbers(last)).containsExactly(6L);
    assertThat(last.next()).isEmpty();
    assertThatThrownBy(() -> AuditQuery.all().limit(1001)).isInstanceOf(InvalidRequest.class);
  }

  private static List<Long> numbers(AuditPage page) {
    return page.entries().stream().map(AuditEntry::number).toList();
  }

  // --- Changes show -------------------------------------------------------------------------

  private static final String TAMPERING =
      "team = 'team-b', user_name = 'eve', user_name = null, action = 'x',"
          + " subject = '', outcome = 'denied', details = '{}', details = details || ' ',"
          + " details = 'nonsense', gateway = 'x', gateway_number = gateway_number + 1000,"
          + " previous = hash, gateway_previous = hash, hash = previous,"
          + " happened_at = happened_at + interval '1' second";

  @Test
  void aChangeOfAnyColumnOfAnEntryIsFound() throws Exception {
    ChainedAuditLog log = log("home");
    record(log, 4);
    log.close();
    for (String change : TAMPERING.split(", ")) {
      AuditEntry before = stored().get(1);
      sql("update audit set " + change + " where number = 2");
      assertThat(trail("home").verify())
          .as(change)
          .isInstanceOfSatisfying(Broken.class, broken -> assertThat(broken.number()).isEqualTo(2));
      sql("delete from audit where number = 2");
      restore(before);
    }
    assertThat(trail("home").verify()).isEqualTo(new Intact(4, 1, 4));
  }

  /** Puts an entry where it was, by the same statement that a gateway uses. */
  private void restore(AuditEntry entry) {
    database
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        "insert into audit (number, previous, gateway, gateway_number,"
                            + " gateway_previous, happened_at, team, user_name, action, subject,"
                            + " outcome, details, hash) values (:n, :p, :g, :gn, :gp, :at, :t, :u,"
                            + " :a, :s, :o, :d, :h)")
                    .bind("n", entry.number())
                    .bind("p", entry.previous())
                    .bind("g", entry.gateway())
                    .bind("gn", entry.gatewayNumber())
                    .bind("gp", entry.gatewayPrevious())
                    .bind("at", entry.at())
                    .bind("t", entry.team().orElse(null))
                    .bind("u", entry.user().orElse(null))
                    .bind("a", entry.action())
                    .bind("s", entry.subject().orElse(null))
                    .bind("o", entry.outcome())
                    .bind("d", entry.detailsText())
                    .bind("h", entry.hash())
                    .execute());
  }

  @Test
  void removalFromTheMiddleTheBeginningAndTheEndIsFound() throws Exception {
    ChainedAuditLog log = log("home");
    record(log, 5);
    log.close();
    List<AuditEntry> entries = stored();
    for (int number : new int[] {1, 3, 5}) {
      sql("delete from audit where number = " + number);
      assertThat(trail("home").verify()).isInstanceOf(Broken.class);
      restore(entries.get(number - 1));
    }
    assertThat(trail("home").verify()).isEqualTo(new Intact(5, 1, 5));
  }

  @Test
  void oldEntriesRemovedByHandAreNotTakenForRetention() throws Exception {
    ChainedAuditLog log = log("home");
    record(log, 5);
    log.close();
    sql("delete from audit where number <= 2");
    sql("update audit_head set expired_number = 2, expired_hash = '" + hashOf("home", 2) + "'");
    assertThat(trail("home").verify())
        .isEqualTo(
            new Broken(
                3, "entries before it were removed, and no entry says that this was retention"));
  }

  private String hashOf(String home, int line) throws Exception {
    return AuditEntry.parse(lines(home).get(line - 1).getBytes("UTF-8")).hash();
  }

  @Test
  void anEntryThatWasAddedBehindTheNewestIsFound() throws Exception {
    ChainedAuditLog log = log("home");
    record(log, 2);
    log.close();
    AuditEntry newest = stored().get(1);
    restore(Seal.plain().seal(newest.linked(3, newest.hash(), 3, newest.hash())));
    assertThat(trail("home").verify())
        .isEqualTo(new Broken(3, "no gateway has written this entry"));
  }

  @Test
  void aCutOffEndIsFoundByTheFileOfTheGatewayThatWroteIt() throws Exception {
    ChainedAuditLog log = log("home");
    record(log, 5);
    log.close();
    cutOffInTheDatabase("home", 3);
    assertThat(trail("home").verify())
        .isEqualTo(
            new Broken(
                4, "entry 5 of this gateway's file is missing or different in the database"));
    assertThat(trail("another").verify()).isEqualTo(new Intact(3, 1, 3));
  }

  /** As well as somebody can who may write all tables. */
  private void cutOffInTheDatabase(String home, int last) throws Exception {
    String hash = hashOf(home, last);
    sql("delete from audit where number > " + last);
    sql("update audit_head set number = " + last + ", hash = '" + hash + "'");
    sql("update audit_gateway set number = " + last + ", hash = '" + hash + "'");
  }

  @Test
  void aGatewayWhoseEntriesAreGoneSaysSoAndBeginsAnew() throws Exception {
    ChainedAuditLog log = log("home");
    record(log, 5);
    awaitStored(5);
    await().until(() -> lines("home").size() == 5);
    String former = gateway("home");
    cutOffInTheDatabase("home", 3);
    log.record(event(6));
    log.close();
    assertThat(gateway("home")).isNotEqualTo(former);
    assertThat(stored()).extracting(AuditEntry::action).element(3).isEqualTo("audit.gap");
    assertThat(stored().get(3).details())
        .containsEntry("former_gateway", former)
        .containsEntry("former_number", "5");
    assertThat(stored()).last().extracting(AuditEntry::subject).isEqualTo(Optional.of("kernel-6"));
    assertThat(trail("home").verify()).isEqualTo(new Intact(5, 1, 5));
    assertFilesIntact("home");
  }

  @Test
  void aStartAfterTheEndWasCutOffSaysSoToo() throws Exception {
    ChainedAuditLog log = log("home");
    record(log, 5);
    log.close();
    cutOffInTheDatabase("home", 3);
    log("home").close();
    assertThat(stored())
        .last()
        .satisfies(
            gap ->
                assertThat(gap.details().get("reason"))
                    .startsWith("entry 5, the newest in this gateway's file, is missing"));
  }

  @Test
  void aCopiedHomeDoesNotSwallowEvents() throws Exception {
    ChainedAuditLog one = log("one");
    record(one, 1);
    awaitStored(1);
    await().until(() -> lines("one").size() == 1);
    for (Path file : Files.list(folder("one")).toList()) {
      Files.copy(file, folder("copy").resolve(file.getFileName()));
    }
    ChainedAuditLog copy = log("copy");
    one.record(event(2));
    awaitStored(2);
    copy.record(event(3));
    copy.close();
    one.close();
    assertThat(stored())
        .extracting(entry -> entry.subject().orElse(entry.action()))
        .contains("kernel-1", "kernel-2", "kernel-3")
        .doesNotHaveDuplicates();
    long count = stored().size();
    assertThat(trail("copy").verify()).isEqualTo(new Intact(count, 1, count));
  }

  @Test
  void withAKeyAChainThatWasComputedAnewIsFound() throws Exception {
    ChainedAuditLog log = log("home", KEYED, SETTINGS);
    record(log, 3);
    log.close();
    assertThat(trail("home", KEYED).verify()).isEqualTo(new Intact(3, 1, 3));

    sql("delete from audit");
    sql("delete from audit_gateway");
    sql("update audit_head set number = 0, hash = '" + AuditEntry.GENESIS + "'");
    ChainedAuditLog forger = log("forger");
    record(forger, 3);
    forger.close();
    assertThat(trail("elsewhere", KEYED).verify())
        .isInstanceOfSatisfying(Broken.class, broken -> assertThat(broken.number()).isEqualTo(1));
    assertThat(trail("elsewhere").verify()).isEqualTo(new Intact(3, 1, 3));
  }

  @Test
  void aKeyThatCameLaterIsToldByTheFirstEntryThatHasIt() throws Exception {
    ChainedAuditLog before = log("home");
    record(before, 2);
    before.close();
    ChainedAuditLog after = log("home", KEYED, SETTINGS);
    record(after, 2);
    after.close();
    Seal since3 = Seal.keyed("a key of thirty-two characters..", 3);
    assertThat(trail("home", since3).verify()).isEqualTo(new Intact(4, 1, 4));
    assertThat(trail("home", KEYED).verify()).isInstanceOf(Broken.class);
    assertThat(trail("home").verify()).isInstanceOf(Broken.class);
  }

  // --- Things go wrong ----------------------------------------------------------------------

  private void databaseGoes() {
    sql("alter table audit_head rename to away");
  }

  private void databaseComesBack() {
    sql("alter table away rename to audit_head");
  }

  private Path pending(String home) throws Exception {
    return folder(home).resolve("pending.jsonl");
  }

  @Test
  void withoutTheDatabaseEventsWaitOnDiskAndAreStoredInOrderWhenItIsBack() throws Exception {
    ChainedAuditLog log = log("home");
    record(log, 1);
    awaitStored(1);
    databaseGoes();
    for (int i = 2; i <= 40; i++) {
      log.record(event(i));
    }
    await().until(() -> Files.exists(pending("home")) && countLines(pending("home")) == 39);
    databaseComesBack();
    awaitStored(40);
    log.close();
    assertThat(pending("home")).doesNotExist();
    assertThat(stored())
        .extracting(entry -> entry.subject().orElseThrow())
        .containsExactlyElementsOf(
            LongStream.rangeClosed(1, 40).mapToObj(i -> "kernel-" + i).toList());
    assertThat(trail("home").verify()).isEqualTo(new Intact(40, 1, 40));
    assertFilesIntact("home");
  }

  private static long countLines(Path file) throws Exception {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    }
  }

  @Test
  void aHomeThatMovesToANewDatabaseBeginsAChainOfItsOwn() throws Exception {
    ChainedAuditLog log = log("home");
    record(log, 2);
    log.close();
    sql("delete from audit");
    sql("delete from audit_gateway");
    sql("update audit_head set number = 0, hash = '" + AuditEntry.GENESIS + "'");
    ChainedAuditLog next = log("home");
    record(next, 1);
    next.close();
    assertThat(stored())
        .extracting(entry -> entry.subject().orElse(entry.action()))
        .containsExactly("audit.gap", "kernel-1");
    assertThat(trail("home").verify()).isEqualTo(new Intact(2, 1, 2));
    assertFilesIntact("home");
  }

  @Test
  void whatAStoppingGatewayCouldNotStoreIsStoredByTheNext() throws Exception {
    ChainedAuditLog log =
        log(
            "home",
            Seal.plain(),
            new ChainedAuditLog.Settings(
                100, Duration.ofDays(400), Duration.ofDays(400), Duration.ofMillis(1)));
    record(log, 2);
    awaitStored(2);
    databaseGoes();
    log.record(event(3));
    log.record(event(4));
    log.close();
    assertThat(countLines(pending("home"))).isEqualTo(2);
    databaseComesBack();

    ChainedAuditLog next = log("home");
    next.record(event(5));
    next.close();
    assertThat(stored())
        .extracting(entry -> entry.subject().orElseThrow())
        .containsExactly("kernel-1", "kernel-2", "kernel-3", "kernel-4", "kernel-5");
    assertThat(pending("home")).doesNotExist();
    assertThat(trail("home").verify()).isEqualTo(new Intact(5, 1, 5));
  }

  @Test
  void waitingEventsThatWereChangedOnDiskAreNotStoredButTold() throws Exception {
    ChainedAuditLog log =
        log(
            "home",
            KEYED,
            new ChainedAuditLog.Settings(
                100, Duration.ofDays(400), Duration.ofDays(400), Duration.ofMillis(1)));
    databaseGoes();
    record(log, 2);
    log.close();
    databaseComesBack();
    Path file = pending("home");
    Files.writeString(file, Files.readString(file).replace("kernel-2", "kernel-9"));

    log("home", KEYED, SETTINGS).close();
    assertThat(stored())
        .extracting(entry -> entry.subject().orElse(entry.action()))
        .containsExactly("audit.gap", "kernel-1");
    assertThat(stored().get(0).details().get("reason")).startsWith("1 events");
  }

  @Test
  void anAnswerOfTheDatabaseThatWasLostStoresNothingTwice() {
    AuditTable table = new AuditTable(database.jdbi(), Seal.plain());
    List<AuditEntry> drafts = List.of(draft(1), draft(2));
    assertThat(table.append("gateway", drafts)).hasSize(2);
    assertThat(table.append("gateway", drafts)).isEmpty();
    assertThat(table.append("gateway", List.of(draft(2), draft(3)))).hasSize(1);
    assertThat(stored()).extracting(AuditEntry::gatewayNumber).containsExactly(1L, 2L, 3L);
    assertThatThrownBy(() -> table.append("gateway", List.of(draft(5))))
        .isInstanceOf(ForgottenGateway.class)
        .hasMessageContaining("4 to 4");
  }

  private static AuditEntry draft(long number) {
    return new AuditEntry(
        0,
        AuditEntry.GENESIS,
        "gateway",
        number,
        AuditEntry.GENESIS,
        Instant.EPOCH.plusSeconds(number),
        Optional.empty(),
        Optional.empty(),
        "kernel.start",
        Optional.empty(),
        "allowed",
        Map.of(),
        "");
  }

  @Test
  void aFullLogRefusesAndTellsLaterHowOften() throws Exception {
    ChainedAuditLog log =
        log(
            "home",
            Seal.plain(),
            new ChainedAuditLog.Settings(
                5, Duration.ofDays(400), Duration.ofDays(400), Duration.ofSeconds(10)));
    databaseGoes();
    record(log, 5);
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> log.record(event(6)))
          .isInstanceOf(Unavailable.class)
          .hasMessageContaining("was not done");
    }
    log.record(AuditEvent.of(AuditAction.GATEWAY_STOP));

    databaseComesBack();
    awaitStored(7);
    log.record(event(7));
    log.close();
    assertThat(stored())
        .extracting(entry -> entry.subject().orElse(entry.action()))
        .containsExactly(
            "kernel-1",
            "kernel-2",
            "kernel-3",
            "kernel-4",
            "kernel-5",
            "audit.gap",
            "gateway.stop",
            "kernel-7");
    assertThat(stored().get(5).details()).containsEntry("refused", "3");
    assertThatThrownBy(() -> log.record(event(8))).isInstanceOf(Unavailable.class);
  }

  @Test
  void aFileThatFellBehindTheDatabaseIsBroughtUpToIt() throws Exception {
    ChainedAuditLog log = log("home");
    record(log, 6);
    log.close();
    List<String> whole = lines("home");
    Path file = AuditFile.in(folder("home")).get(0).path();
    String torn = String.join("\n", whole.subList(0, 3)) + "\n" + whole.get(3).substring(0, 50);
    Files.writeString(file, torn, StandardOpenOption.TRUNCATE_EXISTING);

    ChainedAuditLog next = log("home");
    await().until(() -> lines("home").size() == 6);
    next.close();
    assertThat(lines("home")).isEqualTo(whole);
    assertFilesIntact("home");
  }

  @Test
  void aDiskThatRefusesTheFileHoldsUpNothingAndIsMadeGoodForLater() throws Exception {
    ChainedAuditLog log = log("home");
    record(log, 2);
    awaitStored(2);
    await().until(() -> lines("home").size() == 2);
    // A folder where the next day's file should be.
    clock.set(Instant.parse("2026-03-05T00:00:01Z"));
    Path inTheWay = Files.createDirectory(folder("home").resolve("audit-2026-03-05.jsonl"));
    record(log, 2);
    awaitStored(4);
    Files.delete(inTheWay);
    log.record(event(5));
    await().until(() -> lines("home").size() == 5);
    log.close();
    assertFilesIntact("home");
  }

  // --- Files and retention ------------------------------------------------------------------

  @Test
  void eachDayHasItsFileAndTheFirstEntryFollowsTheLastOfTheDayBefore() throws Exception {
    ChainedAuditLog log = log("home");
    record(log, 2);
    await().until(() -> lines("home").size() == 2);
    clock.set(Instant.parse("2026-03-05T00:00:00Z"));
    log.record(event(3));
    log.close();
    assertThat(AuditFile.in(folder("home")))
        .extracting(file -> file.path().getFileName().toString())
        .containsExactly("audit-2026-03-04.jsonl", "audit-2026-03-05.jsonl");
    assertFilesIntact("home");
    AuditEntry next =
        AuditEntry.parse(
            Files.readString(folder("home").resolve("audit-2026-03-05.jsonl"))
                .strip()
                .getBytes("UTF-8"));
    assertThat(next.gatewayPrevious()).isEqualTo(stored().get(1).hash());
  }

  @Test
  void onlyTheOwnerReadsTheFiles() throws Exception {
    ChainedAuditLog log = log("home");
    record(log, 1);
    log.close();
    try (Stream<Path> files = Files.list(folder("home"))) {
      assertThat(files)
          .hasSize(2)
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo("rw-------"));
    }
  }

  @Test
  void oldEntriesAndFilesGoAndTheRestStaysVerifiable() throws Exception {
    ChainedAuditLog log = log("home");
    Instant then = clock.instant();
    for (int i = 1; i <= 3; i++) {
      log.record(event(i).at(then));
    }
    awaitStored(3);
    clock.set(then.plus(Duration.ofDays(300)));
    log.record(event(4).at(clock.instant()));
    awaitStored(4);
    clock.set(then.plus(Duration.ofDays(402)));
    log.record(event(5).at(clock.instant()));
    await().until(() -> stored().size() == 3);
    log.close();
    assertThat(stored())
        .extracting(entry -> entry.subject().orElse(entry.action()))
        .containsExactly("kernel-4", "kernel-5", "audit.expire");
    assertThat(stored().get(2).details()).containsEntry("through", "3");
    assertThat(trail("home").verify()).isEqualTo(new Intact(3, 4, 6));
    assertThat(AuditFile.in(folder("home"))).hasSize(2);
    assertFilesIntact("home");

    ChainedAuditLog next = log("home");
    next.record(event(7).at(clock.instant()));
    next.close();
    assertThat(trail("home").verify()).isEqualTo(new Intact(4, 4, 7));
  }

  static final class SetClock extends Clock {
    private volatile Instant now;

    SetClock(Instant now) {
      this.now = now;
    }

    void set(Instant next) {
      now = next;
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public java.time.ZoneId getZone() {
      return java.time.ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }
  }
}
