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
  private boolean interrupted;

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

  /**
   * Whether the thread was interrupted since the last call while it compiled. The compiler takes
   * the thread's interrupt flag and may then go on, so this is all that is left of the interrupt.
   */
  boolean takeInterrupt() {
    boolean taken = interrupted;
    interrupted = false;
    return taken;
  }

  @Override
  public void cancelled_$eq(boolean cancelled) {
    interrupted |= cancelled;
    super.cancelled_$eq(cancelled);
  }

  @Override
  public void doReport(Position position, String message, Reporter.Severity severity) {
    // Silent are the REPL's own experiments, e.g. to find out what a name in an import is.
    if (severity.id() == INFO().id() || repl.totalSilence()) {
      return;
    }
    boolean error = severity.id() == ERROR().id();
    diagnostics.add(new Diagnostic(error, clean(message), offset(position)));
  }

  /** The REPL's own remarks, e.g. that a class and an object defined apart are no companions. */
  @Override
  public void printMessage(String message) {
    if (repl.totalSilence()) {
      return;
    }
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
