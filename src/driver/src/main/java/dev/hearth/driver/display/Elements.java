package dev.hearth.driver.display;

import java.lang.reflect.Array;
import java.util.AbstractMap.SimpleEntry;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.IntStream;
import scala.Tuple2;
import scala.collection.JavaConverters;

/** The elements of Scala's and Java's collections and of arrays, one at a time. */
final class Elements {
  private Elements() {}

  static boolean isSequence(Object value) {
    return value != null
        && (value.getClass().isArray()
            || (value instanceof Collection<?> && isJava(value))
            || (value instanceof scala.collection.Iterable<?> && isPlainScala(value)))
        && !isMap(value);
  }

  static Iterator<?> of(Object sequence) {
    if (sequence.getClass().isArray()) {
      return IntStream.range(0, Array.getLength(sequence))
          .mapToObj(i -> Array.get(sequence, i))
          .iterator();
    }
    return sequence instanceof Collection<?> collection
        ? collection.iterator()
        : JavaConverters.asJavaIterator(((scala.collection.Iterable<?>) sequence).iterator());
  }

  static boolean isMap(Object value) {
    return (value instanceof Map<?, ?> && isJava(value))
        || (value instanceof scala.collection.Map<?, ?> && isPlainScala(value));
  }

  static Iterator<Map.Entry<Object, Object>> ofMap(Object map) {
    if (map instanceof Map<?, ?> java) {
      return java.entrySet().stream()
          .<Map.Entry<Object, Object>>map(e -> new SimpleEntry<>(e.getKey(), e.getValue()))
          .iterator();
    }
    Iterator<?> pairs =
        JavaConverters.asJavaIterator(((scala.collection.Map<?, ?>) map).iterator());
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return pairs.hasNext();
      }

      @Override
      public Map.Entry<Object, Object> next() {
        Tuple2<?, ?> pair = (Tuple2<?, ?>) pairs.next();
        return new SimpleEntry<>(pair._1(), pair._2());
      }
    };
  }

  static boolean isJava(Object value) {
    return value.getClass().getName().startsWith("java.util.");
  }

  /** Collections that compute their elements only when asked say so themselves; so do ranges. */
  static boolean isPlainScala(Object value) {
    return value.getClass().getName().startsWith("scala.")
        && !(value instanceof scala.collection.immutable.Stream)
        && !(value instanceof scala.collection.TraversableViewLike)
        && !(value instanceof scala.collection.immutable.Range)
        && !(value instanceof scala.collection.immutable.NumericRange);
  }
}
