package dev.hearth.driver.catalog;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers that may take longer than a user at the keyboard waits: asked on a thread of their own,
 * kept for a moment, and if the answer does not come in time, the last known one is given. What is
 * asked for twice is looked up once. Thread-safe.
 */
final class Lookups {
  private static final Logger LOG = LoggerFactory.getLogger(Lookups.class);
  private static final int MOST_KEPT = 200;
  private static final int MOST_WAITING = 32;

  /** Few, and shared by all kernels: a metastore that hangs holds no more than these. */
  private static final Executor THREADS = threads();

  private final Duration fresh;
  private final Duration patience;
  private final Map<String, CompletableFuture<?>> pending = new LinkedHashMap<>();
  private final Map<String, Known> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
          return size() > MOST_KEPT;
        }
      };

  private record Known(Object value, long nanos) {}

  /**
   * @param fresh how old an answer may be to be given again without asking
   * @param patience how long one question may wait
   */
  Lookups(Duration fresh, Duration patience) {
    this.fresh = fresh;
    this.patience = patience;
  }

  private static Executor threads() {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            2,
            2,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING),
            work -> {
              Thread thread = new Thread(null, work, "hearth-catalog", 0, false);
              thread.setDaemon(true);
              // Not that of the cell or kernel which happens to ask first.
              thread.setContextClassLoader(Lookups.class.getClassLoader());
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  /**
   * @param key names the question; answers of one key are of one type
   * @param question may block and may fail; a failure is an empty answer
   */
  <T> Optional<T> ask(String key, Supplier<T> question) {
    CompletableFuture<T> answer;
    synchronized (this) {
      Known last = known.get(key);
      if (last != null && System.nanoTime() - last.nanos() < fresh.toNanos()) {
        return value(last);
      }
      answer = pendingOrNew(key, question);
    }
    try {
      return Optional.ofNullable(answer.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      LOG.debug("The catalog takes long to answer");
    } catch (ExecutionException e) {
      // A name half typed names nothing; that is no news.
      LOG.debug("The catalog has no answer", e.getCause());
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      return value(known.get(key));
    }
  }

  @SuppressWarnings("unchecked")
  private static <T> Optional<T> value(Known last) {
    return last == null ? Optional.empty() : Optional.ofNullable((T) last.value());
  }

  private <T> CompletableFuture<T> pendingOrNew(String key, Supplier<T> question) {
    @SuppressWarnings("unchecked")
    CompletableFuture<T> asked = (CompletableFuture<T>) pending.get(key);
    if (asked != null) {
      return asked;
    }
    CompletableFuture<T> answer = new CompletableFuture<>();
    pending.put(key, answer);
    try {
      THREADS.execute(() -> answer(key, question, answer));
    } catch (RejectedExecutionException e) {
      pending.remove(key);
      answer.completeExceptionally(e);
    }
    return answer;
  }

  private <T> void answer(String key, Supplier<T> question, CompletableFuture<T> answer) {
    T value = null;
    Throwable failure = null;
    try {
      value = question.get();
    } catch (Throwable e) {
      failure = e;
    }
    synchronized (this) {
      pending.remove(key);
      if (failure == null) {
        known.put(key, new Known(value, System.nanoTime()));
      }
    }
    if (failure == null) {
      answer.complete(value);
    } else {
      answer.completeExceptionally(failure);
    }
  }
}
