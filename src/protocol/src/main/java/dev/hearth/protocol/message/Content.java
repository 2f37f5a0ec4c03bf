package dev.hearth.protocol.message;

import dev.hearth.protocol.MalformedMessageException;
import java.nio.ByteBuffer;

/**
 * What a message says, by its type: one record per message type of <a
 * href="https://jupyter-client.readthedocs.io/en/stable/messaging.html">Jupyter's messaging
 * specification</a>, one file per family. A component that is {@code null} or empty where its
 * Javadoc allows it is absent from the JSON.
 */
public sealed interface Content
    permits AbortedReply,
        Comm,
        Complete,
        Control,
        Debug,
        Display,
        ErrorMessage,
        Execute,
        FailedReply,
        History,
        Inspect,
        IopubWelcome,
        IsComplete,
        KernelInfo,
        RawContent,
        Status,
        Stdin,
        Stream,
        Subshell {

  /** As it stands in the header, e.g. {@code execute_request}. */
  String msgType();

  /** The content part of the message: a JSON object in UTF-8. */
  default ByteBuffer toJson() {
    return ByteBuffer.wrap(Json.write(this));
  }

  /**
   * The record for a message type. A reply with status {@code error} or {@code aborted} becomes
   * {@link Execute.Failed}, {@link FailedReply} or {@link AbortedReply}; a type that Hearth does
   * not know stays as it is, in {@link RawContent}.
   *
   * @throws MalformedMessageException if the JSON is not what the type asks for
   */
  static Content parse(String msgType, ByteBuffer json) {
    return ContentTypes.parse(msgType, json);
  }
}
