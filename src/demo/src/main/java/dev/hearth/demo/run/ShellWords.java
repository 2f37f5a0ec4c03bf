package dev.hearth.demo.run;

import java.util.ArrayList;
import java.util.List;

/** Splits a command line as a shell does: blanks part words, quotes and backslashes keep them. */
final class ShellWords {
  private ShellWords() {}

  /**
   * @throws IllegalArgumentException if a quote is not closed
   */
  static List<String> split(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean within = false;
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\\' && quote != '\'' && i + 1 < line.length()) {
        char next = line.charAt(++i);
        if (quote == '"' && next != '"' && next != '\\' && next != '$' && next != '`') {
          word.append(c);
        }
        word.append(next);
        within = true;
      } else if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '\'' || c == '"') {
        quote = c;
        within = true;
      } else if (Character.isWhitespace(c)) {
        if (within) {
          words.add(word.toString());
          word.setLength(0);
          within = false;
        }
      } else {
        word.append(c);
        within = true;
      }
    }
    if (quote != 0) {
      throw new IllegalArgumentException("a quote (" + quote + ") is not closed");
    }
    if (within) {
      words.add(word.toString());
    }
    return words;
  }
}
