package dev.hearth.gateway.jupyter;

import dev.hearth.gateway.error.InvalidRequest;
import dev.hearth.gateway.error.NotFound;
import dev.hearth.gateway.http.PlainText;
import dev.hearth.gateway.kernel.KernelId;

/** Kernel ids as clients send them. */
final class KernelIds {
  private KernelIds() {}

  /** An id in a path: what is no id is no kernel's. */
  static KernelId ofPath(String id) {
    return KernelId.parse(id)
        .orElseThrow(() -> new NotFound("Kernel does not exist: " + PlainText.shown(id)));
  }

  /** An id that a client has chosen. */
  static KernelId ofBody(String key, String id) {
    return KernelId.parse(id)
        .orElseThrow(() -> new InvalidRequest("'" + key + "' must be a UUID, or be left out."));
  }
}
