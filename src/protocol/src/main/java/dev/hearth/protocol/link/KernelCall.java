package dev.hearth.protocol.link;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import java.util.UUID;

/**
 * A kernel asks its gateway something.
 *
 * @param kernelId in whose name, and with whose rights, it is asked
 * @param callId drawn by the driver; a call that is sent again after a broken connection has the
 *     same, so that it is not done twice
 * @param method what is asked, e.g. {@code sessions.list}
 * @param params its parameters, a JSON object
 */
public record KernelCall(UUID kernelId, UUID callId, String method, JsonNode params) {
  public KernelCall {
    Objects.requireNonNull(kernelId, "kernel_id");
    Objects.requireNonNull(callId, "call_id");
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(params, "params");
  }
}
