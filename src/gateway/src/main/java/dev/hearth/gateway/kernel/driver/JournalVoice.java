package dev.hearth.gateway.kernel.driver;

import dev.hearth.gateway.kernel.journal.Journal;
import dev.hearth.protocol.frame.V1Frame;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Content;
import dev.hearth.protocol.message.Display;
import dev.hearth.protocol.message.ErrorMessage;
import dev.hearth.protocol.message.Execute;
import dev.hearth.protocol.message.FailedReply;
import dev.hearth.protocol.message.Header;
import dev.hearth.protocol.message.Message;
import dev.hearth.protocol.message.Status;
import dev.hearth.protocol.message.Stream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Speaks in a kernel's name, into its journal, where the kernel itself cannot: while it starts and
 * when it dies. Messages carry the kernel's own session, since JupyterLab drops what comes from
 * another one. Safe from any thread.
 */
final class JournalVoice {
  private final Journal journal;
  private final Supplier<String> kernelSession;

  /**
   * @param kernelSession the session that the kernel's own messages carry at present
   */
  JournalVoice(Journal journal, Supplier<String> kernelSession) {
    this.journal = journal;
    this.kernelSession = kernelSession;
  }

  void status(Header parent, Status.ExecutionState state) {
    say(parent, Channel.IOPUB, new Status(state));
  }

  void stderr(Header parent, String text) {
    say(parent, Channel.IOPUB, new Stream(Stream.Name.STDERR, text));
  }

  /** Shows something that {@link #update} can replace. */
  void display(Header parent, String displayId, Map<String, Object> data) {
    say(parent, Channel.IOPUB, new Display.Data(data, Map.of(), Map.of("display_id", displayId)));
  }

  void update(Header parent, String displayId, Map<String, Object> data) {
    say(parent, Channel.IOPUB, new Display.Update(data, Map.of(), Map.of("display_id", displayId)));
  }

  /** The next output shall replace what stands there. */
  void clearOnNextOutput(Header parent) {
    say(parent, Channel.IOPUB, new Display.Clear(true));
  }

  /** Ends a request that the kernel will not finish, by Jupyter's rules: error, reply, idle. */
  void fail(Header request, Channel channel, String name, String message) {
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
  void succeed(Header request, Channel channel, int executionCount, String text) {
    say(request, Channel.IOPUB, new Stream(Stream.Name.STDOUT, text + "\n"));
    say(request, channel, new Execute.Reply(executionCount, Map.of(), List.of()));
    status(request, Status.ExecutionState.IDLE);
  }

  private void say(Header parent, Channel channel, Content content) {
    Message message = Message.answering(parent, channel, kernelSession.get(), "hearth", content);
    journal.append(0, ByteBuffer.wrap(V1Frame.encode(message.toParts())));
  }
}
