package dev.hearth.driver.magic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands behind a magic's name: options first, then operands.
 *
 * @param options flag to argument, which is empty for those that take none
 * @param rest the operands as they were written
 * @param restStart where they begin in the line
 */
public record Arguments(Map<String, String> options, String rest, int restStart) {
  private static final Pattern WORD = Pattern.compile("\\s*(\"([^\"]*)\"|'([^']*)'|\\S+)");

  public Arguments {
    options = Map.copyOf(options);
  }

  /**
   * @throws MagicException if an option is unknown, or has no argument
   */
  static Arguments parse(Magic magic, String line) throws MagicException {
    Map<String, String> options = new LinkedHashMap<>();
    Matcher words = WORD.matcher(line);
    int at = 0;
    while (words.find(at) && words.start() == at && words.group(1).matches("-{1,2}[A-Za-z].*")) {
      String flag = words.group(1).replaceFirst("=.*", "");
      MagicOption option = option(magic, flag);
      at = words.end();
      String value = "";
      if (!option.argument().isEmpty()) {
        int equals = words.group(1).indexOf('=');
        if (equals > 0) {
          value = words.group(1).substring(equals + 1);
        } else if (words.find(at)) {
          value = unquoted(words);
          at = words.end();
        } else {
          throw new MagicException(
              flag + " needs " + option.argument() + ". Usage: " + magic.usage());
        }
      }
      options.put(flag, value);
    }
    String rest = line.substring(at);
    return new Arguments(options, rest.strip(), at + rest.length() - rest.stripLeading().length());
  }

  private static MagicOption option(Magic magic, String flag) throws MagicException {
    for (MagicOption option : magic.options()) {
      if (option.flag().equals(flag)) {
        return option;
      }
    }
    List<String> flags = magic.options().stream().map(MagicOption::flag).toList();
    String hint =
        flags.isEmpty()
            ? " It has no options."
            : Nearest.among(flags, flag).map(near -> " Did you mean " + near + "?").orElse("");
    throw new MagicException(
        magic.sign() + " has no option " + flag + "." + hint + " Usage: " + magic.usage());
  }

  private static String unquoted(Matcher word) {
    if (word.group(2) != null) {
      return word.group(2);
    }
    return word.group(3) != null ? word.group(3) : word.group(1);
  }

  public boolean has(String flag) {
    return options.containsKey(flag);
  }

  public Optional<String> value(String flag) {
    return Optional.ofNullable(options.get(flag));
  }

  /**
   * The value as a positive number.
   *
   * @throws MagicException if it is none
   */
  public Optional<Integer> number(String flag) throws MagicException {
    if (!has(flag)) {
      return Optional.empty();
    }
    String value = options.get(flag);
    if (!value.matches("[1-9]\\d{0,8}")) {
      throw new MagicException(flag + " needs a number from 1, not '" + value + "'.");
    }
    return Optional.of(Integer.valueOf(value));
  }

  /** The operands, one by one; quotes keep a word together. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(rest);
    while (matcher.find()) {
      words.add(unquoted(matcher));
    }
    return words;
  }
}
