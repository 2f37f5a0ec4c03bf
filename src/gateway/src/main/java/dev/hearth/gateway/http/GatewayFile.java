package dev.hearth.gateway.http;

import dev.hearth.gateway.home.HearthHome;
import dev.hearth.gateway.team.identity.AccessToken;
import dev.hearth.protocol.message.Json;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.http.HttpServerStart;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * {@code <home>/gateway.json}: where this gateway listens, its token and its process, for the tools
 * of its owner, who alone may read it. There from the moment at which connections are accepted
 * until the gateway ends; one that was killed leaves it behind, so readers check the process.
 */
@Singleton
public class GatewayFile {
  private final Path file;
  private final AccessToken token;
  private final BasePath basePath;

  GatewayFile(HearthHome home, AccessToken token, BasePath basePath) {
    this.file = home.resolve("gateway.json");
    this.token = token;
    this.basePath = basePath;
  }

  private record Content(String url, String token, long pid) {}

  void listening(@ObservesAsync HttpServerStart start) {
    write(url(start.options()) + basePath.of(""));
  }

  private static String url(HttpServerOptions options) {
    String host = options.getHost();
    boolean anyAddress = host.equals("0.0.0.0") || host.equals("::") || host.isEmpty();
    String reachable = anyAddress ? "127.0.0.1" : host;
    return "http://"
        + (reachable.contains(":") ? "[" + reachable + "]" : reachable)
        + ":"
        + port(options);
  }

  /** A port that was asked for as 0 is known to Quarkus only. */
  private static int port(HttpServerOptions options) {
    return options.getPort() > 0
        ? options.getPort()
        : ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
  }

  /** Readers see all of it or nothing, and strangers not even for a moment. */
  private void write(String url) {
    Path next = file.resolveSibling("gateway.json.next");
    try {
      Files.deleteIfExists(next);
      try (SeekableByteChannel channel =
          Files.newByteChannel(
              next,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              ownerOnly(next))) {
        Channels.newOutputStream(channel)
            .write(Json.write(new Content(url, token.reveal(), ProcessHandle.current().pid())));
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  void ended(@Observes ShutdownEvent end) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove " + file, e);
    }
  }
}
