package dev.hearth.driver.kernel;

import dev.hearth.protocol.message.History;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The inputs that a kernel has counted, with what they showed as text; the oldest are forgotten.
 * Jupyter numbers sessions across a kernel's lives; here there is one, which begins with the
 * kernel. Thread-safe.
 */
final class InputHistory {
  private static final int SESSION = 1;
  private static final int MAX_ENTRIES = 10_000;
  private static final int MAX_CHARACTERS = 8 << 20;

  private final Deque<Line> lines = new ArrayDeque<>();
  private long characters;

  private record Line(int number, String input, Optional<String> output) {
    int size() {
      return input.length() + output.map(String::length).orElse(0);
    }
  }

  synchronized void add(int number, String input, Optional<String> output) {
    Line line = new Line(number, input, output);
    lines.addLast(line);
    characters += line.size();
    while (lines.size() > MAX_ENTRIES || characters > MAX_CHARACTERS) {
      characters -= lines.pollFirst().size();
    }
  }

  synchronized History.Reply answer(History.Request request) {
    List<Line> found =
        switch (request.histAccessType()) {
          case TAIL -> last(new ArrayList<>(lines), request.n());
          case RANGE -> range(request);
          case SEARCH -> search(request);
        };
    return new History.Reply(found.stream().map(line -> entry(line, request.output())).toList());
  }

  private static History.Entry entry(Line line, boolean withOutput) {
    return new History.Entry(
        SESSION, line.number(), line.input(), withOutput, line.output().orElse(null));
  }

  private static List<Line> last(List<Line> all, Integer most) {
    int n = most == null ? all.size() : Math.max(0, most);
    return all.subList(Math.max(0, all.size() - n), all.size());
  }

  private List<Line> range(History.Request request) {
    int session = request.session() == null ? 0 : request.session();
    if (session != 0 && session != SESSION) {
      return List.of();
    }
    int start = request.start() == null ? 0 : request.start();
    int stop = request.stop() == null ? Integer.MAX_VALUE : request.stop();
    return lines.stream().filter(l -> l.number() >= start && l.number() < stop).toList();
  }

  private List<Line> search(History.Request request) {
    Pattern glob = glob(request.pattern() == null ? "*" : request.pattern());
    List<Line> found = new ArrayList<>();
    Set<String> inputs = new HashSet<>();
    boolean unique = Boolean.TRUE.equals(request.unique());
    lines
        .descendingIterator()
        .forEachRemaining(
            line -> {
              boolean matches = glob.matcher(line.input()).matches();
              if (matches && (inputs.add(line.input()) || !unique)) {
                found.add(line);
              }
            });
    Collections.reverse(found);
    return last(found, request.n());
  }

  /** Jupyter's patterns know {@code *} and {@code ?}. */
  private static Pattern glob(String pattern) {
    StringBuilder regex = new StringBuilder();
    for (char c : pattern.toCharArray()) {
      regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
