package dev.hearth.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearth.client.Failure;
import dev.hearth.protocol.MalformedMessageException;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/**
 * Where a Jupyter client wants its kernel to listen, as it says in the file that it starts the
 * kernel with. At most 64 KiB of it are read.
 *
 * @param path of the file
 * @param ports of the four channels
 * @param key to sign messages with; empty for none
 */
record ConnectionFile(
    String path, String ip, Map<Channel, Integer> ports, int heartbeatPort, String key) {

  private static final String TCP = "tcp";
  private static final String FIX = "Jupyter makes it and passes its path: -f FILE.";
  private static final int MOST_BYTES = 64 << 10;
  private static final int HIGHEST_PORT = 65_535;

  /** Names, IPv4, IPv6 in brackets with or without a zone, and * for all. */
  private static final String HOST = "[0-9A-Za-z._*-]{1,255}|\\[[0-9A-Fa-f:.%a-z]{2,64}\\]";

  private static final String SCHEME = "hmac-sha256";

  /**
   * @throws Failure if it cannot be read, or asks for something that is not known
   */
  static ConnectionFile read(Path file) {
    JsonNode json = json(file);
    String scheme = text(json, "signature_scheme", SCHEME, file);
    if (!scheme.equals(SCHEME)) {
      throw Failure.usage(
          "the connection file " + file + " asks for a signature scheme that is not known",
          "Use " + SCHEME + ".");
    }
    if (!text(json, "transport", TCP, file).equals(TCP)) {
      throw Failure.usage(
          "the connection file " + file + " asks for a transport that is not supported",
          "Use " + TCP + ", as clients do.");
    }
    String ip = text(json, "ip", "127.0.0.1", file);
    if (!ip.matches(HOST)) {
      throw Failure.usage(
          "the connection file " + file + " has an ip that is none", "For example: 127.0.0.1");
    }
    Map<Channel, Integer> ports = new EnumMap<>(Channel.class);
    for (Channel channel : Channel.values()) {
      ports.put(channel, port(json, channel.wireName(), file));
    }
    return new ConnectionFile(
        file.toAbsolutePath().normalize().toString(),
        ip,
        Map.copyOf(ports),
        port(json, "hb", file),
        text(json, "key", "", file));
  }

  /** Says where it breaks, and nothing of what stands there: that may be the key. */
  private static JsonNode json(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw Failure.usage(
            "the connection file " + file + " is larger than " + MOST_BYTES + " bytes", FIX);
      }
      return Json.object(ByteBuffer.wrap(bytes), "the connection file " + file);
    } catch (MalformedMessageException e) {
      throw Failure.usage(e.getMessage(), FIX);
    } catch (IOException e) {
      throw Failure.usage("cannot read the connection file " + file + ": " + e.getMessage(), FIX);
    }
  }

  /** Anything but a string is refused: a key that is none would leave messages unsigned. */
  private static String text(JsonNode json, String name, String otherwise, Path file) {
    JsonNode value = json.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return otherwise;
    }
    if (!value.isTextual()) {
      throw Failure.usage(
          "the connection file " + file + " has a " + name + " that is no string", FIX);
    }
    return value.asText();
  }

  private static int port(JsonNode json, String name, Path file) {
    JsonNode port = json.path(name + "_port");
    if (!port.isInt() || port.asInt() <= 0 || port.asInt() > HIGHEST_PORT) {
      throw Failure.usage(
          "the connection file " + file + " has no " + name + "_port",
          "Only clients that choose the ports themselves are supported, as all current ones do.");
    }
    return port.asInt();
  }

  String address(Channel channel) {
    return address(ports.get(channel));
  }

  String heartbeatAddress() {
    return address(heartbeatPort);
  }

  private String address(int port) {
    return TCP + "://" + ip + ":" + port;
  }

  /** Without the key. */
  @Override
  public String toString() {
    return ip + " " + ports;
  }
}
