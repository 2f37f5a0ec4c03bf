package dev.hearth.gateway.jupyter.channels;

import dev.hearth.gateway.kernel.Kernel;
import dev.hearth.gateway.kernel.journal.JournalItem;
import dev.hearth.protocol.MalformedMessageException;
import dev.hearth.protocol.frame.V1Frame;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Content;
import dev.hearth.protocol.message.Execute;
import dev.hearth.protocol.message.FailedReply;
import dev.hearth.protocol.message.MessageParts;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Turns what stands in the journal into frames for one client, and what cannot be sent into notices
 * that say so. For one thread at a time.
 */
final class Outgoing {
  private static final Logger LOG = Logger.getLogger(Outgoing.class);

  private final Kernel kernel;
  private final Framing framing;
  private final ReplyRouting routing;
  private boolean toldOfBuffers;

  Outgoing(Kernel kernel, Framing framing, ReplyRouting routing) {
    this.kernel = kernel;
    this.framing = framing;
    this.routing = routing;
  }

  /** The frames for an item; none if it is not for this client. */
  List<OutFrame> frames(JournalItem item) {
    return item instanceof JournalItem.Entry entry
        ? entry(entry)
        : List.of(gap((JournalItem.Gap) item));
  }

  /** The frame of a message that the gateway adds for this client. */
  OutFrame frame(ByteBuffer v1Frame) {
    return framing.write(v1Frame, V1Frame.parse(v1Frame));
  }

  private List<OutFrame> entry(JournalItem.Entry entry) {
    try {
      MessageParts message = V1Frame.parse(entry.frame());
      return routing.wants(message) ? wanted(entry, message) : List.of();
    } catch (MalformedMessageException e) {
      LOG.errorf(
          e, "Entry %d in the journal of kernel %s is no message", entry.number(), kernel.id());
      return List.of(notice("[Hearth] A message of this kernel is damaged and cannot be shown."));
    }
  }

  private List<OutFrame> wanted(JournalItem.Entry entry, MessageParts message) {
    // Asked before anything is encoded: what is too large would be copied for nothing.
    if (entry.frame().remaining() > framing.limit()) {
      return tooLarge(entry, message);
    }
    OutFrame frame = framing.write(entry.frame(), message);
    if (frame.size() > framing.limit()) {
      return tooLarge(entry, message);
    }
    if (!message.buffers().isEmpty() && framing.losesBuffers() && !toldOfBuffers) {
      toldOfBuffers = true;
      return List.of(frame, notice(message, "[Hearth] " + BUFFERS_LOST));
    }
    return List.of(frame);
  }

  private static final String BUFFERS_LOST =
      "Binary data of this kernel, such as that of widgets, is left out: this connection can carry"
          + " text only. A client that connects to the gateway directly gets it.";

  /** A reply stays a reply, since its client waits for one. */
  private List<OutFrame> tooLarge(JournalItem.Entry entry, MessageParts message) {
    String text =
        "[Hearth] A message of "
            + entry.frame().remaining()
            + " bytes is not shown: this connection takes at most "
            + framing.limit()
            + ". It can be downloaded from /api/hearth/kernels/"
            + kernel.id()
            + "/journal/"
            + entry.number()
            + " on the gateway.";
    List<OutFrame> frames = new ArrayList<>();
    frames.add(notice(message, text));
    if (message.channel() != Channel.IOPUB) {
      frames.add(
          frame(
              Voices.of(kernel)
                  .say(
                      message.channel(),
                      failed(message.peekHeader().msgType(), text),
                      message.parentHeader())));
    }
    return frames;
  }

  static Content failed(String replyType, String text) {
    return replyType.equals(Execute.Reply.TYPE)
        ? new Execute.Failed(0, "Unavailable", text, List.of(text))
        : new FailedReply(replyType, "Unavailable", text, List.of(text));
  }

  private OutFrame gap(JournalItem.Gap gap) {
    return notice(
        "[Hearth] "
            + gap.count()
            + (gap.count() == 1 ? " message is" : " messages are")
            + " missing here: this kernel's journal had reached its size limit"
            + " (hearth.journal.limit) and dropped its oldest part.");
  }

  private OutFrame notice(String text) {
    return frame(Voices.of(kernel).stderr(text + "\n", MessageParts.emptyObject()));
  }

  private OutFrame notice(MessageParts about, String text) {
    return frame(Voices.of(kernel).stderr(text + "\n", about.parentHeader()));
  }
}
