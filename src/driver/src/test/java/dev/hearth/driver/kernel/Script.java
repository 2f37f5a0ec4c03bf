package dev.hearth.driver.kernel;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A language of a few words, one per line: {@code print x}, {@code complain x}, {@code show x},
 * {@code value x}, {@code fail x}, {@code define x}, {@code defined}, {@code ask prompt}, {@code
 * sleep} (ends by interrupt), {@code spin} (ends by stop), {@code cling} (ends by {@link #release}
 * alone), {@code gate} (ends by {@link #openGate}). {@code HALF} stands for half a surrogate pair.
 */
final class Script implements InterpreterFactory {
  final AtomicInteger opened = new AtomicInteger();
  final AtomicInteger closed = new AtomicInteger();
  final Semaphore entered = new Semaphore(0);
  private final Semaphore gate = new Semaphore(0);
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile Optional<CountDownLatch> startBlock = Optional.empty();
  private volatile Optional<RuntimeException> startFailure = Optional.empty();

  /** The next interpreters are not ready before the latch is. */
  void blockStart(CountDownLatch until) {
    startBlock = Optional.of(until);
  }

  void failStart(RuntimeException failure) {
    startFailure = Optional.of(failure);
  }

  void healStart() {
    startFailure = Optional.empty();
  }

  void openGate() {
    gate.release();
  }

  void release() {
    released.countDown();
  }

  /** Waits until a cell has got to a word at which it stays. */
  void awaitEntered() throws InterruptedException {
    entered.acquire();
  }

  @Override
  public Interpreter.Language language() {
    return new Interpreter.Language("script", "1", "text/plain", ".script", "text/plain");
  }

  @Override
  public Interpreter open() throws InterruptedException {
    if (startBlock.isPresent()) {
      startBlock.get().await();
    }
    if (startFailure.isPresent()) {
      throw startFailure.get();
    }
    opened.incrementAndGet();
    return new Scripted();
  }

  private final class Scripted implements Interpreter {
    private String defined = "nothing";

    @Override
    public CellOutcome run(String code, CellContext context) {
      CellOutcome outcome = new CellOutcome.Succeeded(Optional.empty());
      for (String line : code.split("\n")) {
        try {
          outcome = word(line.strip(), context);
        } catch (InterruptedException | ThreadDeath e) {
          return new CellOutcome.Interrupted("The cell was stopped.");
        }
        if (!(outcome instanceof CellOutcome.Succeeded)) {
          return outcome;
        }
      }
      return outcome;
    }

    private CellOutcome word(String line, CellContext context) throws InterruptedException {
      String[] parts = line.split(" ", 2);
      String rest = parts.length > 1 ? parts[1].replace("HALF", "\ud83d") : "";
      switch (parts[0]) {
        case "print" -> System.out.println(rest);
        case "complain" -> System.err.println(rest);
        case "show" -> context.display(MimeBundle.text(rest), Optional.of("shown"));
        case "show-of-size" ->
            context.display(
                MimeBundle.html("x".repeat(Integer.parseInt(rest)), "large"), Optional.of("shown"));
        case "unwritable" -> {
          return new CellOutcome.Succeeded(
              Optional.of(new MimeBundle(Map.of("application/json", new Object()), Map.of())));
        }
        case "ask" -> {
          return new CellOutcome.Succeeded(Optional.of(MimeBundle.text(asked(rest, context))));
        }
        case "define" -> defined = rest;
        case "fail" -> {
          return new CellOutcome.Failed("Mishap", rest, List.of("Mishap: " + rest));
        }
        case "value" -> {
          return new CellOutcome.Succeeded(Optional.of(MimeBundle.text(rest)));
        }
        case "defined" -> {
          return new CellOutcome.Succeeded(Optional.of(MimeBundle.text(defined)));
        }
        case "sleep" -> {
          entered.release();
          released.await();
        }
        case "gate" -> {
          entered.release();
          gate.acquire();
        }
        case "spin" -> {
          entered.release();
          while (released.getCount() > 0) {
            Thread.onSpinWait();
          }
        }
        case "cling" -> cling();
        default -> {}
      }
      return new CellOutcome.Succeeded(Optional.empty());
    }

    private String asked(String prompt, CellContext context) throws InterruptedException {
      try {
        return context.input(prompt, prompt.contains("secret"));
      } catch (IllegalStateException e) {
        return "refused: " + e.getMessage();
      }
    }

    @Override
    public Completion complete(String code, int cursor) {
      return new Completion(
          0, cursor, List.of(new Completion.Match(defined, "instance", ": Text")));
    }

    @Override
    public Optional<MimeBundle> inspect(String code, int cursor, boolean detailed) {
      return code.startsWith("defined")
          ? Optional.of(MimeBundle.text(defined + (detailed ? " in detail" : "")))
          : Optional.empty();
    }

    /** Survives whatever is thrown at it. */
    private void cling() {
      entered.release();
      while (released.getCount() > 0) {
        try {
          released.await();
        } catch (InterruptedException | ThreadDeath e) {
          Thread.onSpinWait();
        }
      }
    }

    @Override
    public Completeness completeness(String code) {
      return code.endsWith("{") ? Completeness.incomplete("  ") : Completeness.COMPLETE;
    }

    @Override
    public Language language() {
      return Script.this.language();
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }
}
