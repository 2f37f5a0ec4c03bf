package dev.hearth.gateway.jupyter.channels;

import dev.hearth.gateway.error.HearthException;
import dev.hearth.gateway.kernel.ExecutionState;
import dev.hearth.gateway.kernel.Kernel;
import dev.hearth.gateway.kernel.KernelVoice;
import dev.hearth.protocol.MalformedMessageException;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Header;
import dev.hearth.protocol.message.KernelInfo;
import dev.hearth.protocol.message.MessageParts;
import dev.hearth.protocol.message.RawContent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes what one client sends. A frame that is no message, or that the kernel refuses, is answered
 * with a notice to this client, and the next one is read: closing the socket would lose requests
 * that are on their way, and neither the kernel nor anybody else is harmed. Called by one thread at
 * a time.
 */
final class Uplink {
  private static final String REQUEST = "_request";

  /** As in session drivers: every message that a request causes repeats its header. */
  private static final int MOST_HEADER_BYTES = 64 << 10;

  private final Kernel kernel;
  private final Framing framing;
  private final ReplyRouting routing;
  private final CellAudit cells;
  private final Consumer<List<ByteBuffer>> answers;

  /**
   * @param answers takes messages for this client alone
   */
  Uplink(
      Kernel kernel,
      Framing framing,
      ReplyRouting routing,
      CellAudit cells,
      Consumer<List<ByteBuffer>> answers) {
    this.kernel = kernel;
    this.framing = framing;
    this.routing = routing;
    this.cells = cells;
    this.answers = answers;
  }

  void receive(ByteBuffer frame, boolean text) {
    MessageParts message;
    Header header;
    try {
      message = framing.read(frame, text);
      header = header(message);
    } catch (MalformedMessageException e) {
      String notice =
          "[Hearth] A frame that this client sent is no Jupyter message and was ignored: "
              + e.getMessage()
              + ".\n";
      answers.accept(List.of(Voices.of(kernel).stderr(notice, MessageParts.emptyObject())));
      return;
    }
    routing.own(header.session());
    if (!answered(message, header)) {
      submit(message, header);
    }
  }

  /**
   * All of it is read, not only what routes: its bytes become the parent header of what the kernel
   * sends to everybody.
   */
  private static Header header(MessageParts message) {
    if (message.header().remaining() > MOST_HEADER_BYTES) {
      throw new MalformedMessageException("a header of more than " + MOST_HEADER_BYTES + " bytes");
    }
    return message.parseHeader();
  }

  private void submit(MessageParts message, Header header) {
    if (message.channel() == Channel.IOPUB) {
      refuse(message, header, "Clients send on shell, control and stdin; iopub is the kernel's.");
      return;
    }
    try {
      cells.sent(kernel, message, header);
      kernel.submit(message);
    } catch (HearthException | MalformedMessageException e) {
      refuse(message, header, e.getMessage());
    }
  }

  /** A kernel that is busy would answer after its cell, and the client would seem to hang. */
  private boolean answered(MessageParts message, Header header) {
    if (!header.msgType().equals(KernelInfo.Request.TYPE)
        || kernel.status().state() == ExecutionState.IDLE) {
      return false;
    }
    Optional<byte[]> info = kernel.kernelInfo();
    info.ifPresent(
        json -> {
          KernelVoice voice = Voices.of(kernel);
          ByteBuffer parent = message.header();
          RawContent reply = new RawContent(KernelInfo.Reply.TYPE, ByteBuffer.wrap(json));
          answers.accept(
              List.of(
                  voice.status(ExecutionState.BUSY, parent),
                  voice.say(message.channel(), reply, parent),
                  voice.status(ExecutionState.IDLE, parent),
                  trueState(voice)));
        });
    return info.isPresent();
  }

  /** As a kernel would fail it, so that the client's cell ends. */
  private void refuse(MessageParts message, Header header, String why) {
    KernelVoice voice = Voices.of(kernel);
    ByteBuffer parent = message.header();
    List<ByteBuffer> frames = new ArrayList<>();
    frames.add(voice.status(ExecutionState.BUSY, parent));
    frames.add(voice.stderr("[Hearth] " + why + "\n", parent));
    if (header.msgType().endsWith(REQUEST)) {
      String name = header.msgType().substring(0, header.msgType().length() - REQUEST.length());
      frames.add(voice.say(message.channel(), Outgoing.failed(name + "_reply", why), parent));
    }
    frames.add(voice.status(ExecutionState.IDLE, parent));
    frames.add(trueState(voice));
    answers.accept(frames);
  }

  private ByteBuffer trueState(KernelVoice voice) {
    return voice.status(kernel.status().state(), MessageParts.emptyObject());
  }
}
