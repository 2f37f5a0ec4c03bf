package dev.hearth.data.mortgage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.math.BigInteger;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MortgageDataTest {

  @TempDir Path temp;

  @Test
  void writesExactlyTheRowsAskedFor() throws IOException {
    MortgageSummary summary = MortgageData.generate(MortgageOptions.of(5_003, temp.resolve("out")));

    assertThat(lines(summary)).hasSize(5_003);
    assertThat(summary.rows()).isEqualTo(5_003);
    assertThat(summary.files())
        .extracting(file -> file.getFileName().toString())
        .containsExactly("2016Q1.csv", "2016Q2.csv");
    assertThat(summary.bytes()).isEqualTo(sizeOf(summary.files()));
  }

  @Test
  void writesTheSameBytesForTheSameSeedWhateverTheMachine() throws Exception {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Apia"));
      MortgageSummary summary = MortgageData.generate(MortgageOptions.of(4_000, temp.resolve("a")));

      // A new value here means that everybody's sample data changes: say so in the change log.
      assertThat(digest(summary))
          .isEqualTo("92856b7e5b127c84de5e53abe6ba2a4cbde9b6359104baab4a16f18a2af81eb3");
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void writesOtherLoansForAnotherSeed() throws IOException {
    MortgageOptions options = MortgageOptions.of(500, temp.resolve("a"));
    MortgageSummary one = MortgageData.generate(options);
    MortgageSummary other =
        MortgageData.generate(MortgageOptions.of(500, temp.resolve("b")).withSeed(2));

    assertThat(lines(one)).isNotEqualTo(lines(other));
  }

  @ParameterizedTest
  @ValueSource(ints = {108, 110, 113})
  void writesTheLayoutAskedFor(int fields) throws IOException {
    MortgageOptions options = MortgageOptions.of(3_000, temp.resolve("out")).withFields(fields);

    assertThat(records(MortgageData.generate(options)))
        .allSatisfy(r -> assertThat(r).hasSize(fields));
  }

  @Test
  void keepsTheFirst108FieldsInLaterLayouts() throws IOException {
    MortgageOptions old = MortgageOptions.of(3_000, temp.resolve("old"));
    MortgageOptions later = MortgageOptions.of(3_000, temp.resolve("new")).withFields(113);

    List<String> shortened =
        records(MortgageData.generate(later)).stream()
            .map(record -> String.join("|", List.of(record).subList(0, 108)))
            .toList();

    assertThat(shortened).isEqualTo(lines(MortgageData.generate(old)));
  }

  @Test
  void keepsTheMonthsOfALoanTogetherAndInOrder() throws IOException {
    Map<String, Integer> lastMonths = new HashMap<>();
    String current = "";
    for (String[] record : records(MortgageData.generate(MortgageOptions.of(20_000, temp)))) {
      String loan = field(record, 2);
      if (!loan.equals(current)) {
        assertThat(lastMonths).as("a loan in one piece").doesNotContainKey(loan);
        assertThat(loan).hasSize(12);
        current = loan;
      } else {
        assertThat(month(record)).isEqualTo(lastMonths.get(loan) + 1);
      }
      lastMonths.put(loan, month(record));
    }
  }

  @Test
  void masksTheBalanceInTheFirstMonthsAndBlanksTheLastLine() throws IOException {
    List<String[]> records = records(MortgageData.generate(MortgageOptions.of(20_000, temp)));

    List<String[]> last = records.stream().filter(r -> !field(r, 44).isEmpty()).toList();
    assertThat(last).hasSizeGreaterThan(100);
    assertThat(last)
        .allSatisfy(
            record -> {
              assertThat(field(record, 12)).isEqualTo("0.00");
              assertThat(List.of(6, 9, 16, 17, 18, 19, 42, 74))
                  .allSatisfy(blank -> assertThat(field(record, blank)).isEmpty());
              assertThat(field(record, 45)).isEqualTo(field(record, 3));
            });
    assertThat(last).anySatisfy(record -> assertThat(field(record, 40)).isEqualTo("XX"));

    assertThat(records)
        .filteredOn(record -> Set.of("-1", "0", "1", "2").contains(field(record, 16)))
        .isNotEmpty()
        .allSatisfy(record -> assertThat(field(record, 12)).isEqualTo("0.00"));
  }

  @Test
  void looksLikeTheRealFiles() throws IOException {
    MortgageSummary summary = MortgageData.generate(MortgageOptions.of(200_000, temp));
    List<String[]> records = records(summary);
    long withBalance = records.stream().filter(r -> !field(r, 12).equals("0.00")).count();
    long modified = records.stream().filter(r -> field(r, 42).equals("Y")).count();

    assertThat((double) summary.bytes() / summary.rows()).isBetween(270.0, 310.0);
    assertThat((double) summary.rows() / summary.loans()).isBetween(42.0, 50.0);
    assertThat((double) withBalance / summary.rows()).isBetween(0.84, 0.88);
    assertThat((double) positives(records) / withBalance).isBetween(0.010, 0.017);
    assertThat(modified).isPositive();
    assertThat(values(records, 5)).hasSizeGreaterThan(35);
    assertThat(values(records, 31)).hasSizeGreaterThan(45);
    assertThat(values(records, 44)).contains("", "01", "09");
  }

  @Test
  void tellsItsProgress() throws IOException {
    List<Long> told = new ArrayList<>();

    MortgageData.generate(MortgageOptions.of(120_000, temp).withProgress(told::add));

    assertThat(told).containsExactly(50_000L, 100_000L, 120_000L);
  }

  @Test
  void saysLastThatTheFolderIsComplete() throws IOException {
    MortgageData.generate(MortgageOptions.of(10, temp));

    assertThat(names(temp)).containsExactlyInAnyOrder("2016Q1.csv", MortgageData.COMPLETE);
  }

  @Test
  void leavesNothingBehindWhenInterrupted() {
    Path out = temp.resolve("out");
    MortgageOptions options =
        MortgageOptions.of(1_000_000, out).withProgress(rows -> Thread.currentThread().interrupt());
    try {
      assertThatThrownBy(() -> MortgageData.generate(options))
          .isInstanceOf(InterruptedIOException.class)
          .hasMessageContaining("interrupted after");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(out).doesNotExist();
  }

  @Test
  void refusesAFolderThatIsNotEmpty() throws IOException {
    Files.writeString(temp.resolve("thesis.tex"), "");

    assertThatThrownBy(() -> MortgageData.generate(MortgageOptions.of(10, temp)))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContainingAll(temp.toString(), "not empty", "thesis.tex", "another folder");
    assertThat(names(temp)).containsExactly("thesis.tex");
  }

  @Test
  void refusesAFileForAFolder() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "");

    assertThatThrownBy(() -> MortgageData.generate(MortgageOptions.of(10, file)))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("name a folder");
  }

  @Test
  void refusesAFolderThatMayNotBeWritten() throws IOException {
    Path out = Files.createDirectory(temp.resolve("out"));
    Files.setPosixFilePermissions(out, PosixFilePermissions.fromString("r-xr-xr-x"));
    assumeThat(Files.isWritable(out)).as("root writes everywhere").isFalse();

    assertThatThrownBy(() -> MortgageData.generate(MortgageOptions.of(10, out)))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("cannot be written to");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void refusesToWriteLessThanARow(long rows) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MortgageOptions.of(rows, temp))
        .withMessage("rows must be 1 or more, not " + rows);
  }

  @Test
  void refusesALayoutThatNeverWas() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MortgageOptions.of(1, temp).withFields(109))
        .withMessage("fields must be 108, 110 or 113, not 109");
  }

  /** Months with a balance after which, within the year, four payments were missed. */
  private static long positives(List<String[]> records) {
    long positives = 0;
    Map<String, Integer> lastBad = new HashMap<>();
    for (int i = records.size() - 1; i >= 0; i--) {
      String[] record = records.get(i);
      if (field(record, 12).equals("0.00")) {
        continue;
      }
      String status = field(record, 40);
      if (!status.equals("XX") && Integer.parseInt(status) > 3) {
        lastBad.put(field(record, 2), month(record));
      }
      Integer bad = lastBad.get(field(record, 2));
      positives += bad != null && bad - month(record) < 12 ? 1 : 0;
    }
    return positives;
  }

  private static List<String> lines(MortgageSummary summary) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path file : summary.files()) {
      lines.addAll(Files.readAllLines(file));
    }
    return lines;
  }

  private static List<String[]> records(MortgageSummary summary) throws IOException {
    return lines(summary).stream().map(line -> line.split("\\|", -1)).toList();
  }

  private static String field(String[] record, int position) {
    return record[position - 1];
  }

  private static Set<String> values(List<String[]> records, int position) {
    return records.stream()
        .map(r -> field(r, position))
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static int month(String[] record) {
    int period = Integer.parseInt(field(record, 3));
    return period % 10_000 * 12 + period / 10_000;
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).toList();
    }
  }

  private static long sizeOf(List<Path> files) throws IOException {
    long size = 0;
    for (Path file : files) {
      size += Files.size(file);
    }
    return size;
  }

  private static String digest(MortgageSummary summary) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (Path file : summary.files()) {
      digest.update(Files.readAllBytes(file));
    }
    return new BigInteger(1, digest.digest()).toString(16);
  }
}
