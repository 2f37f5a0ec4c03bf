package dev.hearth.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
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
                    .startsWith(
                        "Executor 3 is lost: it was killed (code 137), perhaps since it needed")
                    .contains("executor-memory"));
  }

  @Test
  void whatSparkSaysOtherwiseIsPassedOn() {
    assertThat(ExecutorNews.lost("2", "Executor heartbeat timed out after 120000 ms"))
        .hasValue(
            "Executor 2 is lost: Executor heartbeat timed out after 120000 ms. Spark goes on with"
                + " the others, and runs again what it had not finished.");
  }

  @Test
  void executorsThatDieAgainAndAgainDoNotFillTheNotebook() {
    List<String> told = new ArrayList<>();
    ExecutorNews news = new ExecutorNews(told::add);
    for (int i = 1; i <= 50; i++) {
      news.onExecutorRemoved(
          new SparkListenerExecutorRemoved(i * 1_000L, String.valueOf(i), "exit code 1"));
    }
    assertThat(told).hasSize(5);
    assertThat(told.get(4)).contains("one after the other");
    news.onExecutorRemoved(new SparkListenerExecutorRemoved(500_000, "51", "exit code 1"));
    assertThat(told).hasSize(6);
  }
}
