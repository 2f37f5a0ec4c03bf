package dev.hearth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A user's own jar, from the user's machine into the cells of a session. */
@ExtendWith(SharedGateway.class)
class UploadTest {
  private final GatewayProcess gateway = SharedGateway.gateway();
  @TempDir Path folder;

  @Test
  void anUploadedJarIsUsedByItsNameInCellsAndOnExecutors() throws IOException {
    Path jar =
        jar(
            "scoring",
            "package acme; public class Scoring {"
                + " public static int score(int n) { return n * 2; } }");
    String kernel = SharedGateway.kernel();
    try (Command upload =
            Command.start(
                folder,
                "upload",
                jar.toString(),
                "--session",
                session(kernel),
                "--home",
                gateway.home().toString());
        RawClient client = RawClient.connect(gateway, kernel)) {
      assertThat(upload.exitCode()).as(upload.printed()).isZero();
      assertThat(upload.printed()).contains("Uploaded scoring.jar to session");

      String missing = client.execute("%addjar other.jar");
      assertThat(client.awaitDone(missing).content().path("evalue").asText())
          .contains("only scoring.jar");
      client.awaitDone(client.execute("%addjar scoring.jar"));
      String use =
          client.execute("println(sc.parallelize(Seq(20, 1)).map(acme.Scoring.score(_)).sum)");
      client.awaitDone(use);
      assertThat(client.printed(use)).isEqualTo("42.0\n");

      String again = client.execute("%addjar scoring.jar");
      client.awaitDone(again);
      assertThat(client.of(again))
          .anyMatch(m -> m.content().toString().contains("is part of the session already"));
      Path changed =
          jar(
              "scoring",
              "package acme; public class Scoring {"
                  + " public static int score(int n) { return n * 3; } }");
      try (Command replace =
          Command.start(
              folder,
              "upload",
              changed.toString(),
              "--session",
              session(kernel),
              "--home",
              gateway.home().toString())) {
        assertThat(replace.exitCode()).as(replace.printed()).isZero();
      }
      String other = client.execute("%addjar scoring.jar");
      assertThat(client.awaitDone(other).content().path("evalue").asText())
          .contains("The session has another scoring.jar already");
    }
  }

  private String session(String kernel) {
    for (var session : gateway.json("GET", "/api/hearth/sessions", null)) {
      if (session.path("kernel_ids").toString().contains(kernel)) {
        return session.path("id").asText();
      }
    }
    throw new AssertionError("kernel " + kernel + " is in no session");
  }

  /** Compiled here. */
  private Path jar(String name, String source) throws IOException {
    Path file = Files.createDirectories(folder.resolve("src/acme")).resolve("Scoring.java");
    Files.writeString(file, source);
    Path classes = Files.createDirectories(folder.resolve("classes"));
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", classes.toString(), file.toString());
    assertThat(failed).isZero();
    Path jar = folder.resolve(name + ".jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out)) {
      entries.putNextEntry(new JarEntry("acme/Scoring.class"));
      Files.copy(classes.resolve("acme/Scoring.class"), entries);
    }
    return jar;
  }
}
