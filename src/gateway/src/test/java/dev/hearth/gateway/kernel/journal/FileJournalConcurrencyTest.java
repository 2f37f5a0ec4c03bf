package dev.hearth.gateway.kernel.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileJournalConcurrencyTest {
  private static final int MESSAGES = 30_000;
  private static final int APPENDERS = 2;
  private static final long SECONDS = 60;

  @TempDir Path folder;

  @Test
  void manyReadersSeeEveryNumberOnceWhileMessagesAreAppendedAndDropped() throws Exception {
    // A small limit and a small memory: readers are overtaken by drops and by both kinds of memory.
    JournalSettings settings =
        new JournalSettings(64 << 10, 512 << 10, 32 << 10, 48 << 10, 64, Fsync.NEVER);
    TailMemory memory = new TailMemory(settings.totalTailBytes());
    ExecutorService threads = Executors.newCachedThreadPool();
    try (FileJournal journal = open("one", settings, memory);
        FileJournal neighbour = open("two", settings, memory)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        running.add(threads.submit(reader(journal, "reader " + i, i * 20_000 + 1)));
      }
      for (int i = 0; i < APPENDERS; i++) {
        running.add(threads.submit(() -> appendAll(journal)));
      }
      running.add(threads.submit(() -> appendAll(neighbour)));
      for (Future<?> one : running) {
        one.get(SECONDS, TimeUnit.SECONDS);
      }
      assertThat(journal.lastNumber()).isEqualTo(APPENDERS * MESSAGES);
      assertThat(memory.used()).isBetween(0L, settings.totalTailBytes());
      for (int i = 0; i < 4; i++) {
        assertThat(journal.confirmed("reader " + i)).contains(journal.lastNumber());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private FileJournal open(String name, JournalSettings settings, TailMemory memory) {
    return FileJournal.open(folder.resolve(name), settings, Clock.systemUTC(), memory);
  }

  private static void appendAll(Journal journal) {
    for (int i = 0; i < MESSAGES; i++) {
      journal.append(0, Samples.frame(i % 300, i % 300));
    }
  }

  /** Waits for the listener as a socket does, and reads and confirms until the end. */
  private static Callable<Void> reader(Journal journal, String name, int maxBytes) {
    return () -> {
      Semaphore appended = new Semaphore(0);
      try (AutoCloseable registration = journal.onAppend(appended::release)) {
        assertThat(registration).isNotNull();
        Cursor cursor = journal.after(0);
        long before = 0;
        while (before < APPENDERS * MESSAGES) {
          List<JournalItem> items = cursor.read(maxBytes);
          if (items.isEmpty()) {
            assertThat(appended.tryAcquire(SECONDS, TimeUnit.SECONDS)).isTrue();
            appended.drainPermits();
          }
          for (JournalItem item : items) {
            check(item, before);
            before = item.number();
          }
          journal.confirm(name, before);
        }
      }
      return null;
    };
  }

  private static void check(JournalItem item, long before) {
    if (item instanceof JournalItem.Gap gap) {
      assertThat(gap.first()).isEqualTo(before + 1);
    } else {
      JournalItem.Entry entry = (JournalItem.Entry) item;
      assertThat(entry.number()).isEqualTo(before + 1);
      int size = entry.frame().remaining();
      assertThat(entry.frame()).isEqualTo(Samples.frame(size, size));
    }
  }
}
