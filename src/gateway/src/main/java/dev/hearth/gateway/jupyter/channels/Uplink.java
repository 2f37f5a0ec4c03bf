package dev.hearth.gateway.jupyter.channels;

import dev.hearth.gateway.error.HearthException;
import dev.hearth.gateway.kernel.ExecutionState;
import dev.hearth.gateway.kernel.Kernel;
import dev.hearth.gateway.kernel.KernelVoice;
import dev.hearth.protocol.MalformedMessageException;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.HeaderPeek;
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
    HeaderPeek header;
    try {
      message = framing.read(frame, text);
      header = message.peekHeader();
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

  private void submit(MessageParts message, HeaderPeek header) {
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
  private boolean answered(MessageParts message, HeaderPeek header) {
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
  private void refuse(MessageParts message, HeaderPeek header, String why) {
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
