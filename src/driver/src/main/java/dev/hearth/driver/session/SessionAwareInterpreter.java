package dev.hearth.driver.session;

import dev.hearth.driver.kernel.CellContext;
import dev.hearth.driver.kernel.CellOutcome;
import dev.hearth.driver.kernel.Completion;
import dev.hearth.driver.kernel.Interpreter;
import dev.hearth.driver.kernel.InterpreterFactory;
import dev.hearth.driver.kernel.MimeBundle;
import dev.hearth.protocol.message.Comm;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A language's interpreter, before which the session's own commands are looked for. */
public final class SessionAwareInterpreter implements Interpreter {
  private final Interpreter language;
  private final SessionCommands commands;

  private SessionAwareInterpreter(Interpreter language, SessionCommands commands) {
    this.language = language;
    this.commands = commands;
  }

  /** The same interpreters, with the commands. */
  public static InterpreterFactory before(InterpreterFactory languages, SessionCommands commands) {
    return new InterpreterFactory() {
      @Override
      public Language language() {
        return languages.language();
      }

      @Override
      public Interpreter open() throws Exception {
        return new SessionAwareInterpreter(languages.open(), commands);
      }
    };
  }

  @Override
  public CellOutcome run(String code, CellContext context) {
    return commands.run(code, context).orElseGet(() -> language.run(code, context));
  }

  @Override
  public CellOutcome evaluate(String expression, CellContext context) {
    return language.evaluate(expression, context);
  }

  @Override
  public CellOutcome comm(
      Comm message, Map<String, Object> metadata, List<ByteBuffer> buffers, CellContext context) {
    return language.comm(message, metadata, buffers, context);
  }

  @Override
  public Map<String, Comm.Target> comms() {
    return language.comms();
  }

  @Override
  public Completeness completeness(String code) {
    return SessionCommands.accepts(code) ? Completeness.COMPLETE : language.completeness(code);
  }

  @Override
  public Completion complete(String code, int cursor) {
    return language.complete(code, cursor);
  }

  @Override
  public Optional<MimeBundle> inspect(String code, int cursor, boolean detailed) {
    return language.inspect(code, cursor, detailed);
  }

  @Override
  public Language language() {
    return language.language();
  }

  @Override
  public void close() {
    language.close();
  }
}
