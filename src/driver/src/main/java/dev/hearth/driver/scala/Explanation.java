package dev.hearth.driver.scala;

import dev.hearth.driver.display.Displays;
import dev.hearth.driver.display.Html;
import dev.hearth.driver.kernel.MimeBundle;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;

/** What inspection shows of a name: its declarations, what it holds now, where to read on. */
final class Explanation {
  private static final int SOME = 8;
  private static final int MOST_VALUE_CHARS = 600;

  private Explanation() {}

  /**
   * @param members all that the name can mean there, e.g. overloaded methods
   * @param value what it holds, if a cell has defined it as a value
   */
  static Optional<MimeBundle> of(
      List<PresentedMember> members, Optional<Object> value, boolean detailed) {
    if (members.isEmpty() && value.isEmpty()) {
      return Optional.empty();
    }
    Set<String> declarations = new LinkedHashSet<>();
    members.forEach(member -> declarations.add(member.declaration()));
    List<String> shown =
        declarations.stream().limit(detailed ? declarations.size() : SOME).toList();
    List<String> text = new ArrayList<>(shown);
    if (shown.size() < declarations.size()) {
      text.add("... and " + (declarations.size() - shown.size()) + " more");
    }
    value.map(Explanation::preview).ifPresent(text::add);
    StringBuilder html = new StringBuilder();
    for (String part : text) {
      html.append("<pre>").append(Html.escape(part)).append("</pre>");
    }
    members.stream()
        .findFirst()
        .flatMap(ApiDocs::address)
        .ifPresent(
            address -> {
              text.add(address);
              html.append("<a href=\"")
                  .append(address)
                  .append("\">")
                  .append(address)
                  .append("</a>");
            });
    return Optional.of(MimeBundle.html(html.toString(), String.join("\n", text)));
  }

  /** Starts no job. */
  private static String preview(Object value) {
    if (value instanceof Dataset<?> dataset) {
      return dataset.schema().treeString().stripTrailing();
    } else if (value instanceof RDD) {
      return value.toString();
    }
    String text = String.valueOf(Displays.standard().render(value).data().get("text/plain"));
    return text.length() > MOST_VALUE_CHARS ? text.substring(0, MOST_VALUE_CHARS) + "..." : text;
  }
}
