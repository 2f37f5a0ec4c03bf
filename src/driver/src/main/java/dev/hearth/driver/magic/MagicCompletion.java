package dev.hearth.driver.magic;

import dev.hearth.driver.kernel.Completion;
import dev.hearth.driver.kernel.Completion.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Completes magics' names and options. */
final class MagicCompletion {
  private static final String KIND = "magic";

  /** A line up to the cursor that is a magic's name and perhaps options. */
  private static final Pattern LINE =
      Pattern.compile("^[ \\t]*(%{1,2}\\w*)((?:\\s+\\S+)*?\\s+(-\\S*))?\\z");

  private MagicCompletion() {}

  /** Empty if the cursor is at no magic's name or option. */
  static Optional<Completion> at(String code, int cursor, List<Magic> magics) {
    int start = code.lastIndexOf('\n', cursor - 1) + 1;
    Matcher line = LINE.matcher(code.substring(start, cursor));
    if (!line.find()) {
      return Optional.empty();
    }
    if (line.group(3) != null) {
      return magics.stream()
          .filter(magic -> magic.sign().equals(line.group(1)))
          .findFirst()
          .map(magic -> options(magic, line.group(3), start + line.start(3), cursor));
    }
    return Optional.of(names(magics, line.group(1), start + line.start(1), cursor));
  }

  private static Completion options(Magic magic, String typed, int start, int cursor) {
    List<Match> matches = new ArrayList<>();
    for (MagicOption option : magic.options()) {
      if (option.flag().startsWith(typed)) {
        matches.add(new Match(option.flag(), KIND, option.help()));
      }
    }
    return new Completion(start, cursor, matches);
  }

  private static Completion names(List<Magic> magics, String typed, int start, int cursor) {
    List<Match> matches = new ArrayList<>();
    for (Magic magic : magics) {
      if (magic.sign().startsWith(typed)) {
        matches.add(new Match(magic.sign(), KIND, magic.summary()));
      }
    }
    return new Completion(start, cursor, matches);
  }
}
