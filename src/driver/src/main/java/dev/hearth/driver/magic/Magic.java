package dev.hearth.driver.magic;

import dev.hearth.driver.kernel.CellOutcome;
import java.util.List;

/**
 * A magic.
 *
 * @param name without percent signs
 * @param kind where it may stand
 * @param operands what follows its options, for its usage line, e.g. {@code [NAME]}
 * @param summary one sentence
 * @param options those that it knows
 * @param inPython whether it is Hearth's in Python cells, too, where IPython has magics of its own
 */
public record Magic(
    String name,
    Kind kind,
    String operands,
    String summary,
    List<MagicOption> options,
    boolean inPython,
    Action action) {
  public Magic {
    options = List.copyOf(options);
  }

  /** Where a magic may stand. */
  public enum Kind {
    /** {@code %name operands}, a line of its own before a cell's code. */
    LINE("%"),
    /** {@code %%name operands}, the first line of a cell, all of which is its body. */
    CELL("%%");

    private final String sign;

    Kind(String sign) {
      this.sign = sign;
    }

    String sign() {
      return sign;
    }
  }

  /** What it does. */
  @FunctionalInterface
  public interface Action {
    /**
     * Called on the kernel's execution thread.
     *
     * @throws MagicException what is wrong with the call, for the user
     * @throws InterruptedException if the cell is interrupted
     */
    CellOutcome run(MagicCall call) throws MagicException, InterruptedException;
  }

  /** As it is written, e.g. {@code %%sql}. */
  String sign() {
    return kind.sign() + name;
  }

  String usage() {
    StringBuilder usage = new StringBuilder(sign());
    for (MagicOption option : options) {
      usage.append(" [").append(option.usage()).append(']');
    }
    return operands.isEmpty() ? usage.toString() : usage + " " + operands;
  }

  /** Usage, summary and options, for a console. */
  String help() {
    StringBuilder help = new StringBuilder(usage()).append("\n\n").append(summary).append('\n');
    for (MagicOption option : options) {
      help.append(String.format("%n  %-14s %s", option.usage(), option.help()));
    }
    return help.toString().stripTrailing();
  }
}
