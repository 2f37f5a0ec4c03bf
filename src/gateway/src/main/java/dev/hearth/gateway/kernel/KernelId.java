package dev.hearth.gateway.kernel;

import java.util.UUID;

/** A kernel's id, as in Jupyter's URLs. */
public record KernelId(UUID value) {
  public static KernelId random() {
    return new KernelId(UUID.randomUUID());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
