package dev.hearth.driver.kernel;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What a cell asks its user, one question after another. A reply to no question, or to one that was
 * given up, is dropped: as in Jupyter, only the question that stands is answered.
 */
final class Questions {
  private final ReentrantLock asking = new ReentrantLock();
  private volatile Optional<CompletableFuture<String>> standing = Optional.empty();
  private volatile boolean over;

  /**
   * @param question sends it
   * @throws InterruptedException if the thread is interrupted, or the cell is over
   */
  String ask(Runnable question) throws InterruptedException {
    asking.lockInterruptibly();
    try {
      CompletableFuture<String> reply = new CompletableFuture<>();
      standing = Optional.of(reply);
      if (over) {
        throw new InterruptedException("the cell is over");
      }
      question.run();
      return reply.get();
    } catch (ExecutionException | CancellationException e) {
      throw new InterruptedException("the cell is over");
    } finally {
      standing = Optional.empty();
      asking.unlock();
    }
  }

  /** Whether there was a question to reply to. */
  boolean reply(String value) {
    return standing.map(question -> question.complete(value)).orElse(false);
  }

  /** No question is answered any more. */
  void close() {
    over = true;
    standing.ifPresent(question -> question.cancel(false));
  }
}
