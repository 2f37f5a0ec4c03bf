package dev.hearth.driver.scala;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Where in a piece of Scala text a position is, as far as it can be said without parsing: text that
 * is being typed rarely parses. Knows comments, characters and all string literals; code inside the
 * braces of an interpolated string counts as string.
 *
 * @param place what the position is in
 * @param start where that literal's or comment's content begins; the position itself in code
 * @param brackets how many brackets are open in front of the position
 */
record ScalaText(Place place, int start, int brackets) {
  private static final String TRIPLE = "\"\"\"";

  /** What a position can be in. */
  enum Place {
    CODE,
    STRING,
    COMMENT
  }

  static ScalaText at(String text, int position) {
    Scanner scanner = new Scanner(text, position);
    return scanner.scan();
  }

  private static final class Scanner {
    private final String text;
    private final int end;
    private final Deque<Character> brackets = new ArrayDeque<>();
    private int at;

    Scanner(String text, int end) {
      this.text = text;
      this.end = Math.min(end, text.length());
    }

    ScalaText scan() {
      while (at < end) {
        int begin = at;
        if (text.startsWith("//", at)) {
          if (!skipTo("\n", at + 2)) {
            return found(Place.COMMENT, begin + 2);
          }
        } else if (text.startsWith("/*", at)) {
          if (!skipTo("*/", at + 2)) {
            return found(Place.COMMENT, begin + 2);
          }
        } else if (text.startsWith(TRIPLE, at)) {
          if (!skipTo(TRIPLE, at + 3)) {
            return found(Place.STRING, begin + 3);
          }
        } else if (text.charAt(at) == '"') {
          if (!skipString()) {
            return found(Place.STRING, begin + 1);
          }
        } else {
          code();
        }
      }
      return found(Place.CODE, end);
    }

    private ScalaText found(Place place, int start) {
      return new ScalaText(place, Math.min(start, end), brackets.size());
    }

    /** Moves behind the next such word; false if the position comes first. */
    private boolean skipTo(String word, int from) {
      int found = text.indexOf(word, Math.min(from, text.length()));
      at = found < 0 ? text.length() : found + word.length();
      return found >= 0 && at <= end;
    }

    private boolean skipString() {
      at++;
      while (at < end) {
        char c = text.charAt(at);
        at += c == '\\' ? 2 : 1;
        if (c == '"' || c == '\n') {
          return true; // a string that its line does not end is an error, and over
        }
      }
      return false;
    }

    private void code() {
      char c = text.charAt(at);
      if (c == '\'' && isCharacter()) {
        at += text.charAt(at + 1) == '\\' ? 4 : 3;
        return;
      }
      if ("([{".indexOf(c) >= 0) {
        brackets.push(c);
      } else if (")]}".indexOf(c) >= 0) {
        brackets.poll();
      }
      at++;
    }

    /** Else it is a symbol such as {@code 'name}. */
    private boolean isCharacter() {
      return at + 2 < text.length()
          && (text.charAt(at + 2) == '\'' && text.charAt(at + 1) != '\\'
              || at + 3 < text.length()
                  && text.charAt(at + 1) == '\\'
                  && text.charAt(at + 3) == '\'');
    }
  }
}
