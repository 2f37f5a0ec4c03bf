package dev.hearth.gateway.launch.local;

import dev.hearth.gateway.launch.LaunchOrder;
import java.nio.file.Path;
import java.util.UUID;

/** A gateway that starts one driver, says its handle, and dies on the spot. */
public final class ShortLivedGateway {
  private ShortLivedGateway() {}

  public static void main(String[] args) {
    LaunchOrder order = TinyDrivers.order(UUID.fromString(args[1]), "wait");
    String handle = TinyDrivers.launcher(Path.of(args[0])).launch(order, new Recorder());
    System.out.println("handle " + handle);
    System.out.flush();
    Runtime.getRuntime().halt(9);
  }
}
