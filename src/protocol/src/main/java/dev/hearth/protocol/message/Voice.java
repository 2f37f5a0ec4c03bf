package dev.hearth.protocol.message;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Speaks in a kernel's name where the kernel itself cannot: while it starts, when it dies, and when
 * it cannot be reached. Messages carry the kernel's own session, since JupyterLab drops what comes
 * from another one. Safe from any thread if the consumer is.
 */
public final class Voice {
  private final Supplier<String> kernelSession;
  private final Consumer<MessageParts> said;

  /**
   * @param kernelSession the session that the kernel's own messages carry at present
   * @param said takes the messages
   */
  public Voice(Supplier<String> kernelSession, Consumer<MessageParts> said) {
    this.kernelSession = kernelSession;
    this.said = said;
  }

  public void status(Header parent, Status.ExecutionState state) {
    say(parent, Channel.IOPUB, new Status(state));
  }

  public void stderr(Header parent, String text) {
    say(parent, Channel.IOPUB, new Stream(Stream.Name.STDERR, text));
  }

  /** Shows something that {@link #update} can replace. */
  public void display(Header parent, String displayId, Map<String, Object> data) {
    say(parent, Channel.IOPUB, new Display.Data(data, Map.of(), Map.of("display_id", displayId)));
  }

  public void update(Header parent, String displayId, Map<String, Object> data) {
    say(parent, Channel.IOPUB, new Display.Update(data, Map.of(), Map.of("display_id", displayId)));
  }

  /** The next output shall replace what stands there. */
  public void clearOnNextOutput(Header parent) {
    say(parent, Channel.IOPUB, new Display.Clear(true));
  }

  /** Ends a request that the kernel will not finish, by Jupyter's rules: error, reply, idle. */
  public void fail(Header request, Channel channel, String name, String message) {
    List<String> traceback = List.of(name + ": " + message);
    if (request.msgType().equals(Execute.Request.TYPE)) {
      say(request, Channel.IOPUB, new ErrorMessage(name, message, traceback));
      say(request, channel, new Execute.Failed(0, name, message, traceback));
    } else if (request.msgType().endsWith("_request")) {
      String reply = request.msgType().replaceFirst("_request$", "_reply");
      say(request, channel, new FailedReply(reply, name, message, traceback));
    }
    status(request, Status.ExecutionState.IDLE);
  }

  /** Ends a cell in the kernel's name, with a line of output. */
  public void succeed(Header request, Channel channel, int executionCount, String text) {
    say(request, Channel.IOPUB, new Stream(Stream.Name.STDOUT, text + "\n"));
    say(request, channel, new Execute.Reply(executionCount, Map.of(), List.of()));
    status(request, Status.ExecutionState.IDLE);
  }

  /** Says anything; {@link Header#NONE} is no parent. */
  public void say(Header parent, Channel channel, Content content) {
    said.accept(
        Message.answering(parent, channel, kernelSession.get(), "hearth", content).toParts());
  }
}
