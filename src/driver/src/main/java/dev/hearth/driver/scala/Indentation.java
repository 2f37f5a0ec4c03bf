package dev.hearth.driver.scala;

import java.util.regex.Pattern;

/** What the next line of an unfinished piece of Scala should begin with. */
final class Indentation {
  private static final int STEP = 2;

  /** An operator, a dot or a word that something must follow. */
  private static final Pattern OPEN_END =
      Pattern.compile("(?:[-+*/%&|<>=!^:.]|\\b(?:else|yield|extends|with|return|then))\\s*$");

  private Indentation() {}

  static String after(String code) {
    String text = code.stripTrailing();
    int lineStart = text.lastIndexOf('\n') + 1;
    // Where the next line begins: a comment of one line has ended there.
    ScalaText end = ScalaText.at(text + "\n", text.length() + 1);
    if (end.place() != ScalaText.Place.CODE) {
      return ""; // inside of a long string, blanks are text
    }
    String last = ScalaStrings.bare(text).substring(lineStart);
    int own = last.length() - last.stripLeading().length();
    boolean opens = end.brackets() > ScalaText.at(text, lineStart).brackets();
    boolean goesOn = OPEN_END.matcher(last).find();
    return " ".repeat(opens || goesOn ? own + STEP : own);
  }
}
