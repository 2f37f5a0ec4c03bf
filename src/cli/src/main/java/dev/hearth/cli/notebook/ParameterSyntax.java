package dev.hearth.cli.notebook;

import dev.hearth.client.Failure;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How parameters look in a kernel's language. */
interface ParameterSyntax {

  /**
   * @throws Failure if parameters cannot be passed to that language
   */
  static ParameterSyntax of(String language) {
    switch (language.toLowerCase(Locale.ROOT)) {
      case "scala":
        return new ScalaParameters();
      case "sql":
        return new SqlParameters();
      case "python":
        return new PythonParameters();
      default:
        throw Failure.usage(
            "parameters cannot be passed to a kernel whose language is " + language,
            "They can in Scala, SQL and Python notebooks.");
    }
  }

  /**
   * The parameters that the cell tagged {@code parameters} declares, in its order.
   *
   * @param source of that cell; empty if there is none
   * @return by name, the declaration in the form that {@link #assignment} understands
   */
  Map<String, String> declarations(String source);

  /**
   * The line that sets one.
   *
   * @param declaration from {@link #declarations}, if the notebook knows the parameter
   * @throws Failure if the value does not fit the declaration
   */
  String assignment(Parameter parameter, Optional<String> declaration);

  /** A comment on a line of its own. */
  String comment(String text);
}
