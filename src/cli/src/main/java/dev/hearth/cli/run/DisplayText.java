package dev.hearth.cli.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearth.cli.Wording;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** What a terminal shows of a display: its text form, or a note of what is in the notebook. */
final class DisplayText {
  private static final String TEXT = "text/plain";

  private DisplayText() {}

  /**
   * @param data of {@code display_data} or {@code execute_result}: values by MIME type
   */
  static String of(JsonNode data) {
    String text = data.path(TEXT).asText();
    List<String> pictures = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (Iterator<Map.Entry<String, JsonNode>> it = data.fields(); it.hasNext(); ) {
      Map.Entry<String, JsonNode> entry = it.next();
      if (!entry.getKey().equals(TEXT)) {
        String note = entry.getKey() + ", " + size(entry.getKey(), entry.getValue());
        (entry.getKey().startsWith("image/") ? pictures : others).add(note);
      }
    }
    // A text form stands for HTML, but not for a picture.
    List<String> notes = text.isEmpty() && pictures.isEmpty() ? others : pictures;
    if (notes.isEmpty()) {
      return text;
    }
    String note = "[" + String.join("; ", notes) + ": see the written notebook]";
    return text.isEmpty() ? note : text + "\n" + note;
  }

  private static String size(String type, JsonNode value) {
    long length = value.isTextual() ? value.asText().length() : value.toString().length();
    boolean base64 = type.startsWith("image/") && !type.equals("image/svg+xml");
    return Wording.size(base64 ? length / 4 * 3 : length);
  }
}
