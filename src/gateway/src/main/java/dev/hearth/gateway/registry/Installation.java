package dev.hearth.gateway.registry;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Tells what belongs to this registry from what belongs to others, where both have left things in
 * one place, such as job runs in a virtual cluster. Drawn once, and kept with the sessions.
 *
 * @param id 8 hexadecimal digits
 */
public record Installation(String id) {
  private static final int BYTES = 4;

  /** That of the registry, which is given one if it has none. */
  static Installation of(Jdbi jdbi) {
    return jdbi.inTransaction(handle -> stored(handle).orElseGet(() -> draw(handle)));
  }

  private static Optional<Installation> stored(Handle handle) {
    return handle
        .createQuery("select id from installation")
        .mapTo(String.class)
        .findFirst()
        .map(Installation::new);
  }

  private static Installation draw(Handle handle) {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    String id = HexFormat.of().formatHex(random);
    handle.createUpdate("insert into installation (id) values (:id)").bind("id", id).execute();
    return new Installation(id);
  }
}
