package dev.hearth.gateway.launch.local;

import dev.hearth.gateway.error.Unavailable;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The program {@code setpriv} of util-linux, with which root starts programs that have the powers
 * of another account and cannot get more: no capabilities, and none from set-user-id programs.
 */
record SetPriv(Path program) {
  private static final String USUAL_PATH = "/usr/bin:/bin:/usr/sbin:/sbin";
  private static final int PATIENCE_MINUTES = 10;

  /** An unprivileged id that needs no account. */
  private static final int SOMEBODY = 65534;

  /**
   * What a program printed.
   *
   * @param code its exit code
   */
  record Said(int code, String text) {}

  /**
   * @param path folders to look in, as in {@code PATH}
   * @throws Unavailable if there is none, or it does not work here
   */
  static SetPriv find(String path) {
    SetPriv found =
        Stream.concat(folders(path), folders(USUAL_PATH))
            .map(folder -> folder.resolve("setpriv"))
            .filter(Files::isExecutable)
            .findFirst()
            .map(SetPriv::new)
            .orElseThrow(
                () ->
                    new Unavailable(
                        "Drivers cannot run under other accounts ("
                            + RunAs.KEY
                            + "): the program setpriv was not found. Install util-linux, or unset"
                            + " the key."));
    Said trial = found.run(found.as(SOMEBODY, SOMEBODY), List.of("/bin/sh", "-c", "exit 0"));
    if (trial.code() != 0) {
      throw new Unavailable(
          "Drivers cannot run under other accounts ("
              + RunAs.KEY
              + "): "
              + found.program
              + " failed with '"
              + trial.text()
              + "'. It must be that of util-linux, and the gateway must be root with the"
              + " capabilities SETUID, SETGID, SETPCAP and KILL; or unset the key.");
    }
    return found;
  }

  private static Stream<Path> folders(String path) {
    return Arrays.stream(path.split(File.pathSeparator))
        .filter(folder -> folder.startsWith("/"))
        .map(Path::of);
  }

  /** What a command line begins with that shall run under the account, with its groups. */
  List<String> as(Account account) {
    return as(account.uid(), account.gid(), "--init-groups");
  }

  /** The same for ids that need not have an account; with no further group. */
  List<String> as(int uid, int gid) {
    return as(uid, gid, "--clear-groups");
  }

  private List<String> as(int uid, int gid, String groups) {
    return List.of(
        program.toString(),
        "--reuid=" + Integer.toUnsignedString(uid),
        "--regid=" + Integer.toUnsignedString(gid),
        groups,
        "--no-new-privs",
        "--inh-caps=-all",
        "--bounding-set=-all",
        "--");
  }

  /**
   * Runs a short program in the root folder, without the gateway's environment, and waits for it.
   *
   * @param as made by one of the methods above
   */
  Said run(List<String> as, List<String> command) {
    List<String> whole = new ArrayList<>(as);
    whole.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(whole).directory(new File("/")).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("PATH", USUAL_PATH);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new Unavailable(program + " does not come to an end.");
      }
      return new Said(process.exitValue(), said.strip());
    } catch (IOException e) {
      throw new Unavailable(program + " cannot be started: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("Waiting for " + program + " was interrupted.", e);
    }
  }
}
