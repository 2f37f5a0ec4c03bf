package dev.hearth.gateway.jupyter.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hearth.gateway.jupyter.Client;
import dev.hearth.gateway.jupyter.Gateway;
import dev.hearth.gateway.team.identity.AccessToken;
import dev.hearth.protocol.frame.LegacyFrame;
import dev.hearth.protocol.frame.V1Frame;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Complete;
import dev.hearth.protocol.message.Content;
import dev.hearth.protocol.message.Execute;
import dev.hearth.protocol.message.Inspect;
import dev.hearth.protocol.message.KernelInfo;
import dev.hearth.protocol.message.Message;
import dev.hearth.protocol.message.MessageParts;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever frames one client sends, the kernel goes on, other clients can read all that comes of
 * them, and the gateway logs no fault of its own.
 */
@QuarkusTest
class ChannelsFuzzTest {
  /** {@code -Dhearth.fuzz.tries} and {@code -Dhearth.fuzz.seed} try more, and the same again. */
  private static final int TRIES = Integer.getInteger("hearth.fuzz.tries", 300);

  private static final long SEED = Long.getLong("hearth.fuzz.seed", System.nanoTime());
  private static final int FRAMES_PER_SOCKET = 50;

  /** Where a header, a parent, metadata or content is expected. */
  private static final List<String> PARTS =
      List.of(
          "",
          "{}",
          "null",
          "[]",
          "{\"msg_id\":\"a\",\"msg_type\":\"execute_request\",\"session\":\"s\"} x",
          "{\"msg_id\":\"b\",\"msg_type\":\"history_request\",\"session\":\"s\"},\"channel\":\"iopub\"",
          "{\"msg_id\":\"\\ud800\",\"msg_type\":\"execute_request\",\"session\":\"\\udc00\"}",
          "{\"msg_id\":\"c\",\"msg_type\":\"no_such_request\",\"session\":\"s\",\"x\":[1e999999]}",
          "{\"msg_id\":\"d\",\"msg_type\":\"status\",\"session\":\"s\"}",
          "{\"msg_id\":\"e\",\"msg_type\":\"kernel_info_request\",\"session\":\"\\u0000\\u001b\"}",
          "{\"msg_id\":\"f\",\"msg_type\":\"comm_msg\",\"session\":\"s\",\"a\":\"\\ud800\"}",
          "{\"msg_id\":7,\"msg_type\":[],\"session\":{}}",
          "{\"code\":\"\\ud800\",\"silent\":false}",
          "{\"code\":\"1\",\"user_expressions\":{\"\\ud800\":\"x\"}}",
          "{\"hist_access_type\":\"tail\",\"n\":2147483647,\"output\":true,\"raw\":true}",
          "{\"hist_access_type\":\"search\",\"n\":5,\"pattern\":\"*\\u0000[*\",\"output\":false}",
          "{\"hist_access_type\":\"range\",\"session\":-2147483648,\"start\":-1,\"stop\":0}",
          "{\"code\":\"print 1\",\"cursor_pos\":-5}",
          "{\"code\":\"a\",\"cursor_pos\":2147483647,\"detail_level\":-1}",
          "{\"comm_id\":\"\\u0000\",\"data\":{}}",
          "{\"value\":\"x\"}",
          "[".repeat(100_000),
          "{\"a\":" + "9".repeat(2_000) + "}");

  private static final List<Content> CONTENTS =
      List.of(
          Execute.Request.of("hällo"),
          Execute.Request.of("print 3"),
          new KernelInfo.Request(),
          new Complete.Request("pri", 3),
          new Inspect.Request("print", 2, 0));

  @TestHTTPResource URI root;
  @Inject AccessToken token;

  private final Queue<LogRecord> faults = new ConcurrentLinkedQueue<>();
  private final Handler log = new Faults();
  private Gateway gateway;
  private String kernel;

  @BeforeEach
  void startKernel() {
    Logger.getLogger("").addHandler(log);
    gateway = new Gateway(URI.create(root.toString().replaceAll("/$", "")), token.reveal());
    kernel = gateway.echoKernel();
  }

  @AfterEach
  void stopListening() {
    Logger.getLogger("").removeHandler(log);
  }

  private final class Faults extends Handler {
    @Override
    public void publish(LogRecord record) {
      if (record.getLevel().intValue() >= Level.SEVERE.intValue()) {
        faults.add(record);
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void framesOfAnyKindHarmNobody(boolean v1) {
    Random random = new Random(SEED);
    try (Client oldNeighbour = gateway.client(kernel).legacy().connect();
        Client neighbour = gateway.client(kernel).connect()) {
      for (int sent = 0; sent < TRIES; sent += FRAMES_PER_SOCKET) {
        throwFrames(v1, random);
      }
      assertAllIsWell(oldNeighbour, neighbour);
    }
  }

  private void throwFrames(boolean v1, Random random) {
    Client.Builder builder = gateway.client(kernel);
    Client client = (v1 ? builder : builder.legacy()).connect();
    try {
      for (int i = 0; i < FRAMES_PER_SOCKET; i++) {
        byte[] frame = frame(random);
        if (random.nextInt(v1 ? 10 : 2) == 0) {
          client.sendText(new String(frame, StandardCharsets.UTF_8));
        } else {
          client.sendBytes(frame);
        }
      }
      client.close();
    } catch (CompletionException e) {
      // The gateway may close a socket whose client talks nonsense; the next one is let in.
      client.vanish();
    }
  }

  private void assertAllIsWell(Client... neighbours) {
    String seed = "seed " + SEED;
    for (boolean v1 : new boolean[] {true, false}) {
      Client.Builder builder = gateway.client(kernel);
      try (Client fresh = (v1 ? builder : builder.legacy()).connect()) {
        assertThat(fresh.run("still there"))
            .as(seed)
            .contains("execute_result", "idle")
            .anyMatch(word -> word.startsWith("execute_reply ok"));
      }
    }
    for (Client neighbour : neighbours) {
      assertThat(neighbour.run("and I")).as(seed).contains("execute_result");
      assertThat(neighbour.isClosed()).as(seed).isFalse();
    }
    assertThat(gateway.get("/api/hearth/kernels/" + kernel + "/journal").path("messages"))
        .as(seed)
        .isNotEmpty();
    assertThat(faults).as(seed).extracting(LogRecord::getMessage).isEmpty();
  }

  private static byte[] frame(Random random) {
    MessageParts sound =
        Message.of(Channel.SHELL, "s" + random.nextInt(3), "ada", pick(random, CONTENTS)).toParts();
    boolean[] replaced = new boolean[4];
    for (int i = random.nextInt(3); i > 0; i--) {
      replaced[random.nextInt(replaced.length)] = true;
    }
    MessageParts message =
        new MessageParts(
            Channel.values()[random.nextInt(Channel.values().length)],
            replaced[0] ? part(random) : sound.header(),
            replaced[1] ? part(random) : sound.parentHeader(),
            replaced[2] ? part(random) : sound.metadata(),
            replaced[3] ? part(random) : sound.content(),
            random.nextBoolean() ? List.of() : List.of(part(random)));
    byte[] frame = random.nextBoolean() ? V1Frame.encode(message) : legacy(message);
    return random.nextInt(3) == 0 ? damaged(frame, random) : frame;
  }

  /** Whatever the parts are, so not by the product's own writer. */
  private static byte[] legacy(MessageParts message) {
    String json =
        "{\"channel\":\""
            + message.channel().wireName()
            + "\",\"header\":"
            + text(message.header())
            + ",\"parent_header\":"
            + text(message.parentHeader())
            + ",\"metadata\":"
            + text(message.metadata())
            + ",\"content\":"
            + text(message.content())
            + "}";
    return json.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(ByteBuffer part) {
    return StandardCharsets.UTF_8.decode(part.duplicate()).toString();
  }

  private static byte[] damaged(byte[] frame, Random random) {
    byte[] bytes = frame.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      bytes[random.nextInt(Math.min(bytes.length, 300))] = (byte) random.nextInt(256);
    }
    return random.nextBoolean() ? bytes : Arrays.copyOf(bytes, random.nextInt(bytes.length));
  }

  private static ByteBuffer part(Random random) {
    return ByteBuffer.wrap(pick(random, PARTS).getBytes(StandardCharsets.UTF_8));
  }

  private static <T> T pick(Random random, List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /** Its bytes would stand in what the kernel sends to everybody, and in the journal. */
  @Test
  void aHeaderThatGoesOnAfterItsEndReachesNobody() {
    try (Client client = gateway.client(kernel).connect();
        Client neighbour = gateway.client(kernel).legacy().connect()) {
      client.sendBytes(
          V1Frame.encode(
              message(
                  "{\"msg_id\":\"b\",\"msg_type\":\"history_request\",\"session\":\"s\"}"
                      + ",\"channel\":\"shell\"",
                  "{\"hist_access_type\":\"tail\",\"n\":1,\"output\":false,\"raw\":true}")));
      await()
          .until(
              () -> client.words().stream().anyMatch(word -> word.contains("no Jupyter message")));
      assertAllIsWell(neighbour, client);
    }
  }

  /** Every message that the request causes would repeat it. */
  @Test
  void aHugeHeaderIsRefused() {
    try (Client client = gateway.client(kernel).connect()) {
      String header =
          "{\"msg_id\":\"b\",\"msg_type\":\"execute_request\",\"session\":\"s\",\"x\":\""
              + "x".repeat(64 << 10)
              + "\"}";
      client.sendBytes(V1Frame.encode(message(header, "{\"code\":\"1\"}")));
      await()
          .until(
              () -> client.words().stream().anyMatch(word -> word.contains("header of more than")));
      assertAllIsWell(client);
    }
  }

  @Test
  void aHalfOfACharacterInARequestDoesNotCloseItsNeighboursSockets() {
    try (Client client = gateway.client(kernel).connect();
        Client neighbour = gateway.client(kernel).legacy().connect()) {
      String header =
          "{\"msg_id\":\"\\ud800\",\"msg_type\":\"execute_request\",\"session\":\"s\\udc00\"}";
      client.sendBytes(V1Frame.encode(message(header, "{\"code\":\"a\\ud800\",\"silent\":false}")));
      await().until(() -> neighbour.words().contains("idle"));
      assertAllIsWell(neighbour, client);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-5, Integer.MIN_VALUE, Integer.MAX_VALUE})
  void aCursorOutsideOfTheCodeIsAtItsEnds(int cursor) {
    try (Client client = gateway.client(kernel).connect()) {
      for (Content question :
          List.of(new Complete.Request("pri", cursor), new Inspect.Request("print", cursor, 0))) {
        Message asked = client.send(Channel.SHELL, question);
        assertThat(client.finished(asked)).contains("idle");
      }
      assertAllIsWell(client);
    }
  }

  @Test
  void whatALegacyClientWritesIsReadBackAsItWas() {
    MessageParts message = message("{\"msg_id\":\"a\",\"msg_type\":\"x\"}", "{\"code\":\"1\"}");
    assertThat(LegacyFrame.parseText(ByteBuffer.wrap(legacy(message)))).isEqualTo(message);
  }

  private static MessageParts message(String header, String content) {
    return new MessageParts(
        Channel.SHELL,
        ByteBuffer.wrap(header.getBytes(StandardCharsets.UTF_8)),
        MessageParts.emptyObject(),
        MessageParts.emptyObject(),
        ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)),
        List.of());
  }
}
