package dev.hearth.gateway.kernel.call;

import dev.hearth.gateway.kernel.Kernel;

/**
 * Answers one method. Called on a worker thread, may wait; several calls may run at once.
 *
 * @param <P> the parameters, a record that Jackson reads with snake_case names; it may check what
 *     it is given by throwing {@link IllegalArgumentException}
 */
@FunctionalInterface
public interface CallHandler<P> {

  /**
   * @param caller the kernel that asks; what is done, is done with the rights of its owner and
   *     nobody else's
   * @return written as JSON, with snake_case names; {@code null} is fine
   * @throws dev.hearth.gateway.error.HearthException whose message the user sees
   */
  Object answer(Kernel caller, P params);
}
