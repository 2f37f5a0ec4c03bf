package dev.hearth.gateway.kernel.echo;

import dev.hearth.protocol.message.History;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The inputs of one life of an interpreter, the newest thousand. For the kernel's thread alone. */
final class EchoHistory {
  private static final int MOST = 1000;

  private final Deque<Input> inputs = new ArrayDeque<>();

  private record Input(int line, String code, String output) {}

  /**
   * @param output {@code null} if there was none
   */
  void add(int line, String code, String output) {
    if (inputs.size() == MOST) {
      inputs.removeFirst();
    }
    inputs.addLast(new Input(line, code, output));
  }

  History.Reply answer(History.Request request) {
    List<Input> found =
        switch (request.histAccessType()) {
          case RANGE -> range(request);
          case TAIL -> last(request.n(), new ArrayList<>(inputs));
          case SEARCH -> last(request.n(), search(request));
        };
    return new History.Reply(
        found.stream()
            .map(
                input ->
                    new History.Entry(
                        1, input.line(), input.code(), request.output(), input.output()))
            .toList());
  }

  private List<Input> range(History.Request request) {
    if (request.session() != null && request.session() != 0) {
      return List.of(); // earlier sessions are not kept
    }
    int start = request.start() == null ? 1 : request.start();
    int stop = request.stop() == null ? Integer.MAX_VALUE : request.stop();
    return inputs.stream().filter(i -> i.line() >= start && i.line() < stop).toList();
  }

  private List<Input> search(History.Request request) {
    Predicate<String> matches = glob(request.pattern() == null ? "*" : request.pattern());
    Set<String> seen = new HashSet<>();
    boolean unique = Boolean.TRUE.equals(request.unique());
    return inputs.stream()
        .filter(input -> matches.test(input.code()))
        .filter(input -> !unique || seen.add(input.code()))
        .toList();
  }

  /** Shell patterns, of which a history knows {@code *} and {@code ?}. */
  private static Predicate<String> glob(String pattern) {
    StringBuilder regex = new StringBuilder();
    pattern
        .chars()
        .forEach(
            c ->
                regex.append(
                    c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf((char) c))));
    return Pattern.compile(regex.toString(), Pattern.DOTALL).asMatchPredicate();
  }

  private static List<Input> last(Integer n, List<Input> from) {
    return n == null || n < 0 || n >= from.size()
        ? from
        : from.subList(from.size() - n, from.size());
  }
}
