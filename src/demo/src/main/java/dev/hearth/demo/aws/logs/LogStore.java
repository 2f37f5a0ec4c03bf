package dev.hearth.demo.aws.logs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Log groups, kept in memory. Safe for all threads. */
public final class LogStore {

  /** A line of a stream. */
  public record Line(long timestamp, long ingested, String message) {}

  /** A stream of lines, the oldest first. */
  public record Stream(String name, Instant createdAt, List<Line> lines) {}

  private static final class Group {
    private final String name;
    private final Instant createdAt = Instant.now();
    private final Map<String, List<Line>> lines = new TreeMap<>();
    private final Map<String, Instant> created = new TreeMap<>();
    private final Map<String, String> tags;
    private Optional<Integer> retentionDays = Optional.empty();

    Group(String name, Map<String, String> tags) {
      this.name = name;
      this.tags = new TreeMap<>(tags);
    }
  }

  /** What is known of a group. */
  public record Described(String name, Instant createdAt, Optional<Integer> retentionDays) {}

  private final Map<String, Group> groups = new TreeMap<>();

  /**
   * @return false if there is one already
   */
  public boolean createGroup(String name) {
    return createGroup(name, Map.of());
  }

  /**
   * @return false if there is one already
   */
  synchronized boolean createGroup(String name, Map<String, String> tags) {
    return groups.putIfAbsent(name, new Group(name, tags)) == null;
  }

  /**
   * Deletes a group with all its streams.
   *
   * @return false if there is no such group
   */
  synchronized boolean deleteGroup(String name) {
    return groups.remove(name) != null;
  }

  /** A group's tags; empty if there is no such group. */
  synchronized Optional<Map<String, String>> tags(String name) {
    return Optional.ofNullable(groups.get(name)).map(group -> Map.copyOf(group.tags));
  }

  /**
   * Adds tags, or changes them.
   *
   * @return false if there is no such group
   */
  synchronized boolean tag(String name, Map<String, String> tags) {
    Group group = groups.get(name);
    if (group != null) {
      group.tags.putAll(tags);
    }
    return group != null;
  }

  public synchronized List<Described> groups(String prefix) {
    return groups.values().stream()
        .filter(group -> group.name.startsWith(prefix))
        .map(group -> new Described(group.name, group.createdAt, group.retentionDays))
        .toList();
  }

  /**
   * @return false if there is no such group
   */
  public synchronized boolean retain(String name, int days) {
    Group group = groups.get(name);
    if (group != null) {
      group.retentionDays = Optional.of(days);
    }
    return group != null;
  }

  /**
   * Makes a stream.
   *
   * @return false if there is no such group
   */
  public synchronized boolean createStream(String groupName, String stream) {
    Group group = groups.get(groupName);
    if (group != null) {
      group.lines.computeIfAbsent(stream, name -> new ArrayList<>());
      group.created.putIfAbsent(stream, Instant.now());
    }
    return group != null;
  }

  /**
   * Appends to a stream.
   *
   * @return false if there is no such group or stream
   */
  public synchronized boolean append(String groupName, String stream, Collection<Line> lines) {
    Group group = groups.get(groupName);
    if (group == null || !group.lines.containsKey(stream)) {
      return false;
    }
    group.lines.get(stream).addAll(lines);
    return true;
  }

  /** The streams of a group whose names begin so; empty if there is no such group. */
  public synchronized Optional<List<Stream>> streams(String groupName, String prefix) {
    return Optional.ofNullable(groups.get(groupName))
        .map(
            group ->
                group.lines.entrySet().stream()
                    .filter(stream -> stream.getKey().startsWith(prefix))
                    .map(
                        stream ->
                            new Stream(
                                stream.getKey(),
                                group.created.get(stream.getKey()),
                                List.copyOf(stream.getValue())))
                    .toList());
  }
}
