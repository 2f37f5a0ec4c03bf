package dev.hearth.driver.link;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearth.driver.kernel.GatewayCalls;
import dev.hearth.driver.kernel.RefusedCallException;
import dev.hearth.protocol.link.CallAnswer;
import dev.hearth.protocol.link.KernelCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * The calls of all kernels that the gateway has not answered yet. Each is sent once per connection,
 * in order. Kernels' threads call, the link's thread sends, the connection's thread answers; the
 * monitor guards the map, futures are completed outside of it.
 */
final class PendingCalls {
  private final Map<UUID, Pending> pending = new LinkedHashMap<>();
  private final Duration patience;
  private final Bell bell;

  /** A call, and the connection over which it was last sent. */
  private static final class Pending {
    final KernelCall call;
    final CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    LinkSession sentOver;

    Pending(KernelCall call) {
      this.call = call;
    }
  }

  /**
   * @param patience after which a call without an answer fails
   * @param bell rung when there is a call to send
   */
  PendingCalls(Duration patience, Bell bell) {
    this.patience = patience;
    this.bell = bell;
  }

  /** The calls of one kernel. */
  GatewayCalls of(UUID kernelId) {
    return (method, params) -> call(kernelId, method, params);
  }

  private CompletableFuture<JsonNode> call(UUID kernelId, String method, JsonNode params) {
    Pending made = new Pending(new KernelCall(kernelId, UUID.randomUUID(), method, params));
    UUID id = made.call.callId();
    synchronized (this) {
      pending.put(id, made);
    }
    made.answer.whenComplete((answer, failure) -> take(id));
    Executor later = CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS);
    later.execute(
        () ->
            made.answer.completeExceptionally(
                new RefusedCallException(
                    "The gateway did not answer within "
                        + patience.toSeconds()
                        + " s. It may be restarting; try again.")));
    bell.ring();
    return made.answer;
  }

  /** The next call that has not been sent over this connection; it counts as sent from now on. */
  synchronized Optional<KernelCall> nextFor(LinkSession connection) {
    for (Pending call : pending.values()) {
      if (call.sentOver != connection) {
        call.sentOver = connection;
        return Optional.of(call.call);
      }
    }
    return Optional.empty();
  }

  /** Hands out an answer; one to a call that was given up is dropped. */
  void answered(CallAnswer answer) {
    Pending call = take(answer.callId());
    if (call == null) {
      return;
    }
    if (answer.error() == null) {
      call.answer.complete(answer.result());
    } else {
      call.answer.completeExceptionally(new RefusedCallException(answer.error()));
    }
  }

  /** A kernel is closed here: what it asked matters no more. */
  void forget(UUID kernelId) {
    List<Pending> forgotten = new ArrayList<>();
    synchronized (this) {
      for (Pending call : pending.values()) {
        if (call.call.kernelId().equals(kernelId)) {
          forgotten.add(call);
        }
      }
    }
    forgotten.forEach(call -> call.answer.cancel(false));
  }

  private synchronized Pending take(UUID callId) {
    return pending.remove(callId);
  }
}
