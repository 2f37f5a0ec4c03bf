package dev.hearth.driver.scala;

import dev.hearth.driver.catalog.Catalog;
import dev.hearth.driver.catalog.Columns;
import dev.hearth.driver.kernel.Completion;
import dev.hearth.driver.kernel.Completion.Match;
import dev.hearth.driver.kernel.MimeBundle;
import dev.hearth.driver.sql.SqlCompletion;
import dev.hearth.driver.sql.SqlInspector;
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
  private final SqlInspector sqlNames;

  ScalaCompletion(Repl repl, Catalog catalog) {
    this.repl = repl;
    this.sql = new SqlCompletion(catalog);
    this.sqlNames = new SqlInspector(catalog);
  }

  Completion complete(String code, int cursor) {
    ScalaText text = ScalaText.at(code, cursor);
    return switch (text.place()) {
      case COMMENT -> Completion.none(cursor);
      case STRING -> inString(code, text, cursor);
      case CODE -> names(code, cursor);
    };
  }

  private Completion names(String code, int cursor) {
    PresentedNames.Found found = repl.namesAt(code, cursor);
    int start = cursor - found.typed().length();
    List<PresentedMember> members = new ArrayList<>(found.members());
    Optional<String> typed = unqualified(code, cursor);
    if (typed.isPresent()) {
      start = cursor - typed.get().length();
      members.addAll(ScopeNames.matching(repl.values().scope(), typed.get()));
    }
    Map<String, PresentedMember> byName = new LinkedHashMap<>();
    String beginning = code.substring(start, cursor);
    members.stream()
        .sorted(
            Comparator.comparingInt(PresentedMember::rank)
                .thenComparing(member -> !member.name().startsWith(beginning))
                .thenComparing(PresentedMember::name)
                // Of overloads, the plainest speaks for all.
                .thenComparing(member -> member.signature().length()))
        .forEach(member -> byName.putIfAbsent(member.name(), member));
    List<Match> matches =
        byName.values().stream()
            .limit(MOST_MATCHES)
            .map(m -> new Match(quoted(m.name()), m.kind(), m.signature()))
            .toList();
    return new Completion(start, Name.end(code, cursor), matches);
  }

  /** What is typed of a name that stands by itself: behind no dot, and in no import. */
  private static Optional<String> unqualified(String code, int cursor) {
    int start = cursor;
    while (start > 0 && Character.isJavaIdentifierPart(code.charAt(start - 1))) {
      start--;
    }
    String line = code.substring(code.lastIndexOf('\n', cursor - 1) + 1, cursor);
    boolean alone =
        !code.substring(0, start).stripTrailing().endsWith(".")
            && !line.stripLeading().startsWith("import ")
            && (start == cursor || !Character.isDigit(code.charAt(start)));
    return alone ? Optional.of(code.substring(start, cursor)) : Optional.empty();
  }

  private Completion inString(String code, ScalaText text, int cursor) {
    DataFrames frames = repl.values().dataFrames();
    String content = text.content();
    int at = cursor - text.start();
    Completion found =
        switch (StringArgument.of(code, text.opened(), frames)) {
          case QUERY -> sql.complete(content, at);
          case EXPRESSION -> sql.completeExpression(content, at, frames.meant(code, text.opened()));
          case COLUMN -> Columns.complete(content, at, frames.meant(code, text.opened()));
          case TABLE -> sql.completeTable(content, at);
          case OTHER -> Completion.none(at);
        };
    return new Completion(
        found.start() + text.start(), found.end() + text.start(), found.matches());
  }

  Optional<MimeBundle> inspect(String code, int cursor, boolean detailed) {
    ScalaText text = ScalaText.at(code, cursor);
    return switch (text.place()) {
      case COMMENT -> Optional.empty();
      case STRING -> inspectString(code, text, cursor, detailed);
      case CODE -> Name.at(code, cursor).flatMap(name -> inspectName(code, name, detailed));
    };
  }

  private Optional<MimeBundle> inspectString(
      String code, ScalaText text, int cursor, boolean detailed) {
    DataFrames frames = repl.values().dataFrames();
    String content = text.content();
    int at = cursor - text.start();
    return switch (StringArgument.of(code, text.opened(), frames)) {
      case QUERY -> sqlNames.inspect(content, at, detailed);
      case TABLE -> sqlNames.inspectTable(content, at);
      case COLUMN -> Columns.inspect(content, at, frames.meant(code, text.opened()));
      case EXPRESSION ->
          sqlNames.inspectExpression(content, at, detailed, frames.meant(code, text.opened()));
      case OTHER -> Optional.empty();
    };
  }

  private Optional<MimeBundle> inspectName(String code, Name name, boolean detailed) {
    List<PresentedMember> members =
        repl.namesAt(code, name.end()).members().stream()
            .filter(member -> member.name().equals(name.text()))
            .sorted(Comparator.comparingInt(member -> member.declaration().length()))
            .toList();
    Optional<Object> value =
        name.isQualified(code) ? Optional.empty() : repl.values().value(name.text());
    return Explanation.of(members, value, detailed);
  }

  private static String quoted(String name) {
    boolean plain =
        name.matches("[\\p{L}_$][\\p{L}\\p{N}_$]*") || name.matches("[^\\p{L}\\p{N}\\s]+");
    return plain ? name : "`" + name + "`";
  }
}
