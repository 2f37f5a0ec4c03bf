package dev.hearth.gateway.jupyter.channels;

import java.nio.ByteBuffer;

/**
 * A frame for a client.
 *
 * @param text whether it is a text frame, of UTF-8
 */
record OutFrame(boolean text, ByteBuffer bytes) {
  int size() {
    return bytes.remaining();
  }
}
