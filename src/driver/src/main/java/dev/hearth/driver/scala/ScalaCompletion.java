package dev.hearth.driver.scala;

import dev.hearth.driver.kernel.Completion;
import dev.hearth.driver.kernel.Completion.Match;
import dev.hearth.driver.kernel.MimeBundle;
import dev.hearth.driver.sql.Columns;
import dev.hearth.driver.sql.SqlCompletion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Completes and explains what stands at a position of a Scala cell: names of Scala, and in string
 * literals whatever the call takes that the literal is given to. Runs nothing and starts no job.
 */
final class ScalaCompletion {
  /** More would only make the list slow to draw; typing a letter narrows it. */
  private static final int MOST_MATCHES = 500;

  private final Repl repl;
  private final SqlCompletion sql;

  ScalaCompletion(Repl repl, SqlCompletion sql) {
    this.repl = repl;
    this.sql = sql;
  }

  Completion complete(String code, int cursor) {
    ScalaText text = ScalaText.at(code, cursor);
    return switch (text.place()) {
      case COMMENT -> Completion.none(cursor);
      case STRING -> inString(code, text.start(), cursor);
      case CODE -> names(code, cursor);
    };
  }

  private Completion names(String code, int cursor) {
    return repl.namesAt(code, cursor)
        .map(
            found -> {
              Map<String, PresentedMember> byName = new LinkedHashMap<>();
              found.members().stream()
                  .sorted(
                      Comparator.comparingInt(PresentedMember::rank)
                          .thenComparing(PresentedMember::name))
                  .limit(MOST_MATCHES)
                  .forEach(member -> byName.putIfAbsent(member.name(), member));
              List<Match> matches =
                  byName.values().stream()
                      .map(m -> new Match(quoted(m.name()), m.kind(), m.signature()))
                      .toList();
              return new Completion(cursor - found.typed().length(), cursor, matches);
            })
        .orElse(Completion.none(cursor));
  }

  private Completion inString(String code, int start, int cursor) {
    DataFrames frames = repl.dataFrames();
    String content = code.substring(start, cursor);
    String before = beforeQuotes(code, start);
    Completion found =
        switch (StringArgument.after(before, frames)) {
          case QUERY -> sql.complete(wholeString(code, start), cursor - start);
          case EXPRESSION -> sql.completeExpression(content, frames.meant(before));
          case COLUMN -> Columns.complete(content, frames.meant(before));
          case TABLE -> sql.completeTable(content);
          case OTHER -> Completion.none(content.length());
        };
    return new Completion(found.start() + start, found.end() + start, found.matches());
  }

  private static String beforeQuotes(String code, int start) {
    int quotes = code.startsWith("\"\"\"", start - 3) ? 3 : 1;
    return code.substring(0, start - quotes);
  }

  private static String wholeString(String code, int start) {
    String quotes = code.startsWith("\"\"\"", start - 3) ? "\"\"\"" : "\"";
    int end = code.indexOf(quotes, start);
    return code.substring(start, end < 0 ? code.length() : end);
  }

  Optional<MimeBundle> inspect(String code, int cursor, boolean detailed) {
    ScalaText text = ScalaText.at(code, cursor);
    if (text.place() == ScalaText.Place.STRING) {
      return inspectString(code, text.start(), cursor);
    }
    return Name.at(code, cursor).flatMap(name -> inspectName(code, name, detailed));
  }

  private Optional<MimeBundle> inspectString(String code, int start, int cursor) {
    DataFrames frames = repl.dataFrames();
    String before = beforeQuotes(code, start);
    String content = wholeString(code, start);
    return switch (StringArgument.after(before, frames)) {
      case QUERY, TABLE -> sql.inspect(content, cursor - start);
      case COLUMN, EXPRESSION -> Columns.inspect(content, cursor - start, frames.meant(before));
      case OTHER -> Optional.empty();
    };
  }

  private Optional<MimeBundle> inspectName(String code, Name name, boolean detailed) {
    List<PresentedMember> members = new ArrayList<>();
    repl.namesAt(code, name.end())
        .ifPresent(
            found ->
                found.members().stream()
                    .filter(member -> member.name().equals(name.text()))
                    .forEach(members::add));
    Optional<Object> value =
        name.isQualified(code) ? Optional.empty() : repl.definedValue(name.text());
    return Explanation.of(members, value, detailed);
  }

  private static String quoted(String name) {
    boolean plain =
        name.matches("[\\p{L}_$][\\p{L}\\p{N}_$]*") || name.matches("[^\\p{L}\\p{N}\\s]+");
    return plain ? name : "`" + name + "`";
  }
}
