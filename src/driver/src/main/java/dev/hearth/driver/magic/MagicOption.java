package dev.hearth.driver.magic;

/**
 * An option of a magic.
 *
 * @param flag e.g. {@code -o} or {@code --limit}
 * @param argument the name of its argument; empty if it takes none
 */
public record MagicOption(String flag, String argument, String help) {

  /** An option that is there or not. */
  public static MagicOption flag(String flag, String help) {
    return new MagicOption(flag, "", help);
  }

  String usage() {
    return argument.isEmpty() ? flag : flag + " " + argument;
  }
}
