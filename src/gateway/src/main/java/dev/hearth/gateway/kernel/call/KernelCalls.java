package dev.hearth.gateway.kernel.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import dev.hearth.gateway.error.HearthException;
import dev.hearth.gateway.error.InvalidRequest;
import dev.hearth.gateway.kernel.Kernel;
import dev.hearth.protocol.link.CallAnswer;
import dev.hearth.protocol.link.KernelCall;
import dev.hearth.protocol.message.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The methods that kernels may call. A call that comes again, after a broken connection, is not
 * done again unless it is a query: it gets the answer of the first, as long as this process
 * remembers it.
 *
 * <p>Safe from any thread; the monitor guards what is remembered.
 */
public final class KernelCalls {
  private static final Logger LOG = Logger.getLogger(KernelCalls.class);

  /** Far more than are on their way at once: each is sent again only after a broken connection. */
  private static final int REMEMBERED = 1_000;

  private final Executor workers;
  private final Map<String, Method<?>> methods = new ConcurrentHashMap<>();
  private final Map<UUID, CompletableFuture<CallAnswer>> answers =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, CompletableFuture<CallAnswer>> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * @param query whether it changes nothing, and so may be done again
   */
  private record Method<P>(Class<P> params, CallHandler<P> handler, boolean query) {
    Object answer(Kernel caller, JsonNode json) throws JsonProcessingException {
      return handler.answer(caller, Json.mapper().treeToValue(json, params));
    }
  }

  /**
   * @param workers where handlers run
   */
  public KernelCalls(Executor workers) {
    this.workers = workers;
  }

  /**
   * Answers a method from now on.
   *
   * @param method {@code feature.verb}, e.g. {@code sessions.list}
   */
  public <P> void register(String method, Class<P> params, CallHandler<P> handler) {
    register(method, new Method<>(params, handler, false));
  }

  /** As {@link #register}, of a method that changes nothing: its answers are not remembered. */
  public <P> void registerQuery(String method, Class<P> params, CallHandler<P> handler) {
    register(method, new Method<>(params, handler, true));
  }

  private void register(String name, Method<?> method) {
    if (methods.putIfAbsent(name, method) != null) {
      throw new IllegalStateException("Two handlers of " + name);
    }
  }

  /**
   * Has a call answered.
   *
   * @param reply called once, on a worker's thread or this one
   */
  public void answer(Kernel caller, KernelCall call, Consumer<CallAnswer> reply) {
    Method<?> method = methods.get(call.method());
    if (method != null && method.query()) {
      workers.execute(() -> reply.accept(answerNow(caller, call)));
      return;
    }
    CompletableFuture<CallAnswer> answer;
    boolean first;
    synchronized (this) {
      first = !answers.containsKey(call.callId());
      answer = answers.computeIfAbsent(call.callId(), id -> new CompletableFuture<>());
    }
    answer.thenAccept(reply);
    if (first) {
      workers.execute(() -> answer.complete(answerNow(caller, call)));
    }
  }

  private CallAnswer answerNow(Kernel caller, KernelCall call) {
    Method<?> method = methods.get(call.method());
    if (method == null) {
      return CallAnswer.refused(
          call.callId(),
          "This gateway does not know "
              + call.method()
              + ": it and the session's driver are of different versions. Restart the session.");
    }
    try {
      Object result = method.answer(caller, call.params());
      return CallAnswer.of(call.callId(), Json.mapper().valueToTree(result));
    } catch (HearthException e) {
      return CallAnswer.refused(call.callId(), e.getMessage());
    } catch (JsonProcessingException e) {
      return CallAnswer.refused(call.callId(), wrongParams(call, e).getMessage());
    } catch (RuntimeException | Error e) {
      String incident = UUID.randomUUID().toString();
      LOG.errorf(e, "%s failed kernelId=%s incident=%s", call.method(), caller.id(), incident);
      return CallAnswer.refused(
          call.callId(), "The gateway failed; its log tells more about incident " + incident + ".");
    }
  }

  /** Jackson's own text quotes the document; what a parameter record says is for the user. */
  private static InvalidRequest wrongParams(KernelCall call, JsonProcessingException e) {
    if (e instanceof ValueInstantiationException refused
        && (refused.getCause() instanceof IllegalArgumentException
            || refused.getCause() instanceof HearthException)) {
      return new InvalidRequest(refused.getCause().getMessage());
    }
    return new InvalidRequest(call.method() + " was called with parameters of another shape.");
  }
}
