package dev.hearth.driver.link;

/** The one-session secret by which a driver proves which session it is. Prints as stars. */
public record LinkToken(String secret) {
  @Override
  public String toString() {
    return "****";
  }
}
