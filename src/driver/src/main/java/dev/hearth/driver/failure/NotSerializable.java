package dev.hearth.driver.failure;

import java.io.NotSerializableException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Code for executors that takes an object with it which cannot be sent. Spark's text holds the way
 * to it ({@code Serialization stack}), from the object outwards to the closure.
 */
final class NotSerializable implements Rule {
  private static final Pattern OBJECT =
      Pattern.compile("object not serializable \\(class: ([^,]+),");
  private static final Pattern FIELD =
      Pattern.compile("- field \\(class: [^,]*, name: ([^,]+), type: [^)]*\\)");

  @Override
  public Optional<String> advice(Fault fault) {
    return fault.causes().stream()
        .filter(NotSerializableException.class::isInstance)
        .findFirst()
        .map(cause -> advice(String.valueOf(cause.getMessage())));
  }

  private static String advice(String stack) {
    Matcher object = OBJECT.matcher(stack);
    String type = object.find() ? object.group(1) : ErrorText.firstLine(stack);
    String name = UserCode.className(type);
    Optional<String> field = field(stack);
    return field.map(f -> "The value " + f + " (" + name + ")").orElse("An object of " + name)
        + " is used in code that runs on executors, but cannot be sent to them."
        + field
            .map(f -> " Make it there: @transient lazy val " + f + " = ..., or inside")
            .orElse(" Make it there, inside")
        + " mapPartitions; or copy what is needed of it into a val of a plain type first.";
  }

  /** The innermost one that the user named. */
  private static Optional<String> field(String stack) {
    Matcher field = FIELD.matcher(stack);
    while (field.find()) {
      String name = field.group(1).strip();
      if (!name.contains("$") && !name.startsWith("capturedArgs") && !name.startsWith("_")) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }
}
