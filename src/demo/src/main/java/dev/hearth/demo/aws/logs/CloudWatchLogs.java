package dev.hearth.demo.aws.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearth.demo.aws.Account;
import dev.hearth.demo.aws.AwsError;
import dev.hearth.demo.aws.AwsService;
import dev.hearth.demo.aws.Caller;
import dev.hearth.demo.aws.protocol.Json;
import dev.hearth.demo.http.Request;
import dev.hearth.demo.http.Response;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The service CloudWatch Logs, 2014-03-28. */
public final class CloudWatchLogs implements AwsService {
  private static final int PAGE = 50;
  private static final int LINES = 10_000;

  private final LogStore store;

  public CloudWatchLogs(LogStore store) {
    this.store = store;
  }

  @Override
  public String signingName() {
    return "logs";
  }

  @Override
  public String operation(Request request) {
    return Json.target(request)
        .orElseThrow(() -> new AwsError(400, "UnknownOperationException", "No X-Amz-Target."));
  }

  @Override
  public Response handle(String operation, Request request, Caller caller) {
    ObjectNode asked = Json.body(request);
    return Json.answer11(
        switch (operation) {
          case "DescribeLogGroups" -> describeGroups(asked);
          case "CreateLogGroup" -> createGroup(asked);
          case "DeleteLogGroup" -> deleteGroup(asked);
          case "ListTagsForResource" -> listTags(asked);
          case "TagResource" -> tag(asked);
          case "PutRetentionPolicy" -> retain(asked);
          case "CreateLogStream" -> createStream(asked);
          case "DescribeLogStreams" -> describeStreams(asked);
          case "PutLogEvents" -> putEvents(asked);
          case "GetLogEvents" -> getEvents(asked);
          case "FilterLogEvents" -> filterEvents(asked);
          default ->
              throw new AwsError(
                  400, "UnknownOperationException", "This stand-in does not know " + operation);
        });
  }

  private ObjectNode describeGroups(ObjectNode asked) {
    ObjectNode answer = Json.object();
    ArrayNode groups = answer.putArray("logGroups");
    List<LogStore.Described> all = store.groups(Json.text(asked, "logGroupNamePrefix").orElse(""));
    page(asked, answer, all)
        .forEach(
            group -> {
              ObjectNode one =
                  groups
                      .addObject()
                      .put("logGroupName", group.name())
                      .put("creationTime", group.createdAt().toEpochMilli())
                      .put("arn", arn(group.name()) + ":*")
                      .put("logGroupArn", arn(group.name()))
                      .put("storedBytes", 0);
              group.retentionDays().ifPresent(days -> one.put("retentionInDays", days));
            });
    return answer;
  }

  private ObjectNode createGroup(ObjectNode asked) {
    if (!store.createGroup(required(asked, "logGroupName"), tags(asked))) {
      throw new AwsError(
          400, "ResourceAlreadyExistsException", "The specified log group already exists");
    }
    return Json.object();
  }

  private ObjectNode deleteGroup(ObjectNode asked) {
    if (!store.deleteGroup(required(asked, "logGroupName"))) {
      throw noGroup();
    }
    return Json.object();
  }

  private ObjectNode listTags(ObjectNode asked) {
    ObjectNode answer = Json.object();
    ObjectNode told = answer.putObject("tags");
    store.tags(tagged(asked)).orElseThrow(CloudWatchLogs::noGroup).forEach(told::put);
    return answer;
  }

  private ObjectNode tag(ObjectNode asked) {
    if (!store.tag(tagged(asked), tags(asked))) {
      throw noGroup();
    }
    return Json.object();
  }

  private static Map<String, String> tags(ObjectNode asked) {
    Map<String, String> tags = new TreeMap<>();
    asked.path("tags").properties().forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
    return tags;
  }

  /** The group that a call about tags names: by its ARN, without the {@code :*} of other calls. */
  private static String tagged(ObjectNode asked) {
    String arn = required(asked, "resourceArn");
    String beginning = arn("");
    if (!arn.startsWith(beginning) || arn.endsWith(":*")) {
      throw new AwsError(400, "InvalidParameterException", "Invalid resource ARN: " + arn);
    }
    return arn.substring(beginning.length());
  }

  private static String arn(String group) {
    return Account.arn("logs", "log-group:" + group);
  }

  private ObjectNode retain(ObjectNode asked) {
    if (!store.retain(
        required(asked, "logGroupName"), asked.path("retentionInDays").asInt(Integer.MAX_VALUE))) {
      throw noGroup();
    }
    return Json.object();
  }

  private ObjectNode createStream(ObjectNode asked) {
    String group = required(asked, "logGroupName");
    String stream = required(asked, "logStreamName");
    if (stream(group, stream).isPresent()) {
      throw new AwsError(
          400, "ResourceAlreadyExistsException", "The specified log stream already exists");
    }
    if (!store.createStream(group, stream)) {
      throw noGroup();
    }
    return Json.object();
  }

  private ObjectNode describeStreams(ObjectNode asked) {
    List<LogStore.Stream> streams =
        streams(group(asked), Json.text(asked, "logStreamNamePrefix").orElse(""));
    ObjectNode answer = Json.object();
    ArrayNode told = answer.putArray("logStreams");
    page(asked, answer, streams)
        .forEach(
            stream -> {
              ObjectNode one =
                  told.addObject()
                      .put("logStreamName", stream.name())
                      .put("creationTime", stream.createdAt().toEpochMilli());
              if (!stream.lines().isEmpty()) {
                one.put("firstEventTimestamp", stream.lines().get(0).timestamp());
                one.put(
                    "lastEventTimestamp",
                    stream.lines().get(stream.lines().size() - 1).timestamp());
              }
            });
    return answer;
  }

  private ObjectNode putEvents(ObjectNode asked) {
    List<LogStore.Line> lines = new ArrayList<>();
    long now = System.currentTimeMillis();
    asked
        .path("logEvents")
        .forEach(
            event ->
                lines.add(
                    new LogStore.Line(
                        event.path("timestamp").asLong(), now, event.path("message").asText())));
    if (!store.append(required(asked, "logGroupName"), required(asked, "logStreamName"), lines)) {
      throw noStream();
    }
    return Json.object().put("nextSequenceToken", Account.id("", 56));
  }

  /** Tokens are the direction and the number of the line, as b/12 and f/34. */
  private ObjectNode getEvents(ObjectNode asked) {
    LogStore.Stream stream =
        stream(group(asked), required(asked, "logStreamName")).orElseThrow(this::noStream);
    List<LogStore.Line> lines = within(asked, stream.lines());
    int limit = Math.min(LINES, asked.path("limit").asInt(LINES));
    String token = Json.text(asked, "nextToken").orElse("");
    int from;
    int to;
    if (token.startsWith("f/")) {
      from = Math.min(lines.size(), number(token));
      to = Math.min(lines.size(), from + limit);
    } else if (token.startsWith("b/")) {
      to = Math.min(lines.size(), number(token));
      from = Math.max(0, to - limit);
    } else if (asked.path("startFromHead").asBoolean(false)) {
      from = 0;
      to = Math.min(lines.size(), limit);
    } else {
      to = lines.size();
      from = Math.max(0, to - limit);
    }
    ObjectNode answer = Json.object();
    ArrayNode events = answer.putArray("events");
    lines.subList(from, to).forEach(line -> write(events.addObject(), line));
    return answer.put("nextForwardToken", "f/" + to).put("nextBackwardToken", "b/" + from);
  }

  private ObjectNode filterEvents(ObjectNode asked) {
    String prefix = Json.text(asked, "logStreamNamePrefix").orElse("");
    List<String> names = new ArrayList<>();
    asked.path("logStreamNames").forEach(name -> names.add(name.asText()));
    String pattern =
        Json.text(asked, "filterPattern").orElse("").replaceAll("^\"(.*)\"$", "$1").strip();
    record Found(String stream, LogStore.Line line) {}
    List<Found> found =
        streams(group(asked), prefix).stream()
            .filter(stream -> names.isEmpty() || names.contains(stream.name()))
            .flatMap(
                stream ->
                    within(asked, stream.lines()).stream()
                        .filter(line -> line.message().contains(pattern))
                        .map(line -> new Found(stream.name(), line)))
            .sorted(Comparator.comparingLong(each -> each.line().timestamp()))
            .toList();
    int from = Json.text(asked, "nextToken").map(CloudWatchLogs::number).orElse(0);
    int to = Math.min(found.size(), from + Math.min(LINES, asked.path("limit").asInt(LINES)));
    ObjectNode answer = Json.object();
    ArrayNode events = answer.putArray("events");
    for (int i = Math.min(from, to); i < to; i++) {
      write(
          events.addObject().put("logStreamName", found.get(i).stream()).put("eventId", "" + i),
          found.get(i).line());
    }
    if (to < found.size()) {
      answer.put("nextToken", "f/" + to);
    }
    answer.putArray("searchedLogStreams");
    return answer;
  }

  private static List<LogStore.Line> within(ObjectNode asked, List<LogStore.Line> lines) {
    long start = asked.path("startTime").asLong(0);
    long end = asked.path("endTime").asLong(Long.MAX_VALUE);
    return lines.stream()
        .filter(line -> line.timestamp() >= start && line.timestamp() < end)
        .toList();
  }

  private static void write(ObjectNode event, LogStore.Line line) {
    event
        .put("timestamp", line.timestamp())
        .put("ingestionTime", line.ingested())
        .put("message", line.message());
  }

  private static <T> List<T> page(ObjectNode asked, ObjectNode answer, List<T> all) {
    int from = Json.text(asked, "nextToken").map(CloudWatchLogs::number).orElse(0);
    int to = Math.min(all.size(), from + Math.min(PAGE, asked.path("limit").asInt(PAGE)));
    if (to < all.size()) {
      answer.put("nextToken", "f/" + to);
    }
    return all.subList(Math.min(from, to), to);
  }

  private static int number(String token) {
    try {
      return Integer.parseInt(token.substring(2));
    } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
      throw new AwsError(400, "InvalidParameterException", "The specified nextToken is invalid.");
    }
  }

  private List<LogStore.Stream> streams(String group, String prefix) {
    return store.streams(group, prefix).orElseThrow(CloudWatchLogs::noGroup);
  }

  private Optional<LogStore.Stream> stream(String group, String name) {
    return streams(group, name).stream().filter(one -> one.name().equals(name)).findFirst();
  }

  /** A group by its name or its ARN. */
  private static String group(ObjectNode asked) {
    return Json.text(asked, "logGroupName")
        .or(
            () ->
                Json.text(asked, "logGroupIdentifier")
                    .map(id -> id.replaceAll("^arn:[^:]*:logs:[^:]*:[^:]*:log-group:", "")))
        .orElseThrow(() -> invalid("logGroupName"));
  }

  private static String required(JsonNode asked, String field) {
    return Json.text(asked, field).orElseThrow(() -> invalid(field));
  }

  private static AwsError invalid(String field) {
    return new AwsError(
        400,
        "InvalidParameterException",
        "1 validation error detected: Value null at '"
            + field
            + "' failed to satisfy constraint: Member must not be null");
  }

  private static AwsError noGroup() {
    return new AwsError(
        400, "ResourceNotFoundException", "The specified log group does not exist.");
  }

  private AwsError noStream() {
    return new AwsError(
        400, "ResourceNotFoundException", "The specified log stream does not exist.");
  }

  @Override
  public Response error(AwsError error) {
    return Json.error(error);
  }

  @Override
  public String unknownKeyCode() {
    return "UnrecognizedClientException";
  }
}
