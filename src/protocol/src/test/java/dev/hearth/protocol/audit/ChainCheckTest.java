package dev.hearth.protocol.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.protocol.MalformedMessageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What a chain of audit entries shows, and what it does not. */
class ChainCheckTest {
  private static final Seal PLAIN = Seal.plain();
  private static final Seal KEYED = Seal.keyed("0123456789abcdef0123456789abcdef", 1);

  /** Entries of one gateway, or of several that take turns. */
  @Provide
  Arbitrary<List<AuditEntry>> chains() {
    Arbitrary<String> text = Arbitraries.strings().ofMaxLength(12).filter(ChainCheckTest::legible);
    return Combinators.combine(
            Arbitraries.of("gateway-1", "gateway-2"),
            text.optional(),
            text,
            Arbitraries.maps(text, text).ofMaxSize(3),
            Arbitraries.longs().between(0, 4_000_000_000_000L))
        .as(
            (gateway, user, action, details, millis) ->
                new AuditEntry(
                    0,
                    "",
                    gateway,
                    0,
                    "",
                    Instant.ofEpochMilli(millis),
                    Optional.of("team"),
                    user,
                    action,
                    Optional.empty(),
                    "allowed",
                    details,
                    ""))
        .list()
        .ofMinSize(3)
        .ofMaxSize(12)
        .map(ChainCheckTest::chained);
  }

  private static boolean legible(String text) {
    return text.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff);
  }

  private static List<AuditEntry> chained(List<AuditEntry> events) {
    return chained(events, PLAIN);
  }

  private static List<AuditEntry> chained(List<AuditEntry> events, Seal seal) {
    List<AuditEntry> chain = new ArrayList<>();
    Map<String, AuditEntry> own = new TreeMap<>();
    String previous = AuditEntry.GENESIS;
    for (AuditEntry event : events) {
      AuditEntry before = own.get(event.gateway());
      AuditEntry entry =
          seal.seal(
              event.linked(
                  chain.size() + 1,
                  previous,
                  before == null ? 1 : before.gatewayNumber() + 1,
                  before == null ? AuditEntry.GENESIS : before.hash()));
      chain.add(entry);
      own.put(entry.gateway(), entry);
      previous = entry.hash();
    }
    return chain;
  }

  private static Optional<Flaw> complete(List<AuditEntry> entries, Seal seal) {
    return check(ChainCheck.complete(seal, 0, AuditEntry.GENESIS), entries);
  }

  private static Optional<Flaw> check(ChainCheck check, List<AuditEntry> entries) {
    return entries.stream().map(check::add).flatMap(Optional::stream).findFirst();
  }

  private static List<AuditEntry> of(String gateway, List<AuditEntry> chain) {
    return chain.stream().filter(entry -> entry.gateway().equals(gateway)).toList();
  }

  private static byte[] file(List<AuditEntry> entries) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    entries.forEach(
        entry -> bytes.writeBytes((entry.line() + "\n").getBytes(StandardCharsets.UTF_8)));
    return bytes.toByteArray();
  }

  private static Optional<Flaw> checkFile(byte[] bytes, Seal seal) {
    try {
      Path file = Files.createTempFile("audit", ".jsonl");
      try {
        Files.write(file, bytes);
        return new AuditFile(file).check(ChainCheck.ofGateways(seal));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Property(tries = 200)
  void aChainIsWholeInTheDatabaseAndInEachGatewaysFile(@ForAll("chains") List<AuditEntry> chain) {
    assertThat(complete(chain, PLAIN)).isEmpty();
    assertThat(checkFile(file(of("gateway-1", chain)), PLAIN)).isEmpty();
    assertThat(checkFile(file(of("gateway-2", chain)), PLAIN)).isEmpty();
    assertThat(complete(chained(chain, KEYED), KEYED)).isEmpty();
  }

  @Property(tries = 200)
  void aLineComesBackAsItWas(@ForAll("chains") List<AuditEntry> chain) {
    for (AuditEntry entry : chain) {
      byte[] line = entry.line().getBytes(StandardCharsets.UTF_8);
      assertThat(AuditEntry.parse(line)).isEqualTo(entry);
      assertThat(AuditEntry.details(entry.detailsText())).isEqualTo(entry.details());
    }
  }

  @Property(tries = 1000)
  void aChangeOfAnyByteOfAFileIsFound(
      @ForAll("chains") List<AuditEntry> chain,
      @ForAll @IntRange(max = 1 << 20) int where,
      @ForAll byte other) {
    byte[] bytes = file(of(chain.get(0).gateway(), chain));
    int place = where % bytes.length;
    Assume.that(bytes[place] != other);
    bytes[place] = other;
    assertThat(checkFile(bytes, PLAIN)).isPresent();
  }

  @Property(tries = 500)
  void anEntryTakenFromTheMiddleIsFound(
      @ForAll("chains") List<AuditEntry> chain, @ForAll @IntRange(max = 100) int where) {
    List<AuditEntry> cut = new ArrayList<>(chain);
    cut.remove(where % (chain.size() - 1));
    assertThat(complete(cut, PLAIN)).isPresent();

    List<AuditEntry> own = new ArrayList<>(of(chain.get(0).gateway(), chain));
    Assume.that(own.size() > 2);
    own.remove(1 + where % (own.size() - 2));
    assertThat(checkFile(file(own), PLAIN)).isPresent();
  }

  @Property(tries = 500)
  void entriesThatChangedPlacesAreFound(
      @ForAll("chains") List<AuditEntry> chain,
      @ForAll @IntRange(max = 100) int one,
      @ForAll @IntRange(max = 100) int other) {
    Assume.that(one % chain.size() != other % chain.size());
    List<AuditEntry> swapped = new ArrayList<>(chain);
    java.util.Collections.swap(swapped, one % chain.size(), other % chain.size());
    assertThat(complete(swapped, PLAIN)).isPresent();

    List<AuditEntry> own = new ArrayList<>(of(chain.get(0).gateway(), chain));
    Assume.that(own.size() > 1 && one % own.size() != other % own.size());
    java.util.Collections.swap(own, one % own.size(), other % own.size());
    assertThat(checkFile(file(own), PLAIN)).isPresent();
  }

  @Property(tries = 500)
  void anEntryThatWasAddedInTheMiddleIsFound(
      @ForAll("chains") List<AuditEntry> chain, @ForAll @IntRange(max = 100) int where) {
    int place = where % (chain.size() - 1);
    AuditEntry before = chain.get(place);
    // As well as it can be forged without touching those that follow.
    AuditEntry forged =
        PLAIN.seal(
            before.linked(
                before.number() + 1, before.hash(), before.gatewayNumber() + 1, before.hash()));
    List<AuditEntry> longer = new ArrayList<>(chain);
    longer.add(place + 1, forged);
    assertThat(complete(longer, PLAIN)).isPresent();
  }

  @Property(tries = 500)
  void anEntryThatWasWrittenAnewIsFoundUnlessAllBehindItAreToo(
      @ForAll("chains") List<AuditEntry> chain, @ForAll @IntRange(max = 100) int where) {
    int place = where % (chain.size() - 1);
    List<AuditEntry> forged = new ArrayList<>(chain);
    forged.set(place, PLAIN.seal(eve(chain.get(place))));
    assertThat(complete(forged, PLAIN)).map(Flaw::number).hasValue((long) place + 2);
    assertThat(complete(chained(forged), PLAIN)).isEmpty();
  }

  @Property(tries = 200)
  void underAKeyNobodyElseWritesAChainAnew(
      @ForAll("chains") List<AuditEntry> chain, @ForAll @IntRange(max = 100) int where) {
    List<AuditEntry> genuine = chained(chain, KEYED);
    int place = where % genuine.size();
    List<AuditEntry> forged = new ArrayList<>(genuine);
    forged.set(place, eve(genuine.get(place)));
    List<AuditEntry> tail = chained(forged, Seal.keyed("x".repeat(32), 1));
    List<AuditEntry> result = new ArrayList<>(genuine.subList(0, place));
    result.addAll(tail.subList(place, tail.size()));
    assertThat(complete(result, KEYED)).map(Flaw::number).hasValue((long) place + 1);
  }

  private static AuditEntry eve(AuditEntry entry) {
    return new AuditEntry(
        entry.number(),
        entry.previous(),
        entry.gateway(),
        entry.gatewayNumber(),
        entry.gatewayPrevious(),
        entry.at(),
        entry.team(),
        Optional.of("eve, who has a name of her own"),
        entry.action(),
        entry.subject(),
        entry.outcome(),
        entry.details(),
        "");
  }

  /** The limit: nothing in a chain tells where it should end, with a key or without. */
  @Property(tries = 100)
  void aCutOffEndIsNotFoundByTheChainAlone(
      @ForAll("chains") List<AuditEntry> chain, @ForAll @IntRange(max = 100) int where) {
    List<AuditEntry> keyed = chained(chain, KEYED);
    assertThat(complete(keyed.subList(0, where % keyed.size()), KEYED)).isEmpty();
  }

  @Example
  void theHashIsThatOfTheCanonicalForm() throws Exception {
    AuditEntry entry =
        PLAIN.seal(
            new AuditEntry(
                1,
                AuditEntry.GENESIS,
                "g",
                1,
                AuditEntry.GENESIS,
                Instant.parse("2026-01-02T03:04:05.6Z"),
                Optional.of("team-a"),
                Optional.empty(),
                "cell.run",
                Optional.empty(),
                "allowed",
                Map.of("source", "a\"\\\n\u0001/ä\ud83d\udd25"),
                ""));
    String sealed =
        "{\"action\":\"cell.run\",\"at\":\"2026-01-02T03:04:05.600000Z\",\"details\":{\"source\":"
            + "\"a\\\"\\\\\\n\\u0001/ä\ud83d\udd25\"},\"gateway\":\"g\",\"gateway_number\":1,"
            + "\"gateway_previous\":\""
            + AuditEntry.GENESIS
            + "\",\"number\":1,\"outcome\":\"allowed\",\"previous\":\""
            + AuditEntry.GENESIS
            + "\",\"team\":\"team-a\"}";
    byte[] sha256 =
        java.security.MessageDigest.getInstance("SHA-256")
            .digest(sealed.getBytes(StandardCharsets.UTF_8));
    assertThat(entry.hash()).isEqualTo(java.util.HexFormat.of().formatHex(sha256));
    assertThat(entry.line())
        .isEqualTo(sealed.replace("\"number\"", "\"hash\":\"" + entry.hash() + "\",\"number\""));
  }

  @Example
  void whatIsNotCanonicalIsNoEntry() {
    AuditEntry entry =
        chained(
                List.of(
                    eve(
                        new AuditEntry(
                            0,
                            "",
                            "g",
                            0,
                            "",
                            Instant.EPOCH,
                            Optional.empty(),
                            Optional.empty(),
                            "a",
                            Optional.empty(),
                            "allowed",
                            Map.of(),
                            ""))))
            .get(0);
    String line = entry.line();
    for (String other :
        List.of(
            line + " ",
            line.replace(",\"at\"", ", \"at\""),
            line.replace("{\"action\":\"a\"", "{\"action\":\"b\",\"action\":\"a\""),
            line.replace("{\"action\":\"a\"", "{\"action\":\"\\u0061\""),
            line.replace("{\"action\"", "{\"a\":1,\"action\""),
            line.replace(".000000Z", "Z"),
            "",
            "null",
            "[]")) {
      assertThatThrownBy(() -> AuditEntry.parse(other.getBytes(StandardCharsets.UTF_8)))
          .as(other)
          .isInstanceOf(MalformedMessageException.class);
    }
    assertThat(AuditEntry.parse(line.getBytes(StandardCharsets.UTF_8))).isEqualTo(entry);
  }

  @Example
  void aKeyIsLongAndIsNeverPrinted() {
    assertThatThrownBy(() -> Seal.keyed("too short", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("32 characters")
        .hasMessageNotContaining("too short");
    assertThat(KEYED.toString()).isEqualTo("Seal[****]");
  }
}
