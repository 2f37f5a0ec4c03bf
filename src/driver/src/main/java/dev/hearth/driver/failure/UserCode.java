package dev.hearth.driver.failure;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognises the user's code in the names that the REPL's wrappers and the compiler give it. */
final class UserCode {
  /** The wrappers of one line, up to what the user wrote: {@code $line7.$read$$iw$$iw$Point}. */
  private static final Pattern WRAPPERS =
      Pattern.compile("\\$line(\\d+)\\.\\$(?:read|eval)(?:\\$\\$iw)*\\$?");

  private static final Pattern LAMBDA = Pattern.compile("\\$anonfun\\$(.+?)\\$\\d+(?:\\$adapted)?");

  /** What the compiler makes of code in no method: its lambdas, and its {@code try} blocks. */
  private static final Pattern OUTSIDE_METHODS =
      Pattern.compile("new|res\\d+|\\$ires\\d+|liftedTree\\d+\\$\\d+");

  private UserCode() {}

  static boolean is(StackTraceElement frame) {
    return WRAPPERS.matcher(frame.getClassName()).lookingAt();
  }

  /** A class's name as the user wrote it. */
  static String className(String name) {
    return WRAPPERS.matcher(name).replaceAll("");
  }

  /** Text, e.g. of an exception, without the wrappers' names. */
  static String clean(String text) {
    return WRAPPERS.matcher(text).replaceAll("");
  }

  /** The number of the line that a frame of the user's code belongs to. */
  static int lineId(StackTraceElement frame) {
    Matcher matcher = WRAPPERS.matcher(frame.getClassName());
    return matcher.lookingAt() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  /** Whether the frame is the start of a cell's statement, not a method or class of the user's. */
  static boolean isStatement(StackTraceElement frame) {
    return className(frame.getClassName()).isEmpty()
        && (frame.getMethodName().equals("<init>")
            || frame.getMethodName().equals("<clinit>")
            || isResult(frame.getMethodName()));
  }

  private static boolean isResult(String method) {
    return method.startsWith("$print") || method.startsWith("$result");
  }

  /** The class and method as the user wrote them; empty for code that stands in no method. */
  static String place(StackTraceElement frame) {
    String type = className(frame.getClassName()).replaceFirst("\\$$", "").replace('$', '.');
    String method = method(frame.getMethodName());
    if (type.isEmpty()) {
      return method.equals("<init>") ? "" : method;
    }
    return method.isEmpty() ? type : type + "." + method;
  }

  private static String method(String name) {
    Matcher lambda = LAMBDA.matcher(name);
    String method = lambda.lookingAt() ? lambda.group(1) : name;
    return OUTSIDE_METHODS.matcher(method).matches()
        ? ""
        : scala.reflect.NameTransformer.decode(method);
  }
}
