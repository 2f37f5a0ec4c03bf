package dev.hearth.gateway.kernel.history;

import dev.hearth.gateway.kernel.ExecutionState;
import dev.hearth.gateway.kernel.Kernel;
import dev.hearth.gateway.kernel.KernelId;
import dev.hearth.gateway.kernel.KernelStatus;
import dev.hearth.gateway.kernel.journal.Journal;
import dev.hearth.gateway.session.SessionId;
import dev.hearth.gateway.team.Principal;
import dev.hearth.protocol.message.Content;
import dev.hearth.protocol.message.History;
import dev.hearth.protocol.message.MessageParts;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A kernel whose user's history answers in its place. Everything else is the kernel's own. */
final class RememberingKernel implements Kernel {
  private final Kernel kernel;
  private final Author author;
  private final InputHistory history;

  RememberingKernel(Kernel kernel, Author author, InputHistory history) {
    this.kernel = kernel;
    this.author = author;
    this.history = history;
  }

  @Override
  public void submit(MessageParts request) {
    boolean dead = status().state() == ExecutionState.DEAD;
    String type = request.peekHeader().msgType();
    if (!dead
        && type.equals(History.Request.TYPE)
        && Content.parse(type, request.content()) instanceof History.Request asked) {
      history.answer(author, kernel, copied(request.header()), asked);
    } else {
      kernel.submit(request);
    }
  }

  private static ByteBuffer copied(ByteBuffer view) {
    return ByteBuffer.allocate(view.remaining()).put(view.duplicate()).flip();
  }

  @Override
  public KernelId id() {
    return kernel.id();
  }

  @Override
  public String spec() {
    return kernel.spec();
  }

  @Override
  public Principal owner() {
    return kernel.owner();
  }

  @Override
  public boolean sharedWithTeam() {
    return kernel.sharedWithTeam();
  }

  @Override
  public Optional<SessionId> session() {
    return kernel.session();
  }

  @Override
  public Journal journal() {
    return kernel.journal();
  }

  @Override
  public KernelStatus status() {
    return kernel.status();
  }

  @Override
  public Optional<byte[]> kernelInfo() {
    return kernel.kernelInfo();
  }

  @Override
  public void interrupt() {
    kernel.interrupt();
  }

  @Override
  public CompletionStage<Void> restart() {
    return kernel.restart();
  }

  @Override
  public CompletionStage<Void> shutdown(String reason) {
    return kernel.shutdown(reason);
  }

  @Override
  public AutoCloseable onStateChange(Runnable listener) {
    return kernel.onStateChange(listener);
  }
}
