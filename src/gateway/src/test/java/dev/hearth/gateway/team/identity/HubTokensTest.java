package dev.hearth.gateway.team.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.hearth.gateway.error.Unavailable;
import dev.hearth.gateway.team.Caller;
import dev.hearth.gateway.team.Role;
import dev.hearth.gateway.team.TeamName;
import dev.hearth.gateway.team.config.TeamDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a hub's answers mean; a real hub is asked by the end-to-end tests. */
class HubTokensTest {
  private static final String LENA =
      "{\"kind\":\"user\",\"name\":\"lena\",\"admin\":true,\"groups\":[\"ml-a-leads\"],"
          + "\"scopes\":[\"access:services!service=hearth\"]}";

  private static final Credential TOKEN = new Credential("s3cret", false);

  private final TeamDirectory teams =
      TeamDirectory.open(Optional.of(Path.of("src/test/resources/two-teams.yaml")));
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer hub;
  private volatile int status = 200;
  private volatile String body = LENA;

  @BeforeEach
  void startHub() throws IOException {
    hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    hub.createContext("/hub/api/user", this::answer);
    hub.start();
  }

  @AfterEach
  void stopHub() {
    hub.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.add(exchange.getRequestHeaders().getFirst("Authorization"));
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Location", "/elsewhere");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private HubTokens tokens(String scope) {
    URI api = URI.create("http://localhost:" + hub.getAddress().getPort() + "/hub/api/");
    return new HubTokens(api, Optional.ofNullable(scope), teams);
  }

  @Test
  void groupsOfTheHubAreTeamsAndItsAdministratorsAreNobodySpecial() {
    Caller lena = tokens(null).identify(TOKEN).orElseThrow();

    assertThat(lena.user()).isEqualTo("lena");
    assertThat(lena.role(new TeamName("emr-ml-team-a"))).contains(Role.LEAD);
    assertThat(lena.operator()).isFalse();
    assertThat(asked).containsExactly("token s3cret");
  }

  @Test
  void whatIsKeptOfATokenDoesNotTellIt() {
    Caller lena = tokens(null).identify(TOKEN).orElseThrow();

    assertThat(lena.evidence().kind()).isEqualTo("jupyterhub");
    assertThat(lena.evidence().id()).matches("[0-9a-f]{16}");
    assertThat(lena.toString()).doesNotContain("s3cret");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404})
  void whatTheHubDoesNotKnowIsNobodys(int refusal) {
    status = refusal;

    assertThat(tokens(null).identify(TOKEN)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 429, 500, 503})
  void aHubThatDoesNotAnswerProperlyIsAskedLater(int other) {
    status = other;

    assertThatThrownBy(() -> tokens(null).identify(TOKEN))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("answers with " + other);
  }

  @Test
  void aHubThatCannotBeReachedIsAskedLater() {
    HubTokens tokens = tokens(null);
    hub.stop(0);

    assertThatThrownBy(() -> tokens.identify(TOKEN))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("cannot be reached");
  }

  @Test
  void whatIsNoHubIsNoticed() {
    body = "<html>";

    assertThatThrownBy(() -> tokens(null).identify(TOKEN)).isInstanceOf(Unavailable.class);
  }

  @Test
  void servicesAreNoUsers() {
    body = "{\"kind\":\"service\",\"name\":\"metrics\"}";

    assertThat(tokens(null).identify(TOKEN)).isEmpty();
  }

  @Test
  void aTokenMustHaveTheScopeThatIsAskedFor() {
    assertThat(tokens("access:services!service=hearth").identify(TOKEN)).isPresent();
    assertThat(tokens("access:services!service=other").identify(TOKEN)).isEmpty();
  }

  @Test
  void tokensOfHearthAndWhatNoHeaderCanCarryAreNotShownToTheHub() {
    HubTokens tokens = tokens(null);

    assertThat(tokens.identify(new Credential(TokenText.random().reveal(), false))).isEmpty();
    assertThat(tokens.identify(new Credential("two words", false))).isEmpty();
    assertThat(tokens.identify(new Credential("a\r\nb", false))).isEmpty();
    assertThat(asked).isEmpty();
  }

  @Test
  void askedAgainTheHubKnowsWhatHasChanged() {
    HubTokens tokens = tokens(null);
    Caller lena = tokens.identify(TOKEN).orElseThrow();

    body = LENA.replace("ml-a-leads", "ml-a");
    assertThat(tokens.again(lena).orElseThrow().role(new TeamName("emr-ml-team-a")))
        .contains(Role.ANALYST);
    status = 403;
    assertThat(tokens.again(lena)).isEmpty();
    status = 200;
    assertThat(tokens.again(lena)).as("a token that was not good is forgotten").isEmpty();
    assertThat(tokens.identify(TOKEN)).isPresent();
  }
}
