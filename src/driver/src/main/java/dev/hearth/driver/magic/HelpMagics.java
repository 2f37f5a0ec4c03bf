package dev.hearth.driver.magic;

import dev.hearth.driver.kernel.CellOutcome;
import dev.hearth.driver.magic.Magic.Kind;
import java.util.List;
import java.util.function.Supplier;

/** {@code %lsmagic} and {@code %help}. */
final class HelpMagics {
  private HelpMagics() {}

  /**
   * @param all every magic
   */
  static List<Magic> all(Supplier<List<Magic>> all) {
    return List.of(
        new Magic(
            "lsmagic",
            Kind.LINE,
            "",
            "Lists the magics.",
            List.of(),
            false,
            call -> MagicCall.says(list(all.get()))),
        new Magic(
            "help",
            Kind.LINE,
            "[MAGIC]",
            "Explains a magic, or lists all.",
            List.of(),
            true,
            call -> help(all.get(), call)));
  }

  private static String list(List<Magic> magics) {
    StringBuilder list = new StringBuilder();
    for (Magic magic : magics) {
      list.append(String.format("%-12s %s%n", magic.sign(), firstSentence(magic.summary())));
    }
    return list.append("\n%help NAME explains one.").toString();
  }

  private static String firstSentence(String text) {
    int end = text.indexOf(". ");
    return end < 0 ? text : text.substring(0, end + 1);
  }

  private static CellOutcome help(List<Magic> magics, MagicCall call) throws MagicException {
    String asked = call.arguments().rest();
    if (asked.isEmpty()) {
      return MagicCall.says(list(magics));
    }
    String name = asked.replaceFirst("^%{1,2}", "");
    List<String> found =
        magics.stream().filter(magic -> magic.name().equals(name)).map(Magic::help).toList();
    if (found.isEmpty()) {
      List<String> names = magics.stream().map(Magic::name).toList();
      String hint =
          Nearest.among(names, name).map(near -> " Did you mean " + near + "?").orElse("");
      throw new MagicException("There is no magic named " + name + "." + hint);
    }
    return MagicCall.says(String.join("\n\n", found));
  }
}
