package dev.hearth.driver;

import dev.hearth.driver.kernel.GatewayCalls;
import dev.hearth.driver.kernel.Interpreter;
import dev.hearth.driver.kernel.InterpreterFactory;
import dev.hearth.driver.kernel.InterruptTiming;
import dev.hearth.driver.kernel.Kernel;
import dev.hearth.driver.kernel.KernelIdentity;
import dev.hearth.driver.kernel.KernelServices;
import dev.hearth.driver.kernel.Mailbox;
import dev.hearth.driver.kernel.Outbox;
import dev.hearth.driver.link.KernelOpener;
import dev.hearth.driver.magic.MagicLanguages;
import dev.hearth.driver.magic.MagicSession;
import dev.hearth.driver.magic.Magics;
import dev.hearth.driver.output.OutputCapture;
import dev.hearth.driver.progress.SparkJobs;
import dev.hearth.driver.progress.SparkJobs.FollowedContext;
import dev.hearth.protocol.link.KernelOrder;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;

/** Opens this session's kernels, each with the interpreters of its language. */
final class SessionKernels implements KernelOpener {
  private final Map<String, InterpreterFactory> languages;
  private final CompletableFuture<MagicSession> session;
  private final CompletableFuture<FollowedContext> context;
  private final Magics magics = Magics.standard();
  private final OutputCapture output;
  private final ScheduledExecutorService timer;
  private final InterruptTiming interrupts;
  private final ClassLoader classLoader;

  /**
   * @param session completed when Spark has started
   * @param context completed when Spark has started
   * @param classLoader the context class loader of the threads that run cells
   */
  SessionKernels(
      Map<String, InterpreterFactory> languages,
      CompletableFuture<MagicSession> session,
      CompletableFuture<FollowedContext> context,
      OutputCapture output,
      ScheduledExecutorService timer,
      InterruptTiming interrupts,
      ClassLoader classLoader) {
    this.languages = Map.copyOf(languages);
    this.session = session;
    this.context = context;
    this.output = output;
    this.timer = timer;
    this.interrupts = interrupts;
    this.classLoader = classLoader;
  }

  @Override
  public Mailbox open(KernelOrder order, Outbox outbox, GatewayCalls gateway) {
    String language = order.language();
    KernelIdentity identity = new KernelIdentity(order.kernelId(), order.user());
    InterpreterFactory own = languages.getOrDefault(language, new NoInterpreters(language));
    InterpreterFactory interpreters =
        new MagicLanguages(identity, own, languages, session, magics, gateway);
    KernelServices services =
        new KernelServices(
            interpreters,
            new SparkJobs(context, "hearth-" + order.kernelId()),
            output.newKernel(),
            timer,
            interrupts,
            classLoader,
            gateway);
    return new Kernel(identity, services, outbox);
  }

  /** A language that this driver does not have: its kernel lives and says so. */
  private record NoInterpreters(String name) implements InterpreterFactory {
    @Override
    public Interpreter.Language language() {
      return new Interpreter.Language(name, "", "text/plain", ".txt", "text/plain");
    }

    @Override
    public Interpreter open() {
      throw new IllegalStateException("this driver has no interpreter for " + name);
    }
  }
}
