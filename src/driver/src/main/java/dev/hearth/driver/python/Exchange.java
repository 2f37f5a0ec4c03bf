package dev.hearth.driver.python;

import dev.hearth.driver.kernel.CellContext;
import dev.hearth.driver.kernel.CellContext.OutputStreamName;
import dev.hearth.driver.kernel.MimeBundle;
import dev.hearth.protocol.message.Content;
import dev.hearth.protocol.message.Display;
import dev.hearth.protocol.message.ErrorMessage;
import dev.hearth.protocol.message.Execute;
import dev.hearth.protocol.message.Message;
import dev.hearth.protocol.message.Status;
import dev.hearth.protocol.message.Status.ExecutionState;
import dev.hearth.protocol.message.Stream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A request to the child and what comes of it: outputs go to the cell as they arrive; it is done
 * when both its reply and its idle are there, which come over different sockets.
 */
final class Exchange {
  private final Optional<CellContext> cell;
  private final CompletableFuture<Content> reply = new CompletableFuture<>();
  private final CompletableFuture<Void> idle = new CompletableFuture<>();
  private final CompletableFuture<Content> done =
      reply.thenCombine(idle, (content, end) -> content);
  private volatile Optional<MimeBundle> value = Optional.empty();

  /**
   * @param cell where outputs go; without one they are not wanted
   */
  Exchange(Optional<CellContext> cell) {
    this.cell = cell;
  }

  /** A cell's; comm messages have no reply. */
  static Exchange withoutReply(CellContext cell) {
    Exchange exchange = new Exchange(Optional.of(cell));
    exchange.reply.complete(new Status(ExecutionState.IDLE));
    return exchange;
  }

  CompletableFuture<Content> done() {
    return done;
  }

  CompletableFuture<Void> idle() {
    return idle;
  }

  Optional<CellContext> cell() {
    return cell;
  }

  /** What the cell's last expression shows. */
  Optional<MimeBundle> value() {
    return value;
  }

  void replied(Content content) {
    reply.complete(content);
  }

  void failed(Exception cause) {
    reply.completeExceptionally(cause);
    idle.complete(null);
  }

  /** Something on iopub. */
  void published(Message message) {
    Content content = message.content();
    if (content instanceof Status status) {
      if (status.executionState() == ExecutionState.IDLE) {
        idle.complete(null);
      }
    } else if (content instanceof Stream stream) {
      boolean error = stream.name() == Stream.Name.STDERR;
      cell.ifPresent(
          to -> to.print(error ? OutputStreamName.STDERR : OutputStreamName.STDOUT, stream.text()));
    } else if (content instanceof Display.Result result) {
      value = Optional.of(new MimeBundle(result.data(), result.metadata()));
    } else if (!(content instanceof ErrorMessage || content instanceof Execute.Input)) {
      // An error is in the reply, too, and a cell's input is told by the kernel itself.
      cell.ifPresent(to -> to.publish(content, message.metadata(), message.buffers()));
    }
  }
}
