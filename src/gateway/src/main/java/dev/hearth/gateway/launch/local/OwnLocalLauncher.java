package dev.hearth.gateway.launch.local;

import dev.hearth.gateway.home.HearthHome;
import dev.hearth.gateway.home.StartRefusal;
import io.quarkus.vertx.http.HttpServerStart;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The launcher of this machine as a bean. */
final class OwnLocalLauncher {

  @Produces
  @Singleton
  LocalLauncher launcher(
      HearthHome home,
      LocalLaunchConfig config,
      @ConfigProperty(name = "hearth.auth.modes", defaultValue = "token") List<String> authModes) {
    LocalLauncher launcher =
        StartRefusal.orInWords(() -> launcher(home, config, severalUsers(config, authModes)));
    launcher.keepOrder();
    return launcher;
  }

  private static LocalLauncher launcher(
      HearthHome home, LocalLaunchConfig config, boolean severalUsers) {
    return new LocalLauncher(
        home,
        new DriverProgram(config.driverDist(), DriverProgram.MAIN_CLASS),
        config,
        System.getenv(),
        severalUsers,
        RunAs.of(config.runAs(), System.getenv().getOrDefault("PATH", "")));
  }

  /** All who show the gateway's token are one user; other ways to sign in tell users apart. */
  private static boolean severalUsers(LocalLaunchConfig config, List<String> authModes) {
    return config.runAs().isPresent() || !authModes.equals(List.of("token"));
  }

  void close(@Disposes LocalLauncher launcher) {
    launcher.close();
  }

  void tellDriversWhereWeAre(
      @ObservesAsync HttpServerStart start, HearthHome home, LocalLaunchConfig config) {
    HttpServerOptions options = start.options();
    String url = LinkUrlFile.url(options.getHost(), port(options));
    LinkUrlFile.write(home, url, config.runAs().isPresent());
  }

  /** A port that was asked for as 0 is known to Quarkus only. */
  private static int port(HttpServerOptions options) {
    return options.getPort() > 0
        ? options.getPort()
        : ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
  }
}
