package dev.hearth.gateway.kernel.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.hearth.gateway.error.NotFound;
import dev.hearth.gateway.kernel.Kernel;
import dev.hearth.gateway.kernel.TestKernel;
import dev.hearth.protocol.link.CallAnswer;
import dev.hearth.protocol.link.KernelCall;
import dev.hearth.protocol.message.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KernelCallsTest {
  private final List<CallAnswer> answers = new ArrayList<>();
  private final KernelCalls calls = new KernelCalls(Runnable::run);
  private final Kernel kernel = new TestKernel(null);

  record Greeting(String name, int times) {
    Greeting {
      if (times > 3) {
        throw new IllegalArgumentException("times is at most 3.");
      }
    }
  }

  record Greeted(String greetingText) {}

  @Test
  void aMethodIsAnsweredByItsHandlerForTheKernelThatAsks() {
    calls.register(
        "greet",
        Greeting.class,
        (caller, params) -> new Greeted(caller.owner().user() + " greets " + params.name()));

    CallAnswer answer = ask("greet", "{'name': 'Bo', 'times': 1}");
    assertThat(answer.error()).isNull();
    assertThat(answer.result().path("greeting_text").asText())
        .isEqualTo(kernel.owner().user() + " greets Bo");
  }

  @Test
  void aHandlerMayHaveNothingToSay() {
    calls.register("forget", JsonNode.class, (caller, params) -> null);
    assertThat(ask("forget", "{}").result()).isEqualTo(NullNode.getInstance());
  }

  @Test
  void whatCannotBeDoneIsToldInWords() {
    calls.register(
        "attach",
        JsonNode.class,
        (caller, params) -> {
          throw new NotFound("There is no session 'x'.");
        });
    assertThat(ask("attach", "{}").error()).isEqualTo("There is no session 'x'.");
  }

  @Test
  void wrongParametersAreTold() {
    calls.register("greet", Greeting.class, (caller, params) -> params);
    assertThat(ask("greet", "{'name': 'Bo', 'times': 4}").error()).isEqualTo("times is at most 3.");
    assertThat(ask("greet", "{'name': ['Bo']}").error()).contains("of another shape");
  }

  @Test
  void aFaultOfTheHandlerIsToldWithoutItsDetails() {
    calls.register(
        "greet",
        JsonNode.class,
        (caller, params) -> {
          throw new IllegalStateException("secret");
        });
    assertThat(ask("greet", "{}").error()).contains("incident").doesNotContain("secret");
  }

  @Test
  void anUnknownMethodIsRefused() {
    assertThat(ask("fly", "{}").error()).contains("does not know fly");
  }

  @Test
  void aCallThatComesAgainIsAnsweredButNotDoneAgain() {
    AtomicInteger done = new AtomicInteger();
    calls.register("count", JsonNode.class, (caller, params) -> done.incrementAndGet());
    KernelCall call = call("count", "{}");
    calls.answer(kernel, call, answers::add);
    calls.answer(kernel, call, answers::add);
    assertThat(done).hasValue(1);
    assertThat(answers).hasSize(2);
    assertThat(answers.get(1)).isEqualTo(answers.get(0));
  }

  @Test
  void aMethodHasOneHandler() {
    calls.register("count", JsonNode.class, (caller, params) -> 1);
    assertThatThrownBy(() -> calls.register("count", JsonNode.class, (caller, params) -> 2))
        .hasMessageContaining("count");
  }

  private CallAnswer ask(String method, String params) {
    calls.answer(kernel, call(method, params), answers::add);
    return answers.get(answers.size() - 1);
  }

  private KernelCall call(String method, String params) {
    return new KernelCall(
        kernel.id().value(),
        UUID.randomUUID(),
        method,
        Json.tree(ByteBuffer.wrap(json(params)), "params"));
  }

  private static byte[] json(String text) {
    return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }
}
