package dev.hearth.e2e;

/** In which of Jupyter's two WebSocket framings a client speaks. */
public enum Framing {
  V1,
  LEGACY
}
