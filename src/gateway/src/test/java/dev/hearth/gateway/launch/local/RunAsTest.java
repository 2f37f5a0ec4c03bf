package dev.hearth.gateway.launch.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.gateway.error.InvalidRequest;
import dev.hearth.gateway.error.Unavailable;
import dev.hearth.gateway.team.TeamName;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which account a session gets, on a machine with these accounts. */
class RunAsTest {
  private static final TeamName TEAM = new TeamName("team-a");
  private static final Map<String, Account> ACCOUNTS =
      Map.of(
          "root", new Account("root", 0, 0),
          "toor", new Account("toor", 0, 0),
          "hearth-ada", new Account("hearth-ada", 1001, 1001),
          "drivers", new Account("drivers", 900, 900),
          "t-team-a", new Account("t-team-a", 901, 901));

  private static RunAs runAs(String template) {
    return new RunAs(
        template,
        Optional.of(0),
        name -> Optional.ofNullable(ACCOUNTS.get(name)),
        () -> new SetPriv(Path.of("/usr/bin/setpriv")));
  }

  @Test
  void oneAccountForAll() {
    assertThat(runAs("drivers").account("Ada Lovelace", TEAM).uid()).isEqualTo(900);
  }

  @Test
  void anAccountPerUserOrTeam() {
    assertThat(runAs("hearth-{user}").account("ada", TEAM).uid()).isEqualTo(1001);
    assertThat(runAs("t-{team}").account("Ada", TEAM).uid()).isEqualTo(901);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ada",
        "ada lovelace",
        "ada@example.org",
        "../ada",
        "a;b",
        "$(id)",
        "ä",
        "",
        "{team}"
      })
  void aUserWhoseNameIsNoneOfAnAccountIsRefused(String user) {
    assertThatThrownBy(() -> runAs("hearth-{user}").account(user, TEAM))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("'" + user + "'")
        .hasMessageContaining("hearth.launch.local.run-as = hearth-{user}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"root", "toor"})
  void nobodyRunsAsRoot(String user) {
    assertThatThrownBy(() -> runAs("{user}").account(user, TEAM))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("never run as root")
        .hasMessageContaining("hearth.launch.local.run-as");
    assertThatThrownBy(() -> runAs(user)).hasMessageContaining("never run as root");
  }

  @Test
  void aMissingAccountIsNamedWithTheFix() {
    assertThatThrownBy(() -> runAs("hearth-{user}").account("bob", TEAM))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("There is no account 'hearth-bob'")
        .hasMessageContaining("useradd")
        .hasMessageContaining("hearth.launch.local.run-as");
    assertThatThrownBy(() -> runAs("nowhere")).hasMessageContaining("no account 'nowhere'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{name}", "hearth {user}", "$USER", "Hearth", "a/b"})
  void whatIsNoTemplateIsRefused(String template) {
    assertThatThrownBy(() -> runAs(template))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("hearth.launch.local.run-as is '" + template + "'");
  }

  @Test
  void onlyRootCanDoThat() {
    for (Optional<Integer> uid : java.util.List.of(Optional.of(1000), Optional.<Integer>empty())) {
      assertThatThrownBy(
              () ->
                  new RunAs(
                      "drivers",
                      uid,
                      name -> Optional.empty(),
                      () -> new SetPriv(Path.of("/usr/bin/setpriv"))))
          .isInstanceOf(Unavailable.class)
          .hasMessageContaining("only a gateway that runs as root")
          .hasMessageContaining("unset the key");
    }
  }

  @Test
  void accountsAreLookedUpByNameOnly() {
    assertThat(Account.named("root")).map(Account::uid).hasValue(0);
    assertThat(Account.named("0")).isEmpty();
    assertThat(Account.named("--help")).isEmpty();
    assertThat(Account.named("no-such-account-here")).isEmpty();
  }
}
