package dev.hearth.cli.notebook;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Python: {@code name = value}; a parameter that is a string in the notebook stays one. */
final class PythonParameters implements ParameterSyntax {
  private static final Pattern DECLARATION =
      Pattern.compile(
          "^([A-Za-z_]\\w*)\\s*(?::\\s*([^=]+?))?\\s*=(?!=)\\s*(.*)$", Pattern.MULTILINE);
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(0|[1-9]\\d*)|[+-]?(\\d+\\.\\d*|\\.\\d+|\\d+(?=[eE]))([eE][+-]?\\d+)?");

  @Override
  public Map<String, String> declarations(String source) {
    Map<String, String> types = new LinkedHashMap<>();
    Matcher matcher = DECLARATION.matcher(source);
    while (matcher.find()) {
      String value = matcher.group(3);
      boolean text =
          "str".equals(matcher.group(2)) || value.startsWith("\"") || value.startsWith("'");
      types.put(matcher.group(1), text ? "str" : "");
    }
    return types;
  }

  @Override
  public String assignment(Parameter parameter, Optional<String> declaration) {
    return parameter.name() + " = " + literal(parameter.value(), declaration.orElse(""));
  }

  private static String literal(String value, String type) {
    if (!type.equals("str")) {
      if (value.equalsIgnoreCase("true")) {
        return "True";
      }
      if (value.equalsIgnoreCase("false")) {
        return "False";
      }
      if (value.equals("None") || NUMBER.matcher(value).matches()) {
        return value;
      }
    }
    return Quoted.withDoubleQuotes(value);
  }

  @Override
  public String comment(String text) {
    return "# " + text;
  }
}
