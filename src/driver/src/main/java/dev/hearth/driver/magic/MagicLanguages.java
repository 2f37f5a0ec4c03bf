package dev.hearth.driver.magic;

import dev.hearth.driver.kernel.GatewayCalls;
import dev.hearth.driver.kernel.Interpreter;
import dev.hearth.driver.kernel.InterpreterFactory;
import dev.hearth.driver.kernel.KernelIdentity;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Opens interpreters that know magics, for one kernel. */
public final class MagicLanguages implements InterpreterFactory {
  private final KernelIdentity kernel;
  private final InterpreterFactory own;
  private final Map<String, InterpreterFactory> languages;
  private final CompletableFuture<MagicSession> session;
  private final Magics magics;
  private final GatewayCalls gateway;

  /**
   * @param own the kernel's language
   * @param languages all that its cells may use
   * @param session completed when Spark has started
   */
  public MagicLanguages(
      KernelIdentity kernel,
      InterpreterFactory own,
      Map<String, InterpreterFactory> languages,
      CompletableFuture<MagicSession> session,
      Magics magics,
      GatewayCalls gateway) {
    this.kernel = kernel;
    this.own = own;
    this.languages = languages;
    this.session = session;
    this.magics = magics;
    this.gateway = gateway;
  }

  @Override
  public Interpreter.Language language() {
    return own.language();
  }

  @Override
  public Interpreter open() throws Exception {
    Interpreter interpreter = own.open();
    return new MagicInterpreter(
        new MagicKernel(
            kernel.id(),
            kernel.user(),
            own.language().name(),
            interpreter,
            new OtherLanguages(languages),
            session.join(),
            gateway,
            new LastFailure()),
        magics);
  }
}
