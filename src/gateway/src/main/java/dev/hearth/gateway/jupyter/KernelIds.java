package dev.hearth.gateway.jupyter;

import dev.hearth.gateway.error.InvalidRequest;
import dev.hearth.gateway.error.NotFound;
import dev.hearth.gateway.kernel.KernelId;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads kernel ids, strictly: {@link UUID#fromString} takes much that is none. */
public final class KernelIds {
  private static final Pattern ID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private KernelIds() {}

  public static Optional<KernelId> parse(String id) {
    return ID.matcher(id).matches()
        ? Optional.of(new KernelId(UUID.fromString(id)))
        : Optional.empty();
  }

  /** An id in a path: what is no id is no kernel's. */
  static KernelId ofPath(String id) {
    return parse(id).orElseThrow(() -> new NotFound("Kernel does not exist: " + shown(id)));
  }

  /** An id that a client has chosen. */
  static KernelId ofBody(String key, String id) {
    return parse(id)
        .orElseThrow(() -> new InvalidRequest("'" + key + "' must be a UUID, or be left out."));
  }

  /** Whatever a path held, as part of an error message. */
  private static String shown(String id) {
    return id.length() > 64 ? id.substring(0, 64) + "..." : id;
  }
}
