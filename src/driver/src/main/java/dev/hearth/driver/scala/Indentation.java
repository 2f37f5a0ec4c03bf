package dev.hearth.driver.scala;

/** What the next line of an unfinished piece of Scala should begin with. */
final class Indentation {
  private static final int STEP = 2;

  private Indentation() {}

  static String after(String code) {
    String text = code.stripTrailing();
    int lineStart = text.lastIndexOf('\n') + 1;
    ScalaText end = ScalaText.at(text, text.length());
    if (end.place() != ScalaText.Place.CODE) {
      return ""; // inside of a long string, blanks are text
    }
    String last = text.substring(lineStart);
    int own = last.length() - last.stripLeading().length();
    boolean opens = end.brackets() > ScalaText.at(text, lineStart).brackets();
    boolean goesOn = last.endsWith("=") || last.endsWith("=>") || last.endsWith("else");
    return " ".repeat(opens || goesOn ? own + STEP : own);
  }
}
