package dev.hearth.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearth.client.Failure;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/**
 * Where a Jupyter client wants its kernel to listen, as it says in the file that it starts the
 * kernel with.
 *
 * @param path of the file
 * @param ports of the four channels
 * @param key to sign messages with; empty for none
 */
record ConnectionFile(
    String path, String ip, Map<Channel, Integer> ports, int heartbeatPort, String key) {

  private static final String TCP = "tcp";
  private static final String SCHEME = "hmac-sha256";

  /**
   * @throws Failure if it cannot be read, or asks for something that is not known
   */
  static ConnectionFile read(Path file) {
    JsonNode json;
    try {
      json = Json.mapper().readTree(Files.readAllBytes(file));
    } catch (IOException e) {
      throw Failure.usage(
          "cannot read the connection file " + file + ": " + e.getMessage(),
          "Jupyter makes it and passes its path: -f FILE.");
    }
    String scheme = json.path("signature_scheme").asText(SCHEME);
    if (!scheme.equals(SCHEME)) {
      throw Failure.usage(
          "the signature scheme " + scheme + " is not known", "Use " + SCHEME + ".");
    }
    String transport = json.path("transport").asText(TCP);
    if (!transport.equals(TCP)) {
      throw Failure.usage(
          "the transport " + transport + " is not supported", "Use " + TCP + ", as clients do.");
    }
    Map<Channel, Integer> ports = new EnumMap<>(Channel.class);
    for (Channel channel : Channel.values()) {
      ports.put(channel, port(json, channel.wireName(), file));
    }
    return new ConnectionFile(
        file.toAbsolutePath().normalize().toString(),
        json.path("ip").asText("127.0.0.1"),
        Map.copyOf(ports),
        port(json, "hb", file),
        json.path("key").asText(""));
  }

  private static int port(JsonNode json, String name, Path file) {
    JsonNode port = json.path(name + "_port");
    if (!port.canConvertToInt() || port.asInt() <= 0) {
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
