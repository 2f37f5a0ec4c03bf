package dev.hearth.gateway.team.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The teams that are in force. A file that has become wrong changes nothing: the teams stay as they
 * were, and {@link #fault} says why. Safe from any thread.
 */
public final class TeamDirectory {
  private static final Logger LOG = Logger.getLogger(TeamDirectory.class);

  private final Optional<Path> file;
  private final List<Consumer<Teams>> checks = new CopyOnWriteArrayList<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile Teams teams;
  private volatile String text;
  private volatile Optional<String> fault = Optional.empty();

  private TeamDirectory(Optional<Path> file, Teams teams, String text) {
    this.file = file;
    this.teams = teams;
    this.text = text;
  }

  /**
   * @throws IllegalArgumentException if the file is not there or is wrong, naming the key and the
   *     fix; stops the start
   */
  public static TeamDirectory open(Optional<Path> file) {
    if (file.isEmpty()) {
      return new TeamDirectory(file, Teams.local(), "");
    }
    String text = read(file.get());
    return new TeamDirectory(file, parse(file.get(), text), text);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(
          "The file of teams, " + file + ", is not there. Make it, or change hearth.teams.file.",
          e);
    } catch (MalformedInputException e) {
      throw new IllegalArgumentException("The file of teams, " + file + ", is not UTF-8.", e);
    } catch (IOException e) {
      throw new UncheckedIOException("The file of teams, " + file + ", cannot be read", e);
    }
  }

  private static Teams parse(Path file, String text) {
    try {
      return TeamFile.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("In " + file + ": " + e.getMessage(), e);
    }
  }

  public Teams teams() {
    return teams;
  }

  /** Why what stands in the file now is not in force; empty if it is. */
  public Optional<String> fault() {
    return fault;
  }

  /**
   * Adds a condition on teams that other parts of the gateway have, and checks it now.
   *
   * @param check throws {@link IllegalArgumentException} naming the key and the fix
   */
  public void require(Consumer<Teams> check) {
    check.accept(teams);
    checks.add(check);
  }

  /** Checks a text as if it were the file's, and changes nothing. */
  public Teams check(String yaml) {
    Teams parsed = TeamFile.parse(yaml);
    checks.forEach(check -> check.accept(parsed));
    return parsed;
  }

  /** SHA-256 of the text that is in force, in hex; of an empty one if there is no file. */
  public String fingerprint() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** Calls the listener after each change. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /** Reads the file if it has changed. To be called by one thread. */
  void reload() {
    file.ifPresent(this::reload);
  }

  private void reload(Path path) {
    try {
      String now = read(path);
      if (now.equals(text)) {
        fault = Optional.empty();
        return;
      }
      teams = check(now);
      text = now;
      fault = Optional.empty();
      LOG.infof("The teams of %s are in force as changed", path);
      listeners.forEach(TeamDirectory::tell);
    } catch (IllegalArgumentException e) {
      complain(e.getMessage());
    } catch (UncheckedIOException e) {
      complain(e.getMessage() + ": " + e.getCause());
    }
  }

  /** One that fails must not keep the others from it. */
  private static void tell(Runnable listener) {
    try {
      listener.run();
    } catch (RuntimeException e) {
      LOG.error("Not everything follows the change of the teams; restart the gateway", e);
    }
  }

  /** Once, not every few seconds. */
  private void complain(String why) {
    if (!fault.equals(Optional.of(why))) {
      LOG.errorf("The teams stay as they were: %s", why);
    }
    fault = Optional.of(why);
  }
}
