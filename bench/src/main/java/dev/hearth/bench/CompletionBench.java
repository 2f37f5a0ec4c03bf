package dev.hearth.bench;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Completion, against the completer that {@code spark-shell} uses, without its terminal. */
final class CompletionBench {
  private static final int WARM_UP = 200;
  private static final int MEASURED = 300;
  private static final String MEMBER = "df.gro";
  private static final String COLUMN = "df.select(\"num";

  private CompletionBench() {}

  static void run() throws IOException, InterruptedException {
    System.out.println("Completion, after " + WARM_UP + " of them");
    List<Long> peer = complete("shell", MEMBER);
    List<Long> members = complete("hearth", MEMBER);
    List<Long> columns = complete("hearth", COLUMN);
    Figures baseline = measured("spark-shell's completer, member", peer);
    Figures member = measured("member", members);
    System.out.println(baseline.line());
    System.out.println(member.line());
    System.out.println(measured("column (spark-shell has none)", columns).line());
    System.out.printf(
        Locale.ROOT,
        "  the first: %.0f ms, spark-shell's %.0f ms%n  a member takes %.2f of spark-shell's time%n%n",
        members.get(0) / 1e6,
        peer.get(0) / 1e6,
        member.millis(0.5) / baseline.millis(0.5));
  }

  private static List<Long> complete(String who, String code)
      throws IOException, InterruptedException {
    return BareProcess.run(BareCompletion.class, who, Integer.toString(WARM_UP + MEASURED), code);
  }

  private static Figures measured(String name, List<Long> nanos) {
    return Figures.of(name, nanos.subList(WARM_UP, nanos.size()));
  }
}
