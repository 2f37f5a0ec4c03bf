package dev.hearth.cli.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Passes parameters to a notebook as papermill does: a new cell tagged {@code injected-parameters}
 * after the one tagged {@code parameters}, so that it overrides the defaults there; in the place of
 * an earlier injected cell if there is one; first if there is neither.
 */
public final class Parameters {
  private static final String DECLARING = "parameters";
  private static final String INJECTED = "injected-parameters";

  private Parameters() {}

  /**
   * @param language of the kernel, e.g. {@code scala}
   * @return warnings for the user; empty when every parameter is one that the notebook declares
   * @throws dev.hearth.cli.Failure if the language cannot take parameters, or a value does not fit
   */
  public static List<String> inject(
      Notebook notebook, List<Parameter> parameters, String language) {
    if (parameters.isEmpty()) {
      return List.of();
    }
    ParameterSyntax syntax = ParameterSyntax.of(language);
    List<Cell> cells = notebook.cells();
    int declaring = indexOf(cells, DECLARING);
    int injected = indexOf(cells, INJECTED);
    Map<String, String> known =
        syntax.declarations(declaring < 0 ? "" : cells.get(declaring).source());

    List<String> lines = new ArrayList<>();
    lines.add(syntax.comment("Parameters"));
    for (Parameter parameter : parameters) {
      lines.add(syntax.assignment(parameter, Optional.ofNullable(known.get(parameter.name()))));
    }
    int at = declaring + 1;
    if (injected >= 0) {
      notebook.remove(injected);
      at = injected;
    }
    notebook.insertCode(at, String.join("\n", lines), INJECTED);
    return declaring < 0
        ? List.of(
            "no cell of the notebook is tagged 'parameters'; the parameters were put before its"
                + " first cell")
        : warnings(parameters, known);
  }

  private static List<String> warnings(List<Parameter> parameters, Map<String, String> known) {
    List<String> warnings = new ArrayList<>();
    for (Parameter parameter : parameters) {
      if (!known.containsKey(parameter.name())) {
        warnings.add(
            "the notebook has no parameter "
                + parameter.name()
                + (known.isEmpty() ? "" : "; it has " + String.join(", ", known.keySet())));
      }
    }
    return warnings;
  }

  private static int indexOf(List<Cell> cells, String tag) {
    for (int i = 0; i < cells.size(); i++) {
      if (cells.get(i).isCode() && cells.get(i).hasTag(tag)) {
        return i;
      }
    }
    return -1;
  }
}
