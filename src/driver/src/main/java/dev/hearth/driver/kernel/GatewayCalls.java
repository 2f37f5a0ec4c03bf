package dev.hearth.driver.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * What a kernel may ask of its gateway, in the name of the kernel's owner. A call outlives a broken
 * connection: it is sent again, and not done twice by a gateway that has it already. Safe from any
 * thread.
 */
@FunctionalInterface
public interface GatewayCalls {

  /**
   * Asks, without waiting. Cancelling the future gives up the answer; what was asked for may have
   * happened, or happen yet.
   *
   * @param params a JSON object
   * @return completes with what the gateway answers, or with a {@link RefusedCallException} if it
   *     refuses or does not answer in time; its continuations run on the link's threads and must
   *     not wait
   */
  CompletableFuture<JsonNode> call(String method, JsonNode params);

  /**
   * Asks and waits.
   *
   * @throws RefusedCallException if the gateway refuses, or does not answer in time
   * @throws InterruptedException if the cell that asks is interrupted; the answer is given up
   */
  default JsonNode ask(String method, JsonNode params)
      throws RefusedCallException, InterruptedException {
    CompletableFuture<JsonNode> answer = call(method, params);
    try {
      return answer.get();
    } catch (InterruptedException e) {
      answer.cancel(false);
      throw e;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RefusedCallException refused) {
        throw refused;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
