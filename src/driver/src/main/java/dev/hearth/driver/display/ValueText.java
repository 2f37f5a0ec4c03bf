package dev.hearth.driver.display;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import scala.Product;
import scala.Tuple2;
import scala.collection.JavaConverters;
import scala.runtime.ScalaRunTime$;

/**
 * Any value as text of bounded length, in the form that Scala's REPL uses: {@code List(1, 2)},
 * {@code Map(a -> 1)}, {@code (1,a)}, arrays as {@code Array(1, 2)}. Of a long collection only the
 * first elements are visited; a note says what was left out.
 */
final class ValueText {
  private static final int MOST_CHARS = 20_000;
  private static final int MOST_ELEMENTS = 200;
  private static final int DEEPEST = 50;

  private final StringBuilder text = new StringBuilder();

  private ValueText() {}

  static String of(Object value) {
    ValueText writer = new ValueText();
    writer.append(value, 0);
    return cut(writer.text.toString());
  }

  private static String cut(String text) {
    if (text.length() <= MOST_CHARS) {
      return text;
    }
    boolean splitsPair = Character.isHighSurrogate(text.charAt(MOST_CHARS - 1));
    return text.substring(0, splitsPair ? MOST_CHARS - 1 : MOST_CHARS)
        + "... (cut after "
        + MOST_CHARS
        + " characters)";
  }

  private void append(Object value, int depth) {
    if (text.length() > MOST_CHARS || depth > DEEPEST) {
      text.append("...");
    } else if (value == null) {
      text.append("null");
    } else if (value.getClass().isArray()) {
      appendAll("Array(", Elements.of(value), ")", depth);
    } else if (value instanceof Collection<?> collection && Elements.isJava(value)) {
      appendAll("[", collection.iterator(), "]", depth);
    } else if (value instanceof Map<?, ?> map && Elements.isJava(value)) {
      appendAll("{", map.entrySet().iterator(), "}", depth);
    } else if (value instanceof Map.Entry<?, ?> entry && Elements.isJava(value)) {
      appendPair(entry.getKey(), "=", entry.getValue(), depth);
    } else if (value instanceof scala.collection.Map<?, ?> map && Elements.isPlainScala(value)) {
      appendMap(map, depth);
    } else if (value instanceof scala.collection.Iterable<?> elements
        && Elements.isPlainScala(value)) {
      appendAll(elements.stringPrefix() + "(", Elements.of(elements), ")", depth);
    } else if (value instanceof Product product && hasUsualText(product)) {
      appendProduct(product, depth);
    } else {
      text.append(value);
    }
  }

  private void appendMap(scala.collection.Map<?, ?> map, int depth) {
    Iterator<?> entries = JavaConverters.asJavaIterator(map.iterator());
    text.append(map.stringPrefix()).append('(');
    int count = 0;
    while (entries.hasNext() && goesOn(count++)) {
      Tuple2<?, ?> entry = (Tuple2<?, ?>) entries.next();
      text.append(count > 1 ? ", " : "");
      appendPair(entry._1(), " -> ", entry._2(), depth);
    }
    text.append(')');
  }

  private void appendPair(Object key, String arrow, Object value, int depth) {
    append(key, depth + 1);
    text.append(arrow);
    append(value, depth + 1);
  }

  private void appendProduct(Product product, int depth) {
    boolean tuple = product.getClass().getName().startsWith("scala.Tuple");
    text.append(tuple ? "" : product.productPrefix()).append('(');
    for (int i = 0; i < product.productArity(); i++) {
      text.append(i > 0 ? "," : "");
      append(product.productElement(i), depth + 1);
    }
    text.append(')');
  }

  private void appendAll(String open, Iterator<?> elements, String close, int depth) {
    text.append(open);
    int count = 0;
    while (elements.hasNext() && goesOn(count)) {
      text.append(count++ > 0 ? ", " : "");
      append(elements.next(), depth + 1);
    }
    text.append(close);
  }

  /** Whether one more element is shown after so many; otherwise says that there are more. */
  private boolean goesOn(int count) {
    if (count < MOST_ELEMENTS && text.length() <= MOST_CHARS) {
      return true;
    }
    text.append(", ... (only the first ").append(count).append(" shown)");
    return false;
  }

  /** False for a case class with a text of its own making. */
  private static boolean hasUsualText(Product product) {
    return product.productArity() > 0
        && (product.getClass().getName().startsWith("scala.")
            || product.toString().equals(ScalaRunTime$.MODULE$._toString(product)));
  }
}
