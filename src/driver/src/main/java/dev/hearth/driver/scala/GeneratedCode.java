package dev.hearth.driver.scala;

import java.lang.reflect.Field;
import org.apache.spark.sql.catalyst.expressions.codegen.CodeGenerator$;
import org.apache.spark.util.NonFateSharingCache;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The code that Spark generated for recent queries. It is kept for the next query of the same form,
 * and holds the classes of the cell that ran the query, with all the values of its kernel.
 */
final class GeneratedCode {
  private static final Logger LOG = LoggerFactory.getLogger(GeneratedCode.class);

  private GeneratedCode() {}

  /** Empties Spark's cache, for which it has no public method; queries then compile anew. */
  static void forget() {
    try {
      Field cache = CodeGenerator$.class.getDeclaredField("cache");
      cache.setAccessible(true);
      var code = (NonFateSharingCache<?, ?>) cache.get(CodeGenerator$.MODULE$);
      code.invalidateAll();
      // What was last asked for is remembered apart, until this.
      code.cache().cleanUp();
    } catch (ReflectiveOperationException | ClassCastException e) {
      LOG.warn(
          "This Spark keeps its generated code elsewhere; some memory of closed kernels is only"
              + " released as further queries run",
          e);
    }
  }
}
