package dev.hearth.gateway.kernel.echo;

import dev.hearth.gateway.kernel.KernelVoice;
import dev.hearth.gateway.kernel.journal.Journal;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Content;
import dev.hearth.protocol.message.Stdin;
import dev.hearth.protocol.message.Stream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One request at work: where its output goes, and how it waits. The kernel's own thread calls
 * everything but {@link #stop} and {@link #answer}, which come from any thread; the two futures are
 * all they share.
 */
final class EchoCell {
  private final Journal journal;
  private final KernelVoice voice;
  private final ByteBuffer parentHeader;
  private final CompletableFuture<Void> stopped = new CompletableFuture<>();
  private volatile CompletableFuture<String> question = new CompletableFuture<>();

  EchoCell(Journal journal, KernelVoice voice, ByteBuffer parentHeader) {
    this.journal = journal;
    this.voice = voice;
    this.parentHeader = parentHeader;
  }

  void publish(Content content) {
    publish(content, List.of());
  }

  void publish(Content content, List<ByteBuffer> buffers) {
    journal.append(0, voice.say(Channel.IOPUB, content, parentHeader, buffers));
  }

  void print(Stream.Name name, String text) {
    publish(new Stream(name, text));
  }

  void reply(Channel channel, Content content) {
    journal.append(0, voice.say(channel, content, parentHeader));
  }

  /** Waits, unless it is stopped first. */
  void pause(long millis) throws EchoFailure {
    try {
      stopped.get(millis, TimeUnit.MILLISECONDS);
      throw EchoFailure.interrupted();
    } catch (TimeoutException e) {
      // Nobody has stopped it: the wait is over.
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException("the thread of an echo kernel is never interrupted", e);
    }
  }

  void checkStopped() throws EchoFailure {
    if (stopped.isDone()) {
      throw EchoFailure.interrupted();
    }
  }

  /** Asks the user, and waits for the answer. */
  String ask(String prompt) throws EchoFailure {
    question = new CompletableFuture<>();
    reply(Channel.STDIN, new Stdin.Request(prompt, false));
    try {
      CompletableFuture.anyOf(stopped, question).join();
    } catch (CompletionException e) {
      throw new IllegalStateException("nothing fails these futures", e);
    }
    checkStopped();
    return question.join();
  }

  void answer(String value) {
    question.complete(value);
  }

  void stop() {
    stopped.complete(null);
  }
}
