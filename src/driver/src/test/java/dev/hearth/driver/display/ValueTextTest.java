package dev.hearth.driver.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ValueTextTest {
  @Test
  void nullAndPlainValues() {
    assertThat(ValueText.of(null)).isEqualTo("null");
    assertThat(ValueText.of("text")).isEqualTo("text");
    assertThat(ValueText.of(1.5)).isEqualTo("1.5");
  }

  @Test
  void arraysAreReadableAlsoInsideOthers() {
    assertThat(ValueText.of(new int[] {1, 2})).isEqualTo("Array(1, 2)");
    assertThat(ValueText.of(new Object[] {"a", new double[] {0.5}, null}))
        .isEqualTo("Array(a, Array(0.5), null)");
    assertThat(ValueText.of(new scala.Tuple2<>(1, new int[] {2}))).isEqualTo("(1,Array(2))");
    assertThat(ValueText.of(scala.Option.apply(new byte[] {3}))).isEqualTo("Some(Array(3))");
  }

  @Test
  void collectionsOfJavaLookAsInJava() {
    assertThat(ValueText.of(List.of(1, 2))).isEqualTo("[1, 2]");
    assertThat(ValueText.of(Map.of("a", new int[] {1}))).isEqualTo("{a=Array(1)}");
  }

  @Test
  void ofALongCollectionTheFirstElementsAreShown() {
    assertThat(ValueText.of(IntStream.range(0, 1_000_000).toArray()))
        .startsWith("Array(0, 1, 2,")
        .endsWith("199, ... (only the first 200 shown))");
  }

  @Test
  void aHugeStringIsCutWithANote() {
    assertThat(ValueText.of("x".repeat(1_000_000)))
        .hasSizeLessThan(20_100)
        .endsWith("x... (cut after 20000 characters)");
  }

  @Test
  void aCollectionThatHoldsItselfEnds() {
    List<Object> self = new ArrayList<>();
    self.add(self);
    assertThat(ValueText.of(self)).startsWith("[[[[").contains("...");
  }

  @Test
  void nestedCollectionsAreBoundedAsAWhole() {
    int[][] rows = new int[1000][1000];
    assertThat(ValueText.of(rows)).hasSizeLessThan(25_000);
  }
}
