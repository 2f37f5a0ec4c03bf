package dev.hearth.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.client.Failure;
import dev.hearth.protocol.message.Channel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionFileTest {
  private static final String KEY = "8a3f-secret";

  /** As jupyter_client writes it. */
  private static final String SOUND =
      """
      {
        "shell_port": 5001, "iopub_port": 5002, "stdin_port": 5003, "control_port": 5004,
        "hb_port": 5005, "ip": "127.0.0.1", "key": "8a3f-secret", "transport": "tcp",
        "signature_scheme": "hmac-sha256", "kernel_name": "scala", "jupyter_session": "/a/b.ipynb"
      }
      """;

  private static final List<String> VALUES =
      List.of(
          "null",
          "0",
          "-1",
          "65535",
          "65536",
          "5e3",
          "1e999999999",
          "9".repeat(5_000),
          "[]",
          "{}",
          "true",
          "\"\"",
          "\"tcp\"",
          "\"\\u001b[2J\"",
          "[".repeat(100_000),
          "NaN",
          "x");

  @TempDir Path temp;

  @Test
  void whatAClientWritesIsRead() throws Exception {
    ConnectionFile file = ConnectionFile.read(write(SOUND));
    assertThat(file.address(Channel.IOPUB)).isEqualTo("tcp://127.0.0.1:5002");
    assertThat(file.heartbeatAddress()).isEqualTo("tcp://127.0.0.1:5005");
    assertThat(file.key()).isEqualTo(KEY);
    assertThat(file.toString()).doesNotContain(KEY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "5001 | 70000 | has no shell_port",
        "5001 | 1.5 | has no shell_port",
        "\"hmac-sha256\" | \"none\" | signature scheme",
        "\"tcp\" | \"ipc\" | transport",
        "\"127.0.0.1\" | \"a b\" | has an ip that is none",
        "\"127.0.0.1\" | 5 | has a ip that is no string",
      })
  void whatCannotBeIsNamed(String there, String instead, String message) throws Exception {
    Path file = write(SOUND.replace(there, instead));
    assertThatThrownBy(() -> ConnectionFile.read(file))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(message)
        .hasMessageContaining(file.toString());
  }

  @Test
  void aKeyThatIsNoStringDoesNotTurnSignaturesOff() throws Exception {
    for (String key : List.of("{}", "[]", "5", "true")) {
      Path file = write(SOUND.replace("\"" + KEY + "\"", key));
      assertThatThrownBy(() -> ConnectionFile.read(file))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("has a key that is no string");
    }
  }

  @Test
  void aBrokenFileIsRefusedWithoutRepeatingItsKey() throws Exception {
    Path file = write(SOUND.replace("\"" + KEY + "\"", KEY.replace("8", "s")));
    assertThatThrownBy(() -> ConnectionFile.read(file))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("line 3")
        .hasMessageNotContaining("secret");
  }

  @Test
  void aFileThatIsNoneIsRefused() throws Exception {
    assertThatThrownBy(() -> ConnectionFile.read(temp)).isInstanceOf(Failure.class);
    assertThatThrownBy(() -> ConnectionFile.read(temp.resolve("none"))).isInstanceOf(Failure.class);
    Path large = write(" ".repeat(70_000));
    assertThatThrownBy(() -> ConnectionFile.read(large))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("larger than 65536 bytes");
  }

  @Test
  void aPortThatIsTakenIsSaidWithoutAStackTrace() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ConnectionFile file =
          ConnectionFile.read(write(SOUND.replace("5001", "" + taken.getLocalPort())));
      assertThatThrownBy(() -> new ClientSide(file, message -> {}, () -> {}))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("cannot listen on tcp://127.0.0.1:" + taken.getLocalPort());
    }
  }

  @Property(tries = 500)
  void whateverTheFileHoldsItIsReadOrRefusedInWords(@ForAll("files") byte[] bytes) {
    Path file = anywhere(bytes);
    try {
      ConnectionFile read = ConnectionFile.read(file);
      assertThat(read.heartbeatAddress()).matches("tcp://[^\\p{Cntrl} ]+:[0-9]{1,5}");
    } catch (Failure e) {
      assertThat(e.getMessage()).contains(file.toString()).doesNotContain(KEY);
      assertThat(e.getMessage().replace(file.toString(), "")).hasSizeLessThan(200);
      assertThat(e.fix()).isNotBlank();
    } finally {
      delete(file);
    }
  }

  @Provide
  Arbitrary<byte[]> files() {
    Arbitrary<byte[]> any = Arbitraries.bytes().array(byte[].class).ofMaxSize(60);
    Arbitrary<byte[]> otherValues =
        Arbitraries.of(
                "5001", "5005", "\"127.0.0.1\"", "\"tcp\"", "\"hmac-sha256\"", "\"" + KEY + "\"")
            .flatMap(there -> Arbitraries.of(VALUES).map(value -> SOUND.replace(there, value)))
            .map(text -> text.getBytes(StandardCharsets.UTF_8));
    Arbitrary<byte[]> cut =
        Arbitraries.integers()
            .between(0, SOUND.length())
            .map(length -> Arrays.copyOf(SOUND.getBytes(StandardCharsets.UTF_8), length));
    Arbitrary<byte[]> changed =
        Arbitraries.integers()
            .between(0, SOUND.length() - 1)
            .flatMap(
                at ->
                    Arbitraries.bytes()
                        .map(
                            value -> {
                              byte[] bytes = SOUND.getBytes(StandardCharsets.UTF_8);
                              bytes[at] = value;
                              return bytes;
                            }));
    return Arbitraries.oneOf(any, otherValues, cut, changed).withoutEdgeCases();
  }

  private Path write(String text) throws IOException {
    return Files.writeString(temp.resolve("connection.json"), text);
  }

  private static Path anywhere(byte[] bytes) {
    try {
      return Files.write(Files.createTempFile("connection", ".json"), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
