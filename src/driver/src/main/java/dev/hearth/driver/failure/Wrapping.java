package dev.hearth.driver.failure;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;

/** Exceptions that only say that another one passed through reflection or an initialiser. */
final class Wrapping {
  private Wrapping() {}

  static Throwable strip(Throwable thrown) {
    Throwable error = thrown;
    while (error.getCause() != null && isWrapping(error)) {
      error = error.getCause();
    }
    return error;
  }

  private static boolean isWrapping(Throwable error) {
    return error instanceof ExceptionInInitializerError
        || error instanceof InvocationTargetException
        || error instanceof UndeclaredThrowableException;
  }
}
