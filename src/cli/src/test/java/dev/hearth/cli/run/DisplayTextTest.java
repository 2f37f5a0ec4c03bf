package dev.hearth.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearth.protocol.message.Json;
import org.junit.jupiter.api.Test;

class DisplayTextTest {
  private final ObjectNode data = Json.mapper().createObjectNode();

  @Test
  void textStandsForHtml() {
    data.put("text/html", "<table/>").put("text/plain", "a table");
    assertThat(DisplayText.of(data)).isEqualTo("a table");
  }

  @Test
  void textDoesNotStandForAPicture() {
    data.put("image/png", "A".repeat(4096)).put("text/plain", "a chart");
    assertThat(DisplayText.of(data))
        .isEqualTo("a chart\n[image/png, 3.0 KB: see the written notebook]");
  }

  @Test
  void whatHasNoTextIsNoted() {
    data.put("text/html", "<p>hello</p>");
    assertThat(DisplayText.of(data)).isEqualTo("[text/html, 12 bytes: see the written notebook]");
  }

  @Test
  void nothingIsNothing() {
    assertThat(DisplayText.of(data)).isEmpty();
  }
}
