package dev.hearth.driver.scala;

import java.util.Optional;
import java.util.regex.Pattern;
import scala.reflect.internal.Symbols.Symbol;
import scala.reflect.internal.Types.Type;
import scala.tools.nsc.Global;
import scala.tools.nsc.interpreter.IMain;

/**
 * Types such expressions as {@code spark.implicits} or {@code org.apache.spark.sql.functions} by
 * looking up one name after another. The REPL asks for the type of what an import imports from, and
 * by itself compiles and runs a line for each answer.
 */
final class StablePath {
  private static final Pattern PATH = Pattern.compile("[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*)*");

  private StablePath() {}

  /** Its type; empty if the expression is something else, or a name in it is not found. */
  static Optional<Type> type(IMain repl, String expression) {
    if (!PATH.matcher(expression).matches()) {
      return Optional.empty();
    }
    String[] names = expression.split("\\.");
    Symbol first = repl.symbolOfTerm(names[0]);
    if (exists(repl, first)) {
      return members(repl.global(), first.tpe().finalResultType(), names);
    }
    Symbol module = repl.global().rootMirror().getModuleIfDefined(expression);
    // Of a package, as of all that is no value, the REPL knows no type.
    return exists(repl, module) && !module.hasPackageFlag()
        ? Optional.of(module.tpe())
        : Optional.empty();
  }

  private static Optional<Type> members(Global global, Type from, String[] names) {
    Type type = from;
    for (int i = 1; i < names.length; i++) {
      Symbol member = type.member(global.newTermName(names[i]));
      if (member == global.NoSymbol() || member.isOverloaded()) {
        return Optional.empty();
      }
      type = type.memberType(member).finalResultType();
    }
    return Optional.of(type);
  }

  private static boolean exists(IMain repl, Symbol symbol) {
    return symbol != null && symbol != repl.global().NoSymbol();
  }
}
