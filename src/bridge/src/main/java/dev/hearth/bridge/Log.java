package dev.hearth.bridge;

/** Lines for whoever looks for a fault: Jupyter clients pass on what kernels write to stderr. */
final class Log {
  private Log() {}

  static void line(String text) {
    System.err.println("hearth-bridge: " + text);
  }
}
