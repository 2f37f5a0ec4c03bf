package dev.hearth.bridge;

import dev.hearth.client.Failure;
import dev.hearth.client.GatewayAddress;
import dev.hearth.client.RunningGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Where the gateway is and by which token, from the environment that a kernelspec sets. Read anew
 * at each use: a restarted gateway may be elsewhere, and a token may have been renewed. Nothing of
 * it is ever on a command line, which every user of the machine can see.
 */
final class Credentials implements Supplier<GatewayAddress> {
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private final Map<String, String> environment;
  private volatile GatewayAddress last;

  Credentials(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * {@code HEARTH_URL} with {@code HEARTH_TOKEN} or {@code HEARTH_TOKEN_FILE}; without a URL, the
   * gateway of {@code HEARTH_HOME}.
   *
   * @throws Failure if none is named or none runs, or the file with the token cannot be trusted
   */
  @Override
  public GatewayAddress get() {
    String url = environment.getOrDefault("HEARTH_URL", "");
    if (!url.isEmpty()) {
      return GatewayAddress.parse(url, token());
    }
    String home = environment.getOrDefault("HEARTH_HOME", "");
    if (home.isEmpty()) {
      throw Failure.usage(
          "neither HEARTH_URL nor HEARTH_HOME says where the gateway is",
          "Install the kernelspec again: hearth kernelspec install");
    }
    RunningGateway.of(Path.of(home, "gateway.json")).ifPresent(found -> last = found.address());
    if (last == null) {
      throw Failure.environment(
          "no Hearth gateway runs on " + home, "Start one, then try again: hearth up");
    }
    return last; // one that is being restarted is where it was until it says otherwise
  }

  private String token() {
    String token = environment.getOrDefault("HEARTH_TOKEN", "");
    String file = environment.getOrDefault("HEARTH_TOKEN_FILE", "");
    return token.isEmpty() && !file.isEmpty() ? read(Path.of(file)) : token;
  }

  private static String read(Path file) {
    try {
      if (file.getFileSystem().supportedFileAttributeViews().contains("posix")
          && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
        throw Failure.environment(
            "the token in " + file + " is not used: other users can read or change the file",
            "Make it yours alone: chmod 600 " + file);
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw Failure.environment(
          "cannot read the token in " + file + ": " + e.getMessage(),
          "HEARTH_TOKEN_FILE names a file that holds the token and nothing else.",
          e);
    }
  }
}
