package dev.hearth.driver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExecutorNewsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Executor killed by driver.",
        "Executor decommission.",
        "Finished decommissioning"
      })
  void executorsThatLeaveInOrderAreNoNews(String reason) {
    assertThat(ExecutorNews.lost("1", reason)).isEmpty();
  }

  @Test
  void anExecutorWithoutMemoryIsToldWithWhatToDo() {
    assertThat(
            ExecutorNews.lost(
                "3",
                "\nThe executor with id 3 exited with exit code 137(SIGKILL, possible container"
                    + " OOM).\n"))
        .hasValueSatisfying(
            text ->
                assertThat(text)
                    .startsWith("Executor 3 is lost: it needed more memory")
                    .contains("executor-memory"));
  }

  @Test
  void whatSparkSaysOtherwiseIsPassedOn() {
    assertThat(ExecutorNews.lost("2", "Executor heartbeat timed out after 120000 ms"))
        .hasValue(
            "Executor 2 is lost: Executor heartbeat timed out after 120000 ms. Spark goes on with"
                + " the others, and runs again what it had not finished.");
  }
}
