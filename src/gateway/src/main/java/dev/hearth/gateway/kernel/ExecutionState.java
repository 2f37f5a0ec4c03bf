package dev.hearth.gateway.kernel;

import java.util.Locale;

/** Jupyter's execution states; no client accepts others. */
public enum ExecutionState {
  STARTING,
  IDLE,
  BUSY,
  RESTARTING,
  DEAD;

  /** As it stands in messages and models. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
