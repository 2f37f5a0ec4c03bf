package dev.hearth.cli.notebook;

import dev.hearth.client.Failure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Scala: {@code val name = value}. The type is that of the declaration where that is plain to see
 * (written down, or a literal), so that {@code --param rows=5} stays a Long where a Long was; else
 * it follows from the value.
 */
final class ScalaParameters implements ParameterSyntax {
  private static final Pattern DECLARATION =
      Pattern.compile(
          "^\\s*(?:(?:implicit|lazy|final)\\s+)*va[lr]\\s+([A-Za-z_]\\w*)"
              + "\\s*(?::\\s*([^=]+?))?\\s*=\\s*(.*)$",
          Pattern.MULTILINE);
  private static final Pattern INTEGER = Pattern.compile("[+-]?\\d+");
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d+\\.\\d*|\\.\\d+|\\d+(?=[eE]))([eE][+-]?\\d+)?");

  @Override
  public Map<String, String> declarations(String source) {
    Map<String, String> types = new LinkedHashMap<>();
    Matcher matcher = DECLARATION.matcher(source);
    while (matcher.find()) {
      String declared = matcher.group(2);
      types.put(matcher.group(1), declared == null ? typeOf(matcher.group(3)) : declared.strip());
    }
    return types;
  }

  /** The type of a literal; empty if it is none. */
  private static String typeOf(String expression) {
    String code = expression.replaceFirst("(;|//).*$", "").strip();
    if (expression.startsWith("\"")) {
      return "String";
    }
    if (code.equals("true") || code.equals("false")) {
      return "Boolean";
    }
    if (code.matches("[+-]?[\\d_]+[lL]")) {
      return "Long";
    }
    if (code.matches("[+-]?[\\d_]+")) {
      return "Int";
    }
    if (code.matches("[+-]?[\\d._eE+-]+[fF]")) {
      return "Float";
    }
    if (DECIMAL.matcher(code.replaceFirst("[dD]$", "")).matches() || code.matches("\\d+[dD]")) {
      return "Double";
    }
    return "";
  }

  @Override
  public String assignment(Parameter parameter, Optional<String> declaration) {
    return "val " + parameter.name() + " = " + literal(parameter, declaration.orElse(""));
  }

  private static String literal(Parameter parameter, String type) {
    String value = parameter.value();
    switch (type) {
      case "String":
        return quoted(value);
      case "Boolean":
        if (value.equals("true") || value.equals("false")) {
          return value;
        }
        throw unfit(parameter, "true or false");
      case "Int":
        // More than an Int holds is given as a Long, as a literal of that size would have to be.
        if (INTEGER.matcher(value).matches()) {
          return integer(parameter);
        }
        throw unfit(parameter, "a whole number");
      case "Long":
        if (INTEGER.matcher(value).matches() && fitsLong(value)) {
          return Long.parseLong(value) + "L";
        }
        throw unfit(parameter, "a whole number");
      case "Float":
      case "Double":
        if (INTEGER.matcher(value).matches() || DECIMAL.matcher(value).matches()) {
          return Double.parseDouble(value) + (type.equals("Float") ? "f" : "");
        }
        throw unfit(parameter, "a number");
      default:
        return inferred(parameter);
    }
  }

  private static String inferred(Parameter parameter) {
    String value = parameter.value();
    if (value.equals("true") || value.equals("false")) {
      return value;
    }
    if (INTEGER.matcher(value).matches() && fitsLong(value)) {
      return integer(parameter);
    }
    if (DECIMAL.matcher(value).matches() && Double.isFinite(Double.parseDouble(value))) {
      return String.valueOf(Double.parseDouble(value));
    }
    return quoted(value);
  }

  private static String integer(Parameter parameter) {
    if (!fitsLong(parameter.value())) {
      throw unfit(parameter, "a whole number of at most 64 bits");
    }
    long number = Long.parseLong(parameter.value());
    return number == (int) number ? String.valueOf(number) : number + "L";
  }

  private static boolean fitsLong(String digits) {
    try {
      Long.parseLong(digits);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static Failure unfit(Parameter parameter, String expected) {
    return Failure.usage(
        "--param "
            + parameter.name()
            + "="
            + parameter.value()
            + ": the notebook wants "
            + expected,
        "Its cell tagged 'parameters' says what each parameter is.");
  }

  private static String quoted(String value) {
    return Quoted.withDoubleQuotes(value);
  }

  @Override
  public String comment(String text) {
    return "// " + text;
  }
}
