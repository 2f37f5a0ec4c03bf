package dev.hearth.gateway.launch.local;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Session drivers as child processes. */
@ConfigMapping(prefix = "hearth.launch.local")
public interface LocalLaunchConfig {

  /** The built driver: a folder with {@code hearth-driver.jar} and {@code lib}. */
  Optional<Path> driverDist();

  /**
   * Where drivers work, and relative paths in cells begin. By default the {@code work} folder of
   * each session; the {@code hearth} command sets the folder in which it was called. Of no effect
   * where the gateway has several users: each session then works in its own folder.
   */
  Optional<Path> workDir();

  /**
   * Which of the gateway's environment variables drivers get: names, or beginnings of names with a
   * {@code *}; see {@link PassEnv} for the default. Never those that begin with {@code HEARTH_}.
   */
  Optional<List<String>> passEnv();

  /**
   * The account of the operating system under which drivers run, if the gateway runs as root: a
   * name, or one with {@code {user}} or {@code {team}} in it. By default the gateway's own.
   */
  Optional<String> runAs();

  /** How long a driver waits for a gateway before it stops Spark and leaves. */
  @WithDefault("10m")
  Duration orphanLimit();

  /** How long the folder of an ended session, with its log, is kept. */
  @WithDefault("7d")
  Duration keepFolders();

  /**
   * How large a driver's log may grow, in bytes: it is then begun anew, and the earlier part is
   * kept as {@code driver.log.1}.
   */
  @WithDefault("16777216")
  long logLimit();
}
