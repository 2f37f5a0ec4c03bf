package dev.hearth.cli.notebook;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SQL, in the manner of the notebook's own parameters: a variable ({@code DECLARE VARIABLE name})
 * is set with {@code SET VAR}; anything else is {@code SET name=value}, which later cells read as
 * <code>${name}</code>.
 */
final class SqlParameters implements ParameterSyntax {
  private static final String VARIABLE = "variable";
  private static final String SETTING = "setting";

  private static final Pattern DECLARE =
      Pattern.compile(
          "\\bDECLARE\\s+(?:OR\\s+REPLACE\\s+)?(?:VAR(?:IABLE)?\\s+)?([A-Za-z_]\\w*)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern SET =
      Pattern.compile(
          "^\\s*SET\\s+(?!VAR(?:IABLE)?\\b)([A-Za-z_]\\w*)\\s*=",
          Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");

  @Override
  public Map<String, String> declarations(String source) {
    Map<String, String> kinds = new LinkedHashMap<>();
    collect(DECLARE.matcher(source), VARIABLE, kinds);
    collect(SET.matcher(source), SETTING, kinds);
    return kinds;
  }

  private static void collect(Matcher matcher, String kind, Map<String, String> kinds) {
    while (matcher.find()) {
      kinds.putIfAbsent(matcher.group(1), kind);
    }
  }

  @Override
  public String assignment(Parameter parameter, Optional<String> declaration) {
    if (declaration.orElse(SETTING).equals(VARIABLE)) {
      return "SET VAR " + parameter.name() + " = " + literal(parameter.value()) + ";";
    }
    return "SET " + parameter.name() + "=" + setting(parameter.value()) + ";";
  }

  private static String literal(String value) {
    boolean plain =
        value.equals("true") || value.equals("false") || NUMBER.matcher(value).matches();
    return plain ? value : Quoted.withSingleQuotes(value);
  }

  /** Spark takes a setting's value as it stands; back-quotes keep a semicolon or line end in it. */
  private static String setting(String value) {
    boolean special = value.contains(";") || value.contains("\n") || value.contains("`");
    return special ? "`" + value.replace("`", "``") + "`" : value;
  }

  @Override
  public String comment(String text) {
    return "-- " + text;
  }
}
