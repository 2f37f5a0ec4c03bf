package dev.hearth.driver.scala;

import dev.hearth.driver.scala.PresentedNames.Found;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.collection.JavaConverters;
import scala.reflect.internal.Symbols.Symbol;
import scala.reflect.internal.Types.Type;
import scala.tools.nsc.interactive.CompilerControl.Member;
import scala.tools.nsc.interactive.CompilerControl.ScopeMember;
import scala.tools.nsc.interactive.CompilerControl.TypeMember;
import scala.tools.nsc.interactive.Global;
import scala.tools.nsc.interpreter.IMain;

/** Asks the presentation compiler what a half-typed cell means. Thread-safe. */
final class Presentation {
  private static final Logger LOG = LoggerFactory.getLogger(Presentation.class);
  private static final int INHERITED_RANK = 1;
  private static final int IMPLICIT_RANK = 2;
  private static final int IMPORTED_RANK = 2;
  private static final int UNIVERSAL_RANK = 3;

  private final PresentationCompiler compiler;

  Presentation(IMain repl) {
    this.compiler = new PresentationCompiler(repl);
  }

  /** The names that could stand at the cursor; none if the text is beyond understanding. */
  Found namesAt(Scope scope, String code, int cursor) {
    Found found = ask(scope, code, cursor);
    if (found.members().isEmpty() && code.indexOf('\n') >= 0) {
      // Another line that does not parse may have swallowed this one.
      found = ask(scope, lineAlone(code, cursor), cursor);
    }
    return found;
  }

  private static String lineAlone(String code, int cursor) {
    int start = code.lastIndexOf('\n', cursor - 1) + 1;
    int end = code.indexOf('\n', cursor);
    return " ".repeat(start) + code.substring(start, end < 0 ? code.length() : end);
  }

  private Found ask(Scope scope, String code, int cursor) {
    CellSource source = CellSource.of(scope, code, cursor);
    try {
      return compiler.completionsAt(source, source.cellAt() + cursor, Presentation::names);
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      LOG.debug("The presentation compiler failed", e);
      return new Found("", List.of());
    }
  }

  void close() {
    compiler.close();
  }

  private static Found names(Global compiler, Global.CompletionResult completion) {
    String typed = completion.name().decoded().replace(CellSource.MARKER, "").strip();
    List<PresentedMember> members = new ArrayList<>();
    for (Member member : JavaConverters.seqAsJavaList(completion.results())) {
      if (member.accessible() && isNameable(member.sym())) {
        String name = member.symNameDropLocal().decoded();
        if (PresentedNames.matches(name, typed)) {
          members.add(presented(compiler, name, member));
        }
      }
    }
    return new Found(typed, members);
  }

  private static boolean isNameable(Symbol symbol) {
    String name = symbol.nameString();
    return !symbol.isConstructor()
        && !symbol.isSynthetic()
        && !symbol.isArtifact()
        && !symbol.isErroneous()
        && !name.contains("$")
        && !name.startsWith("<")
        && !name.contains(CellSource.MARKER);
  }

  private static PresentedMember presented(Global compiler, String name, Member member) {
    Symbol symbol = member.sym();
    Type type = member.tpe() == null ? symbol.tpe() : member.tpe();
    boolean isPackage = symbol.hasPackageFlag();
    String declaration =
        isPackage
            ? "package " + symbol.fullName()
            : shortened(symbol.defStringSeenAs(type)).replaceFirst("^private\\[this\\] ", "");
    String signature = "";
    if (symbol.isTerm() && !symbol.isModule() && !isPackage) {
      int nameAt = declaration.indexOf(" " + symbol.nameString());
      signature = declaration.substring(nameAt + 1 + symbol.nameString().length());
    }
    return new PresentedMember(
        name,
        kind(symbol),
        signature.strip(),
        declaration,
        symbol.owner().fullName(),
        rank(compiler, member));
  }

  private static String kind(Symbol symbol) {
    if (symbol.hasPackageFlag() || symbol.isModule()) {
      return "module";
    } else if (symbol.isTrait()) {
      return "interface";
    } else if (symbol.isType()) {
      return "class";
    } else if (symbol.isMethod() && !symbol.isGetter()) {
      return "function";
    }
    return "instance";
  }

  private static int rank(Global compiler, Member member) {
    if (member.sym().isDeprecated() || compiler.definitions().isUniversalMember(member.sym())) {
      return UNIVERSAL_RANK;
    } else if (member instanceof ScopeMember scoped) {
      return scoped.viaImport() == compiler.EmptyTree() && !isOwn(member.sym())
          ? UNIVERSAL_RANK
          : isOwn(member.sym()) ? 0 : IMPORTED_RANK;
    } else if (member.implicitlyAdded()) {
      return IMPLICIT_RANK;
    }
    return member instanceof TypeMember typed && typed.inherited() ? INHERITED_RANK : 0;
  }

  /** Of this cell or of one before. */
  private static boolean isOwn(Symbol symbol) {
    return symbol.owner().fullName().contains("$");
  }

  /** As people write it: names of packages, and of the REPL's wrappers, left out. */
  private static String shortened(String text) {
    return TypeNames.shortened(text);
  }
}
