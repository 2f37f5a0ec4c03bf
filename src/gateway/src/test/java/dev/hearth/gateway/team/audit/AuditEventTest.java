package dev.hearth.gateway.team.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.gateway.error.InvalidRequest;
import dev.hearth.gateway.team.Principal;
import dev.hearth.gateway.team.TeamName;
import dev.hearth.protocol.message.Json;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AuditEventTest {
  private static final AuditEvent EVENT = AuditEvent.of(AuditAction.KERNEL_START);

  @Test
  void readsAsASentence() {
    AuditEvent event =
        EVENT
            .by(new Principal("ada", new TeamName("team-a")))
            .on("k1")
            .with("profile", "gpu")
            .with("client", "10.0.0.7")
            .denied("the team has no GPU left");
    assertThat(event.user()).hasValue("ada");
    assertThat(event.team()).hasValue(new TeamName("team-a"));
    assertThat(event.subject()).hasValue("k1");
    assertThat(event.outcome()).isEqualTo(AuditOutcome.DENIED);
    assertThat(event.details().keySet()).containsExactly("client", "profile", "reason");
  }

  @Test
  void whatIsTooLongIsCutAndSaysHowLongItWas() {
    AuditEvent event = EVENT.byUser("u".repeat(300)).with("reason", "r".repeat(1001));
    assertThat(event.user().orElseThrow()).hasSize(255).endsWith("u… (of 300 characters)");
    assertThat(event.details().get("reason")).hasSize(1000).endsWith("r… (of 1001 characters)");
    assertThat(EVENT.with("reason", "r".repeat(1000)).details().get("reason")).endsWith("r");
  }

  @Test
  void aCellsSourceStandsOnlyInItsRun() {
    assertThatThrownBy(() -> EVENT.with(AuditEvent.SOURCE, "1 + 1"))
        .isInstanceOf(IllegalArgumentException.class);
    AuditEvent run =
        AuditEvent.of(AuditAction.CELL_RUN).with(AuditEvent.SOURCE, "x".repeat(20_000));
    assertThat(run.details().get("source")).hasSize(10_000);
  }

  @Test
  void namesOfDetailsAreOursToChoose() {
    assertThatThrownBy(() -> EVENT.with("Not a name", ""))
        .isInstanceOf(IllegalArgumentException.class);
    Map<String, String> many = new HashMap<>();
    for (int i = 0; i < 33; i++) {
      many.put("d" + i, "");
    }
    assertThatThrownBy(
            () ->
                new AuditEvent(
                    EVENT.at(),
                    EVENT.team(),
                    EVENT.user(),
                    EVENT.action(),
                    EVENT.subject(),
                    EVENT.outcome(),
                    many))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @EnumSource
  void anActionIsFoundByItsName(AuditAction action) {
    assertThat(action.wireName()).matches("[a-z]+\\.[a-z]+").hasSizeLessThanOrEqualTo(63);
    assertThat(AuditAction.of(action.wireName())).isEqualTo(action);
  }

  @Test
  void anUnknownNameIsAnsweredWithThoseThatThereAre() {
    assertThatThrownBy(() -> AuditAction.of("kernel.explode"))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("kernel.start, kernel.stop");
    assertThatThrownBy(() -> AuditOutcome.of("maybe")).isInstanceOf(InvalidRequest.class);
  }

  @Test
  void anEmptyPageIsAnEmptyList() {
    AuditPage page = new AuditPage(List.of(), OptionalLong.empty());
    assertThat(new String(Json.write(page.json()), StandardCharsets.UTF_8))
        .isEqualTo("{\"entries\":[]}");
  }
}
