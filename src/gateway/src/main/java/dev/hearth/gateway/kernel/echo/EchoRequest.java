package dev.hearth.gateway.kernel.echo;

import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Content;
import dev.hearth.protocol.message.Header;
import dev.hearth.protocol.message.MessageParts;
import java.nio.ByteBuffer;

/**
 * A request as an echo kernel has taken it.
 *
 * @param headerBytes becomes the parent header of all that it causes
 * @param number in the order of arrival
 */
record EchoRequest(
    Channel channel, Header header, ByteBuffer headerBytes, Content content, long number) {

  static EchoRequest of(MessageParts message, Header header, long number) {
    return new EchoRequest(
        message.channel(),
        header,
        message.header(),
        Content.parse(header.msgType(), message.content()),
        number);
  }
}
