package dev.hearth.gateway.team.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearth.gateway.error.Nearest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * An object of a configuration file, read strictly: a value of the wrong kind and a key that nobody
 * has asked for are errors that name where they stand.
 */
final class Settings {
  private final String path;
  private final JsonNode object;
  private final SortedSet<String> known = new TreeSet<>();

  /**
   * @param path where it stands, e.g. {@code teams.emr-ml-team-a.quota}
   * @throws IllegalArgumentException if it is no object
   */
  Settings(String path, JsonNode object) {
    if (!object.isObject()) {
      throw new IllegalArgumentException(
          (path.isEmpty() ? "The file" : path) + " must have keys with values.");
    }
    this.path = path;
    this.object = object;
  }

  private String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private Optional<JsonNode> value(String key) {
    known.add(key);
    JsonNode value = object.path(key);
    return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(value);
  }

  IllegalArgumentException wrong(String key, String must) {
    return new IllegalArgumentException(
        at(key) + " must be " + must + ", not " + object.path(key) + ".");
  }

  Optional<String> text(String key) {
    return value(key)
        .map(
            value -> {
              if (!value.isTextual() || value.asText().isBlank()) {
                throw wrong(key, "a text");
              }
              return value.asText().strip();
            });
  }

  /** A text in a form that is told in words. */
  Optional<String> text(String key, String form, String inWords) {
    Optional<String> text = text(key);
    text.filter(value -> !value.matches(form))
        .ifPresent(
            value -> {
              throw wrong(key, inWords);
            });
    return text;
  }

  Optional<Boolean> flag(String key) {
    return value(key)
        .map(
            value -> {
              if (!value.isBoolean()) {
                throw wrong(key, "true or false");
              }
              return value.asBoolean();
            });
  }

  Optional<Integer> count(String key) {
    return value(key)
        .map(
            value -> {
              if (!value.isIntegralNumber() || !value.canConvertToInt() || value.asInt() < 0) {
                throw wrong(key, "a whole number from 0");
              }
              return value.asInt();
            });
  }

  Optional<BigDecimal> amount(String key) {
    return value(key)
        .map(
            value -> {
              if (!value.isNumber() || value.decimalValue().signum() < 0) {
                throw wrong(key, "an amount such as 120 or 49.50");
              }
              return value.decimalValue();
            });
  }

  /** By a reader that throws {@link IllegalArgumentException} for what it does not take. */
  <T> Optional<T> parsed(String key, String must, Function<String, T> reader) {
    return text(key)
        .map(
            text -> {
              try {
                return reader.apply(text);
              } catch (RuntimeException e) {
                throw new IllegalArgumentException(wrong(key, must).getMessage(), e);
              }
            });
  }

  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    value(key)
        .ifPresent(
            value -> {
              if (!value.isArray()) {
                throw wrong(key, "a list");
              }
              for (JsonNode item : value) {
                if (!item.isTextual() || item.asText().isBlank()) {
                  throw wrong(key, "a list of texts");
                }
                texts.add(item.asText().strip());
              }
            });
    return texts;
  }

  Optional<Settings> object(String key) {
    return value(key).map(value -> new Settings(at(key), value));
  }

  /** The objects of a list. */
  List<Settings> objects(String key) {
    List<Settings> objects = new ArrayList<>();
    value(key)
        .ifPresent(
            value -> {
              if (!value.isArray()) {
                throw wrong(key, "a list");
              }
              for (int i = 0; i < value.size(); i++) {
                objects.add(new Settings(at(key) + "[" + i + "]", value.get(i)));
              }
            });
    return objects;
  }

  /** The objects under all keys, in the order of the file. */
  List<Map.Entry<String, Settings>> members() {
    List<Map.Entry<String, Settings>> members = new ArrayList<>();
    object
        .properties()
        .forEach(
            entry ->
                object(entry.getKey())
                    .ifPresentOrElse(
                        settings -> members.add(Map.entry(entry.getKey(), settings)),
                        () -> {
                          throw new IllegalArgumentException(
                              at(entry.getKey()) + " is empty. Give it a description at least.");
                        }));
    return members;
  }

  String path() {
    return path;
  }

  /**
   * @throws IllegalArgumentException if there is a key that was not asked for, naming the nearest
   */
  void nothingElse() {
    object
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (!known.contains(key)) {
                throw new IllegalArgumentException(
                    at(key)
                        + " is unknown. "
                        + Nearest.of(key, known)
                            .map(nearest -> "Did you mean " + nearest + "?")
                            .orElseGet(() -> "Known are: " + String.join(", ", known) + "."));
              }
            });
  }
}
