package dev.hearth.cli.gateway;

import dev.hearth.client.Failure;
import dev.hearth.client.GatewayAddress;
import dev.hearth.client.RunningGateway;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which gateway to talk to: that of a URL, or of a port of this machine, or of the home. */
public final class GatewayOptions {
  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "URL of a gateway, e.g. as 'hearth up' printed it; default: that of the home.")
  private String url;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The gateway at this port of this machine; short for --url.")
  private Integer port;

  @Option(
      names = "--token",
      paramLabel = "T",
      defaultValue = "${env:HEARTH_TOKEN:-}",
      description = "Its token, if the URL has none (HEARTH_TOKEN).")
  private String token;

  @Mixin private HomeOption homeOption;

  public Home home() {
    return homeOption.home();
  }

  /**
   * Where the gateway is; ask anew before each use, since a restarted one may be elsewhere.
   *
   * @return empty if none was named and none runs on the home
   */
  public Optional<Supplier<GatewayAddress>> find() {
    if (url != null || port != null) {
      GatewayAddress address =
          GatewayAddress.parse(url != null ? url : "http://127.0.0.1:" + port, token);
      GatewayAddress known = address.token().isEmpty() ? withTokenOfHome(address) : address;
      return Optional.of(() -> known);
    }
    return RunningGateway.of(home().gatewayFile())
        .map(
            found ->
                () ->
                    RunningGateway.written(home().gatewayFile())
                        .map(RunningGateway::address)
                        // It is being restarted; until it says otherwise it is where it was.
                        .orElse(found.address()));
  }

  /** The home's own gateway needs no token on the command line, also if named by its URL. */
  private GatewayAddress withTokenOfHome(GatewayAddress address) {
    return RunningGateway.of(home().gatewayFile())
        .map(RunningGateway::address)
        .filter(own -> own.url().equals(address.url()))
        .orElse(address);
  }

  /**
   * @throws Failure if none was named and none runs on the home
   */
  public Supplier<GatewayAddress> require() {
    return find()
        .orElseThrow(
            () ->
                Failure.environment(
                    "no gateway runs on the home " + home().path(),
                    "Start one with 'hearth up', or name another with --home or --url."));
  }
}
