package dev.hearth.driver.scala;

import java.lang.reflect.InvocationTargetException;
import scala.tools.nsc.interpreter.IMain;

/**
 * The object that the REPL's wrapper of a part becomes. Its initialiser is the user's code; its
 * members, several wrappers deep, are what the code defined.
 */
record LineObject(IMain.Request request, ClassLoader classes) {

  /** Runs the code, at the first call. */
  Object instance() throws ReflectiveOperationException {
    String name = request.lineRep().packageName() + "." + request.lineRep().readName() + "$";
    Class<?> module = Class.forName(name, true, classes);
    return call(module.getField("MODULE$").get(null), "INSTANCE");
  }

  /**
   * @param name as the compiler encodes it
   */
  Object member(String name) throws ReflectiveOperationException {
    Object holder = instance();
    String wrappers =
        request.fullAccessPath().substring(request.lineRep().readPathInstance().length());
    for (String wrapper : wrappers.split("\\.")) {
      if (!wrapper.isEmpty()) {
        holder = call(holder, wrapper);
      }
    }
    return call(holder, name);
  }

  private static Object call(Object target, String method)
      throws NoSuchMethodException, IllegalAccessException, InvocationTargetException {
    return target.getClass().getMethod(method).invoke(target);
  }
}
