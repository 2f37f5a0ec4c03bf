package dev.hearth.gateway.kernel.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.gateway.error.InvalidRequest;
import dev.hearth.gateway.error.NotFound;
import dev.hearth.gateway.home.HearthHome;
import dev.hearth.gateway.session.SessionId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionFilesTest {
  private final SessionId session = SessionId.random();
  @TempDir Path folder;
  private SessionFiles files;

  @BeforeEach
  void make() {
    files = new SessionFiles(new HearthHome(folder));
  }

  private static InputStream content(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private String read(String name, long offset, int most) {
    ByteBuffer piece = files.read(session, name, offset, most).bytes();
    return StandardCharsets.UTF_8.decode(piece).toString();
  }

  @Test
  void aFileIsReadPieceByPiece() {
    files.store(session, "a.jar", content("0123456789"));

    assertThat(read("a.jar", 0, 4)).isEqualTo("0123");
    assertThat(read("a.jar", 8, 4)).isEqualTo("89");
    assertThat(read("a.jar", 10, 4)).isEmpty();
  }

  @Test
  void aFileOfTheSameNameReplacesTheOlderOne() {
    files.store(session, "a.jar", content("old"));
    files.store(session, "a.jar", content("newer"));

    assertThat(files.list(session)).containsExactly(new SessionFiles.StoredFile("a.jar", 5));
    assertThat(read("a.jar", 0, 10)).isEqualTo("newer");
  }

  @Test
  void anUploadThatBreaksLeavesNothing() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the connection is gone");
          }
        };

    assertThatThrownBy(() -> files.store(session, "a.jar", broken))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(files.list(session)).isEmpty();
    assertThat(folder.resolve("files").toFile().listFiles())
        .noneMatch(file -> file.getName().startsWith("arriving"));
  }

  @Test
  void onlyFilesOfLiveSessionsAreKeptWhenTheGatewayStarts() {
    SessionId gone = SessionId.random();
    files.store(session, "a.jar", content("kept"));
    files.store(gone, "a.jar", content("left"));

    files.keepOnly(Set.of(session));

    assertThat(files.list(session)).hasSize(1);
    assertThat(files.list(gone)).isEmpty();
  }

  @Test
  void aPieceTellsWhetherItIsOfTheSameFile() {
    files.store(session, "a.jar", content("old"));
    String before = files.read(session, "a.jar", 0, 1).version();
    assertThat(files.read(session, "a.jar", 1, 1).version()).isEqualTo(before);
    files.store(session, "a.jar", content("newer"));

    assertThat(files.read(session, "a.jar", 1, 1).version()).isNotEqualTo(before);
  }

  @Test
  void sessionsDoNotSeeEachOthersFiles() {
    files.store(session, "a.jar", content("mine"));
    SessionId other = SessionId.random();

    assertThat(files.list(other)).isEmpty();
    assertThatThrownBy(() -> files.read(other, "a.jar", 0, 10)).isInstanceOf(NotFound.class);
  }

  @Test
  void aNameThatIsNotThereIsAnsweredWithThoseThatAre() {
    files.store(session, "a.jar", content("x"));

    assertThatThrownBy(() -> files.read(session, "b.jar", 0, 10))
        .isInstanceOf(NotFound.class)
        .hasMessageContaining("only a.jar");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../lock", "a/b.jar", "..", ".hidden", "a b.jar", "a\u0000.jar"})
  void aNameThatIsNoFilesIsRefused(String name) {
    assertThatThrownBy(() -> files.store(session, name, content("x")))
        .isInstanceOf(InvalidRequest.class);
  }
}
