package dev.hearth.notebooks;

import static java.util.Map.Entry.comparingByKey;
import static java.util.Map.Entry.comparingByValue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The feature table of the mortgage job worked out from its definition, with loops and maps, in the
 * memory of one machine. Slow on purpose: where the notebook uses a window, this builds the twelve
 * label rows of every month as the definition has them.
 */
final class FeatureTable {

  /** In order: name, stored type, field number in the raw file; the first ten are categories. */
  static final List<Column> COLUMNS =
      List.of(
          new Column("orig_channel", "int", 4, true),
          new Column("first_home_buyer", "int", 26, true),
          new Column("loan_purpose", "int", 27, true),
          new Column("property_type", "int", 28, true),
          new Column("occupancy_status", "int", 30, true),
          new Column("property_state", "int", 31, true),
          new Column("product_type", "int", 35, true),
          new Column("relocation_mortgage_indicator", "int", 81, true),
          new Column("seller_name", "int", 5, true),
          new Column("mod_flag", "int", 42, false),
          new Column("orig_interest_rate", "double", 8, true),
          new Column("orig_upb", "double", 10, true),
          new Column("orig_loan_term", "int", 13, true),
          new Column("orig_ltv", "double", 20, true),
          new Column("orig_cltv", "double", 21, true),
          new Column("num_borrowers", "double", 22, true),
          new Column("dti", "double", 23, true),
          new Column("borrower_credit_score", "double", 24, true),
          new Column("num_units", "int", 29, true),
          new Column("zip", "int", 33, true),
          new Column("mortgage_insurance_percent", "double", 34, true),
          new Column("current_loan_delinquency_status", "int", 40, false),
          new Column("current_actual_upb", "double", 12, false),
          new Column("interest_rate", "double", 9, false),
          new Column("loan_age", "double", 16, false),
          new Column("msa", "double", 32, false),
          new Column("non_interest_bearing_upb", "double", 63, false));

  static final int CATEGORIES = 10;

  private final Map<String, String> sellers;
  private final List<List<Object>> rows = new ArrayList<>();

  private FeatureTable(Map<String, String> sellers) {
    this.sellers = sellers;
  }

  /**
   * @param ofLoan from the loan's first line rather than from the month's
   */
  record Column(String name, String type, int field, boolean ofLoan) {}

  /** A month together with the acquisition line of its loan. */
  private record Joined(RawFields month, RawFields acquisition) {}

  private record LoanInQuarter(long loan, String quarter) {}

  /** A window of twelve months of a loan; it begins at 24000 + 12 n + y. */
  private record Window(LoanInQuarter loan, int n, int y) {}

  private record LabelKey(LoanInQuarter loan, int year, int month) {}

  /** The worst status and the smallest balance in a window. */
  private record Extremes(Optional<Integer> status, double balance) {
    Extremes with(Extremes other) {
      Optional<Integer> worst =
          status.isEmpty() || other.status.filter(s -> s > status.get()).isPresent()
              ? other.status
              : status;
      return new Extremes(worst, Math.min(balance, other.balance));
    }

    int label() {
      return (status.orElse(0) > 3 ? 1 : 0) + (balance == 0 ? 1 : 0);
    }
  }

  /** Of all {@code .csv} files in a folder. */
  static FeatureTable of(Path folder) throws IOException {
    List<RawFields> raw = new ArrayList<>();
    try (var files = Files.newDirectoryStream(folder, "*.csv")) {
      for (Path file : files) {
        String quarter = file.getFileName().toString().replaceFirst("\\..*", "");
        Files.readAllLines(file).forEach(line -> raw.add(RawFields.parse(quarter, line)));
      }
    }
    FeatureTable table = new FeatureTable(sellers());
    table.build(raw);
    return table;
  }

  /** Each with an Integer or a Double per column, and the label at the end. */
  List<List<Object>> rows() {
    return rows;
  }

  private void build(List<RawFields> raw) {
    List<RawFields> months =
        raw.stream()
            .filter(line -> line.decimal(RawFields.BALANCE).filter(b -> b != 0).isPresent())
            .toList();
    Map<LabelKey, Integer> labels = labels(months);
    List<Joined> joined = join(months, acquisitions(raw));
    List<Map<String, Integer>> dictionary = dictionary(joined);
    for (Joined row : joined) {
      List<Object> values = new ArrayList<>();
      for (int i = 0; i < COLUMNS.size(); i++) {
        values.add(i < CATEGORIES ? id(dictionary.get(i), row, i) : number(row, COLUMNS.get(i)));
      }
      Optional<LabelKey> key =
          row.month().month().map(t -> labelKey(loanInQuarter(row.month()), t));
      values.add(key.map(labels::get).orElse(0) > 0 ? 1 : 0);
      rows.add(values);
    }
  }

  /** Every line of a loan's first month; a line without a month comes before all others. */
  private static List<RawFields> acquisitions(List<RawFields> raw) {
    Map<Long, List<RawFields>> loans =
        raw.stream()
            .filter(line -> line.loan().isPresent())
            .collect(Collectors.groupingBy(line -> line.loan().get()));
    List<RawFields> first = new ArrayList<>();
    for (List<RawFields> lines : loans.values()) {
      int start = lines.stream().mapToInt(line -> line.month().orElse(-1)).min().orElseThrow();
      lines.stream().filter(line -> line.month().orElse(-1) == start).forEach(first::add);
    }
    return first;
  }

  private static Map<LabelKey, Integer> labels(List<RawFields> months) {
    Map<Window, Extremes> windows = new HashMap<>();
    for (RawFields line : months) {
      if (line.loan().isEmpty() || line.month().isEmpty()) {
        continue;
      }
      for (int y = 0; y < 12; y++) {
        int n = Math.floorDiv(line.month().get() - 24_000 - y, 12);
        Extremes seen =
            new Extremes(
                line.integer(RawFields.STATUS), line.decimal(RawFields.BALANCE).orElseThrow());
        windows.merge(new Window(loanInQuarter(line), n, y), seen, Extremes::with);
      }
    }
    Map<LabelKey, Integer> labels = new HashMap<>();
    windows.forEach(
        (w, seen) -> labels.put(labelKey(w.loan(), 24_000 + 12 * w.n() + w.y()), seen.label()));
    return labels;
  }

  private static LabelKey labelKey(LoanInQuarter loan, int month) {
    return new LabelKey(loan, Math.floorDiv(month - 1, 12), month % 12 == 0 ? 12 : month % 12);
  }

  private static LoanInQuarter loanInQuarter(RawFields line) {
    return new LoanInQuarter(line.loan().orElseThrow(), line.quarter());
  }

  private static List<Joined> join(List<RawFields> months, List<RawFields> acquisitions) {
    Map<LoanInQuarter, List<RawFields>> byLoan =
        acquisitions.stream().collect(Collectors.groupingBy(FeatureTable::loanInQuarter));
    List<Joined> joined = new ArrayList<>();
    for (RawFields month : months) {
      if (month.loan().isPresent()) {
        byLoan
            .getOrDefault(loanInQuarter(month), List.of())
            .forEach(acquisition -> joined.add(new Joined(month, acquisition)));
      }
    }
    return joined;
  }

  /** For each category its values' ids: by descending count, equal counts by value. */
  private List<Map<String, Integer>> dictionary(List<Joined> joined) {
    List<Map<String, Integer>> dictionary = new ArrayList<>();
    for (Column column : COLUMNS.subList(0, CATEGORIES)) {
      Map<String, Integer> counts = new HashMap<>();
      for (Joined row : joined) {
        category(row, column).ifPresent(value -> counts.merge(value, 1, Integer::sum));
      }
      Comparator<Map.Entry<String, Integer>> order = comparingByValue(Comparator.reverseOrder());
      List<Map.Entry<String, Integer>> sorted = new ArrayList<>(counts.entrySet());
      sorted.sort(order.thenComparing(comparingByKey()));
      Map<String, Integer> ids = new HashMap<>();
      sorted.forEach(entry -> ids.put(entry.getKey(), ids.size() + 1));
      dictionary.add(ids);
    }
    return dictionary;
  }

  private int id(Map<String, Integer> ids, Joined row, int column) {
    return category(row, COLUMNS.get(column)).map(ids::get).orElse(0);
  }

  private Optional<String> category(Joined row, Column column) {
    Optional<String> value = line(row, column).text(column.field());
    return column.field() == RawFields.SELLER ? value.map(this::seller) : value;
  }

  private String seller(String spelling) {
    String upper = spelling.toUpperCase(Locale.ROOT);
    return sellers.getOrDefault(upper, upper);
  }

  private static Object number(Joined row, Column column) {
    RawFields line = line(row, column);
    if (column.type().equals("int")) {
      return line.integer(column.field()).orElse(0);
    }
    return line.decimal(column.field()).orElse(0.0);
  }

  private static RawFields line(Joined row, Column column) {
    return column.ofLoan() ? row.acquisition() : row.month();
  }

  private static Map<String, String> sellers() throws IOException {
    try (var in = FeatureTable.class.getResourceAsStream("sellers.txt");
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .map(line -> line.split(" <- "))
          .collect(Collectors.toMap(pair -> pair[1], pair -> pair[0]));
    }
  }
}
