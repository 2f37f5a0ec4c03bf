package dev.hearth.driver.scala;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import scala.reflect.internal.Reporter;
import scala.reflect.internal.util.NoPosition$;
import scala.reflect.internal.util.Position;
import scala.tools.nsc.interpreter.IMain;
import scala.tools.nsc.interpreter.ReplReporter;

/** Keeps the compiler's messages, with their places in the cell, instead of printing them. */
final class DiagnosticsReporter extends ReplReporter {
  private final IMain repl;
  private List<Diagnostic> diagnostics = new ArrayList<>();
  private Fragment parsing;

  DiagnosticsReporter(IMain repl) {
    super(repl);
    this.repl = repl;
  }

  /** While a fragment's bare text is parsed, offsets are the fragment's; null for none. */
  void parsing(Fragment fragment) {
    parsing = fragment;
  }

  /** What came since the last call. */
  List<Diagnostic> drain() {
    List<Diagnostic> drained = diagnostics;
    diagnostics = new ArrayList<>();
    return drained;
  }

  @Override
  public void doReport(Position position, String message, Reporter.Severity severity) {
    if (severity.id() == INFO().id()) {
      return;
    }
    boolean error = severity.id() == ERROR().id();
    diagnostics.add(new Diagnostic(error, clean(message), offset(position)));
  }

  /** The REPL's own remarks, e.g. that a class and an object defined apart are no companions. */
  @Override
  public void printMessage(String message) {
    String text = message.startsWith("warning: ") ? message.substring(9) : message;
    diagnostics.add(new Diagnostic(false, clean(text), OptionalInt.empty()));
  }

  private String clean(String message) {
    return repl.isInitializeComplete() ? repl.naming().unmangle(message) : message;
  }

  private OptionalInt offset(Position position) {
    if (position == null || position == NoPosition$.MODULE$ || !position.isDefined()) {
      return OptionalInt.empty();
    }
    if (position.source() instanceof FragmentSource source) {
      return source.offsetInCell(position.point());
    }
    return parsing == null ? OptionalInt.empty() : parsing.parsedAt(position.point());
  }
}
