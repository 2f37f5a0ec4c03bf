package dev.hearth.gateway.kernel;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** A kernel's id, as in Jupyter's URLs. */
public record KernelId(UUID value) {
  private static final Pattern FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  /** Strictly: {@link UUID#fromString} takes much that is none. */
  public static Optional<KernelId> parse(String id) {
    return FORM.matcher(id).matches()
        ? Optional.of(new KernelId(UUID.fromString(id)))
        : Optional.empty();
  }

  public static KernelId random() {
    return new KernelId(UUID.randomUUID());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
