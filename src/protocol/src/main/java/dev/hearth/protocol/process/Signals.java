package dev.hearth.protocol.process;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Proxy;

/**
 * The process's signals. The JDK's only access to them is {@code sun.misc.Signal}, which is reached
 * by name, because the compiler warns of it and cannot be told not to.
 */
public final class Signals {
  private static final Logger LOG = System.getLogger(Signals.class.getName());

  private Signals() {}

  /** Does something instead of what the JVM does at a signal, such as {@code INT}. */
  public static void on(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object ours =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  action.run();
                  return null;
                }
                return switch (method.getName()) {
                  case "hashCode" -> System.identityHashCode(proxy);
                  case "equals" -> proxy == arguments[0];
                  default -> "handler of SIG" + name;
                };
              });
      Object named = signal.getConstructor(String.class).newInstance(name);
      signal.getMethod("handle", signal, handler).invoke(null, named, ours);
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.log(Level.WARNING, "SIG" + name + " is left to the JVM", e);
    }
  }
}
