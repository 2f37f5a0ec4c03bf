package dev.hearth.gateway.kernel.history;

import dev.hearth.gateway.kernel.journal.Cursor;
import dev.hearth.gateway.kernel.journal.Journal;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;

/** A journal that shows each message to a watcher, once it is kept. */
final class WatchedJournal implements Journal {
  private final Journal journal;
  private final Consumer<ByteBuffer> watcher;

  WatchedJournal(Journal journal, Consumer<ByteBuffer> watcher) {
    this.journal = journal;
    this.watcher = watcher;
  }

  @Override
  public long append(long origin, ByteBuffer frame) {
    long number = journal.append(origin, frame);
    if (number > 0) {
      watcher.accept(frame);
    }
    return number;
  }

  @Override
  public long firstNumber() {
    return journal.firstNumber();
  }

  @Override
  public long lastNumber() {
    return journal.lastNumber();
  }

  @Override
  public long lastOrigin() {
    return journal.lastOrigin();
  }

  @Override
  public Cursor after(long number) {
    return journal.after(number);
  }

  @Override
  public AutoCloseable onAppend(Runnable listener) {
    return journal.onAppend(listener);
  }

  @Override
  public Optional<Long> confirmed(String clientSession) {
    return journal.confirmed(clientSession);
  }

  @Override
  public void confirm(String clientSession, long number) {
    journal.confirm(clientSession, number);
  }

  @Override
  public void close() {
    journal.close();
  }

  @Override
  public void delete() {
    journal.delete();
  }
}
