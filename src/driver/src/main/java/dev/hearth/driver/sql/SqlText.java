package dev.hearth.driver.sql;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The statement around a position, as far as a statement that is being typed can be understood.
 *
 * @param before its text in front of the position, strings and comments blanked out
 * @param tables alias (or name) in lower case to the table's name, for all that FROM and JOIN name
 * @param isInert whether the position is in a string or a comment
 */
record SqlText(String before, Map<String, String> tables, boolean isInert) {
  private static final Pattern INERT =
      Pattern.compile(
          "'(?:[^'\\\\]|\\\\.)*(?:'|\\z)|\"(?:[^\"\\\\]|\\\\.)*(?:\"|\\z)|--[^\\n]*|/\\*.*?(?:\\*/|\\z)",
          Pattern.DOTALL);
  private static final String NAME = "((?:`[^`]+`|\\w+)(?:\\.(?:`[^`]+`|\\w+))*)";
  private static final Pattern TABLE =
      Pattern.compile(
          "\\b(?:from|join|into|update|table|describe|desc|refresh)\\s+"
              + NAME
              + "(?:\\s+(?:as\\s+)?(\\w+))?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern FURTHER =
      Pattern.compile(
          "\\G\\s*,\\s*" + NAME + "(?:\\s+(?:as\\s+)?(\\w+))?", Pattern.CASE_INSENSITIVE);
  private static final Pattern TABLE_NEXT =
      Pattern.compile(
          "\\b(?:from|join|into|update|table|describe|desc|refresh|view|cache|uncache|extended|formatted)\\s+(?:\\w+\\s*,\\s*)*[\\w.`]*\\z",
          Pattern.CASE_INSENSITIVE);
  private static final Set<String> NO_ALIAS =
      Set.of(
          "where",
          "join",
          "inner",
          "left",
          "right",
          "full",
          "cross",
          "on",
          "using",
          "group",
          "order",
          "limit",
          "having",
          "union",
          "select",
          "set",
          "values",
          "lateral",
          "window",
          "natural",
          "semi",
          "anti",
          "tablesample",
          "except",
          "intersect",
          "qualify",
          "pivot",
          "unpivot");

  static SqlText around(String text, int position) {
    Matcher inert = INERT.matcher(text);
    StringBuilder live = new StringBuilder(text);
    boolean isInert = false;
    while (inert.find()) {
      char first = text.charAt(inert.start());
      boolean open = !closed(inert.group(), first);
      isInert |= position > inert.start() && (position < inert.end() || open || first == '-');
      for (int i = inert.start(); i < inert.end(); i++) {
        live.setCharAt(i, ' ');
      }
    }
    int start = live.lastIndexOf(";", Math.max(0, position - 1)) + 1;
    int end = live.indexOf(";", position);
    String statement = live.substring(start, end < 0 ? live.length() : end);
    return new SqlText(live.substring(start, position), tablesOf(statement), isInert);
  }

  private static boolean closed(String literal, char first) {
    return switch (first) {
      case '/' -> literal.length() > 3 && literal.endsWith("*/");
      case '-' -> false;
      default -> literal.length() > 1 && literal.charAt(literal.length() - 1) == first;
    };
  }

  private static Map<String, String> tablesOf(String statement) {
    Map<String, String> tables = new LinkedHashMap<>();
    Matcher table = TABLE.matcher(statement);
    while (table.find()) {
      add(tables, table);
      Matcher further = FURTHER.matcher(statement);
      int from = table.end();
      while (further.find(from) && further.start() == from) {
        add(tables, further);
        from = further.end();
      }
    }
    return tables;
  }

  private static void add(Map<String, String> tables, Matcher found) {
    String name = found.group(1).replace("`", "");
    String alias = found.group(2);
    boolean aliased = alias != null && !NO_ALIAS.contains(alias.toLowerCase(Locale.ROOT));
    String key = aliased ? alias : name.substring(name.lastIndexOf('.') + 1);
    tables.put(key.toLowerCase(Locale.ROOT), name);
  }

  boolean expectsTable() {
    return TABLE_NEXT.matcher(before).find();
  }
}
