package dev.hearth.protocol.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearth.protocol.MalformedMessageException;
import dev.hearth.protocol.message.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One entry of the audit log.
 *
 * @param number its place in the database, from 1, without gaps; 0 as long as it has none
 * @param previous hash of the entry before it in the database, {@link #GENESIS} for the first
 * @param gateway which gateway wrote it
 * @param gatewayNumber counts the entries of that gateway, from 1, without gaps
 * @param gatewayPrevious hash of that gateway's entry before it
 * @param at when it happened, in microseconds
 * @param team whose business it was, if one team's
 * @param user who did it, if that is known
 * @param action such as {@code kernel.start}
 * @param subject what it was done to, such as a kernel's id
 * @param outcome {@code allowed}, {@code denied} or {@code failed}
 * @param details more, by name
 * @param hash over all the others, see {@link Seal}; empty as long as it has none
 */
public record AuditEntry(
    long number,
    String previous,
    String gateway,
    long gatewayNumber,
    String gatewayPrevious,
    Instant at,
    Optional<String> team,
    Optional<String> user,
    String action,
    Optional<String> subject,
    String outcome,
    Map<String, String> details,
    String hash) {

  /** What stands for the hash of the entry before the first. */
  public static final String GENESIS = "0".repeat(64);

  private static final String HASH = "hash";
  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  public AuditEntry {
    Objects.requireNonNull(previous, "previous");
    Objects.requireNonNull(gateway, "gateway");
    Objects.requireNonNull(gatewayPrevious, "gatewayPrevious");
    Objects.requireNonNull(team, "team");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(hash, "hash");
    at = at.truncatedTo(ChronoUnit.MICROS);
    details = Collections.unmodifiableSortedMap(new TreeMap<>(details));
  }

  /** The same event at another place. */
  public AuditEntry linked(
      long number, String previous, long gatewayNumber, String gatewayPrevious) {
    return new AuditEntry(
        number,
        previous,
        gateway,
        gatewayNumber,
        gatewayPrevious,
        at,
        team,
        user,
        action,
        subject,
        outcome,
        details,
        "");
  }

  AuditEntry withHash(String value) {
    return new AuditEntry(
        number,
        previous,
        gateway,
        gatewayNumber,
        gatewayPrevious,
        at,
        team,
        user,
        action,
        subject,
        outcome,
        details,
        value);
  }

  /** Whether both tell of the same event, wherever they stand. */
  public boolean tellsTheSameAs(AuditEntry other) {
    return linked(0, GENESIS, 0, GENESIS).equals(other.linked(0, GENESIS, 0, GENESIS));
  }

  /** All members by their names in JSON; those that are absent are left out. */
  public SortedMap<String, Object> members() {
    SortedMap<String, Object> members = new TreeMap<>();
    members.put("number", number);
    members.put("previous", previous);
    members.put("gateway", gateway);
    members.put("gateway_number", gatewayNumber);
    members.put("gateway_previous", gatewayPrevious);
    members.put("at", MICROSECONDS.format(at));
    team.ifPresent(value -> members.put("team", value));
    user.ifPresent(value -> members.put("user", value));
    members.put("action", action);
    subject.ifPresent(value -> members.put("subject", value));
    members.put("outcome", outcome);
    members.put("details", details);
    members.put(HASH, hash);
    return members;
  }

  /** The entry as a line of a file, without the line's end. */
  public String line() {
    return CanonicalJson.write(members());
  }

  /** What the hash is taken over. */
  byte[] sealed() {
    SortedMap<String, Object> members = members();
    members.remove(HASH);
    return CanonicalJson.write(members).getBytes(StandardCharsets.UTF_8);
  }

  /** The details as a text of their own, in canonical form. */
  public String detailsText() {
    return CanonicalJson.write(details);
  }

  /**
   * Reads what {@link #detailsText} has written.
   *
   * @throws MalformedMessageException if it is anything else
   */
  public static Map<String, String> details(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Map<String, String> details =
        strings(Json.object(ByteBuffer.wrap(bytes), "an entry's details"));
    if (!CanonicalJson.write(details).equals(text)) {
      throw new MalformedMessageException("an entry's details are not in canonical form");
    }
    return details;
  }

  /**
   * Reads a line.
   *
   * @throws MalformedMessageException if it is not to the byte what {@link #line} gives
   */
  public static AuditEntry parse(byte[] line) {
    ObjectNode json = Json.object(ByteBuffer.wrap(line), "an audit entry");
    AuditEntry entry =
        new AuditEntry(
            number(json, "number"),
            required(json, "previous"),
            required(json, "gateway"),
            number(json, "gateway_number"),
            required(json, "gateway_previous"),
            instant(required(json, "at")),
            text(json, "team"),
            text(json, "user"),
            required(json, "action"),
            text(json, "subject"),
            required(json, "outcome"),
            json.get("details") instanceof ObjectNode details ? strings(details) : Map.of(),
            required(json, HASH));
    if (!java.util.Arrays.equals(entry.line().getBytes(StandardCharsets.UTF_8), line)) {
      throw new MalformedMessageException("an audit entry is not in canonical form");
    }
    return entry;
  }

  private static Map<String, String> strings(ObjectNode object) {
    Map<String, String> strings = new TreeMap<>();
    object
        .fieldNames()
        .forEachRemaining(
            name ->
                strings.put(
                    name,
                    text(object, name)
                        .orElseThrow(
                            () -> new MalformedMessageException("a detail is not a string"))));
    return strings;
  }

  private static long number(JsonNode json, String name) {
    JsonNode value = json.get(name);
    if (value == null || !value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new MalformedMessageException("an audit entry's " + name + " is not a number");
    }
    return value.longValue();
  }

  private static String required(JsonNode json, String name) {
    return text(json, name)
        .orElseThrow(() -> new MalformedMessageException("an audit entry lacks its " + name));
  }

  private static Optional<String> text(JsonNode json, String name) {
    JsonNode value = json.get(name);
    return value == null || !value.isTextual() ? Optional.empty() : Optional.of(value.textValue());
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new MalformedMessageException("an audit entry's time is none", e);
    }
  }
}
