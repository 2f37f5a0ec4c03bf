package dev.hearth.driver.scala;

import dev.hearth.driver.scala.PresentedNames.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import scala.collection.JavaConverters;
import scala.reflect.internal.Symbols.Symbol;
import scala.reflect.internal.Types.Type;
import scala.tools.nsc.interactive.CompilerControl.Member;
import scala.tools.nsc.interactive.CompilerControl.TypeMember;
import scala.tools.nsc.interactive.Global;
import scala.tools.nsc.interpreter.IMain;
import scala.tools.nsc.interpreter.PresentationCompilation.PresentationCompileResult;
import scala.tools.nsc.interpreter.Results;
import scala.util.Either;

/**
 * Asks Scala's presentation compiler what a half-typed cell means. Each question has a compiler of
 * its own, which sees all that earlier cells defined, and is dropped with the answer. Used under
 * the lock of its {@link Repl}.
 */
final class Presentation {
  private static final int UNIVERSAL_RANK = 3;
  private static final int INHERITED_RANK = 1;
  private static final int IMPLICIT_RANK = 2;

  private final IMain repl;

  Presentation(IMain repl) {
    this.repl = repl;
  }

  /** The names that could stand at the cursor; empty if the text is beyond understanding. */
  Optional<Found> namesAt(String code, int cursor) {
    String marked =
        code.substring(0, cursor) + IMain.DummyCursorFragment() + " " + code.substring(cursor);
    Either<Results.Result, PresentationCompileResult> compiled = repl.presentationCompile(marked);
    if (compiled.isLeft()) {
      return Optional.empty();
    }
    PresentationCompileResult result = compiled.right().get();
    try {
      return Optional.of(names(result, cursor));
    } finally {
      result.cleanup();
    }
  }

  private static Found names(PresentationCompileResult result, int cursor) {
    Global.CompletionResult completion = result.completionsAt(cursor);
    // The name ends with the marker if there is nothing in front of it.
    String typed = completion.name().decoded().replace(IMain.DummyCursorFragment(), "").strip();
    List<PresentedMember> members = new ArrayList<>();
    for (Member member : JavaConverters.seqAsJavaList(completion.results())) {
      if (member.accessible() && isNameable(member.sym())) {
        String name = member.symNameDropLocal().decoded();
        if (PresentedNames.matches(name, typed)) {
          members.add(presented(result.compiler(), name, member));
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
        && !name.startsWith(IMain.DummyCursorFragment());
  }

  private static PresentedMember presented(Global compiler, String name, Member member) {
    Symbol symbol = member.sym();
    Type type = member.tpe() == null ? symbol.tpe() : member.tpe();
    String info = type.toString();
    String declaration;
    String signature = "";
    if (symbol.hasPackageFlag()) {
      declaration = "package " + symbol.fullName();
    } else {
      declaration = symbol.defStringSeenAs(type);
      if (symbol.isTerm() && !symbol.isModule()) {
        signature = info.startsWith("(") || info.startsWith("[") ? info : ": " + info;
      }
    }
    return new PresentedMember(
        name,
        kind(symbol),
        shortened(signature),
        shortened(declaration),
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
    } else if (member.implicitlyAdded()) {
      return IMPLICIT_RANK;
    }
    return member instanceof TypeMember typed && typed.inherited() ? INHERITED_RANK : 0;
  }

  /** As people write it: names of packages, and of the REPL's wrappers, left out. */
  private static String shortened(String text) {
    return TypeNames.shortened(text);
  }
}
