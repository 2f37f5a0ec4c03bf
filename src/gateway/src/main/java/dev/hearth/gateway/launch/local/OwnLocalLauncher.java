package dev.hearth.gateway.launch.local;

import dev.hearth.gateway.home.HearthHome;
import io.quarkus.vertx.http.HttpServerStart;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.ConfigProvider;

/** The launcher of this machine as a bean. */
final class OwnLocalLauncher {

  @Produces
  @Singleton
  LocalLauncher launcher(HearthHome home, LocalLaunchConfig config) {
    LocalLauncher launcher =
        new LocalLauncher(
            home,
            new DriverProgram(config.driverDist(), DriverProgram.MAIN_CLASS),
            config,
            System.getenv());
    launcher.keepOrder();
    return launcher;
  }

  void close(@Disposes LocalLauncher launcher) {
    launcher.close();
  }

  void tellDriversWhereWeAre(@ObservesAsync HttpServerStart start, HearthHome home) {
    HttpServerOptions options = start.options();
    LinkUrlFile.write(home, LinkUrlFile.url(options.getHost(), port(options)));
  }

  /** A port that was asked for as 0 is known to Quarkus only. */
  private static int port(HttpServerOptions options) {
    return options.getPort() > 0
        ? options.getPort()
        : ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
  }
}
