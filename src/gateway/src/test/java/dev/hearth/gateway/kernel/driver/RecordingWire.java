package dev.hearth.gateway.kernel.driver;

import dev.hearth.protocol.frame.V1Frame;
import dev.hearth.protocol.link.LinkFrame;
import dev.hearth.protocol.message.Message;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A driver's connection that keeps what was sent. */
final class RecordingWire implements DriverWire {
  private final List<LinkFrame> sent = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  @Override
  public void send(LinkFrame frame) {
    sent.add(frame);
  }

  @Override
  public void close(int code, String reason) {
    closed = true;
  }

  boolean closed() {
    return closed;
  }

  List<LinkFrame> sent() {
    return List.copyOf(sent);
  }

  List<LinkFrame.Request> requests() {
    return sent.stream()
        .filter(LinkFrame.Request.class::isInstance)
        .map(LinkFrame.Request.class::cast)
        .toList();
  }

  /** The message ids of the requests, in order. */
  List<String> requestIds() {
    return requests().stream()
        .map(request -> Message.parse(V1Frame.parse(request.frame())).header().msgId())
        .toList();
  }
}
