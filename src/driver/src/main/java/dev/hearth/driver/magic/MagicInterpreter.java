package dev.hearth.driver.magic;

import dev.hearth.driver.display.RunningCell;
import dev.hearth.driver.failure.Failures;
import dev.hearth.driver.kernel.CellContext;
import dev.hearth.driver.kernel.CellOutcome;
import dev.hearth.driver.kernel.Completion;
import dev.hearth.driver.kernel.Interpreter;
import dev.hearth.driver.kernel.MimeBundle;
import dev.hearth.driver.magic.MagicText.Called;
import dev.hearth.driver.sql.SqlInterpreter;
import dev.hearth.protocol.message.Comm;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Stands in front of a language's interpreter and runs the magics of a cell; the rest of the cell
 * is the language's. In Python only Hearth's own names are taken; all others are IPython's.
 */
public final class MagicInterpreter implements Interpreter {
  private static final String PYTHON = "python";

  private final MagicKernel kernel;
  private final Magics magics;

  public MagicInterpreter(MagicKernel kernel, Magics magics) {
    this.kernel = kernel;
    this.magics = magics;
  }

  private MagicText split(String code) {
    boolean python = kernel.language().equals(PYTHON);
    // No statement of Scala or SQL begins with a percent sign, so an unknown name is a mistake.
    return MagicText.of(
        code, (kind, name) -> !python || magics.find(name, kind, kernel.language()).isPresent());
  }

  @Override
  public CellOutcome run(String code, CellContext cell) {
    return kernel.lastFailure().noted(runCell(code, cell));
  }

  private CellOutcome runCell(String code, CellContext cell) {
    MagicText text = split(code);
    if (text.lines().isEmpty() && text.cell().isEmpty()) {
      return kernel.interpreter().run(code, cell);
    }
    boolean onlyLines = text.cell().isEmpty() && text.code().isBlank();
    CellOutcome outcome = MagicCall.done();
    for (int i = 0; i < text.lines().size(); i++) {
      boolean alone = onlyLines && text.lines().size() == 1;
      outcome = runMagic(text.lines().get(i), code, alone, cell);
      boolean last = onlyLines && i == text.lines().size() - 1;
      if (last || !(outcome instanceof CellOutcome.Succeeded)) {
        return outcome;
      }
      ((CellOutcome.Succeeded) outcome)
          .value()
          .ifPresent(value -> cell.display(value, Optional.empty()));
    }
    return text.cell().isPresent()
        ? runMagic(text.cell().get(), text.code(), text.lines().isEmpty(), cell)
        : kernel.interpreter().run(text.code(), cell);
  }

  private CellOutcome runMagic(Called called, String code, boolean alone, CellContext cell) {
    Optional<Magic> found = magics.find(called.name(), called.kind(), kernel.language());
    if (found.isEmpty()) {
      return failed("UnknownMagic", magics.unknown(called.sign(), kernel.language()));
    }
    Magic magic = found.get();
    if (called.arguments().strip().equals("--help")) {
      return MagicCall.says(magic.help());
    }
    try {
      Arguments arguments = Arguments.parse(magic, called.arguments());
      MagicCall call = new MagicCall(arguments, body(called, arguments, code), alone, cell, kernel);
      return RunningCell.during(cell, kernel.session().displays(), () -> performed(magic, call));
    } catch (MagicException e) {
      return failed("MagicError", e.getMessage());
    }
  }

  private static CellOutcome performed(Magic magic, MagicCall call) {
    try {
      return magic.action().run(call);
    } catch (MagicException e) {
      return failed("MagicError", e.getMessage());
    } catch (InterruptedException e) {
      return new CellOutcome.Interrupted("The cell was interrupted.");
    } catch (RuntimeException | Error e) {
      return Failures.outcome(e);
    }
  }

  /** Operands that stand on a magic's line are part of its body, in their place. */
  private static String body(Called called, Arguments arguments, String code) {
    int from = called.argumentsStart() + arguments.restStart();
    String operands = " ".repeat(from - lineStart(code, called)) + arguments.rest();
    int lines = (int) code.substring(0, called.start()).chars().filter(c -> c == '\n').count();
    String above = "\n".repeat(lines);
    return called.kind() == Magic.Kind.LINE
        ? above + operands
        : above + operands + code.substring(called.end());
  }

  private static int lineStart(String code, Called called) {
    return code.lastIndexOf('\n', called.start()) + 1;
  }

  private static CellOutcome failed(String name, String message) {
    return new CellOutcome.Failed(name, message, List.of(message));
  }

  @Override
  public CellOutcome evaluate(String expression, CellContext context) {
    return kernel.interpreter().evaluate(expression, context);
  }

  @Override
  public CellOutcome comm(
      Comm message, Map<String, Object> metadata, List<ByteBuffer> buffers, CellContext context) {
    return kernel.interpreter().comm(message, metadata, buffers, context);
  }

  @Override
  public Map<String, Comm.Target> comms() {
    return kernel.interpreter().comms();
  }

  @Override
  public Completeness completeness(String code) {
    MagicText text = split(code);
    if (text.cell().isPresent()) {
      String name = text.cell().get().name();
      return magics.find(name, Magic.Kind.CELL, kernel.language()).isPresent()
          ? Completeness.COMPLETE
          : Completeness.INVALID;
    }
    return !text.lines().isEmpty() && text.code().isBlank()
        ? Completeness.COMPLETE
        : kernel.interpreter().completeness(text.code());
  }

  @Override
  public Completion complete(String code, int cursor) {
    return MagicCompletion.at(code, cursor, magics.of(kernel.language()))
        .orElseGet(
            () -> {
              MagicText text = split(code);
              return ofBody(text)
                  .map(interpreter -> interpreter.complete(text.code(), cursor))
                  .orElse(Completion.none(cursor));
            });
  }

  @Override
  public Optional<MimeBundle> inspect(String code, int cursor, boolean detailed) {
    MagicText text = split(code);
    for (Called called : text.cell().map(List::of).orElse(text.lines())) {
      if (cursor >= called.start() && cursor <= called.argumentsStart()) {
        return magics
            .find(called.name(), called.kind(), kernel.language())
            .map(magic -> MimeBundle.text(magic.help()));
      }
    }
    return ofBody(text).flatMap(language -> language.inspect(text.code(), cursor, detailed));
  }

  /** Whose language the rest of the cell is; none if that language has not been used yet. */
  private Optional<Interpreter> ofBody(MagicText text) {
    if (text.cell().isEmpty()) {
      return Optional.of(kernel.interpreter());
    }
    String name = text.cell().get().name();
    return name.equals(kernel.language())
        ? Optional.of(kernel.interpreter())
        : kernel.others().ifOpen(name).or(() -> sqlForItsNames(name));
  }

  /** SQL's costs nothing to have. */
  private Optional<Interpreter> sqlForItsNames(String name) {
    if (!name.equals(SqlMagic.NAME)) {
      return name.startsWith("time") ? Optional.of(kernel.interpreter()) : Optional.empty();
    }
    return Optional.of(new SqlInterpreter(kernel.spark(), kernel.session().displays()));
  }

  @Override
  public Language language() {
    return kernel.interpreter().language();
  }

  @Override
  public void close() {
    kernel.others().close();
    kernel.interpreter().close();
  }
}
