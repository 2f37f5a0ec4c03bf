package dev.hearth.gateway.kernel.echo;

import dev.hearth.gateway.kernel.KernelVoice;
import dev.hearth.protocol.message.AbortedReply;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Comm;
import dev.hearth.protocol.message.Complete;
import dev.hearth.protocol.message.Content;
import dev.hearth.protocol.message.Display;
import dev.hearth.protocol.message.ErrorMessage;
import dev.hearth.protocol.message.Execute;
import dev.hearth.protocol.message.FailedReply;
import dev.hearth.protocol.message.Header;
import dev.hearth.protocol.message.Inspect;
import dev.hearth.protocol.message.IsComplete;
import dev.hearth.protocol.message.KernelInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * One life of an echo kernel's interpreter, from start or restart to the next: its session id and
 * its counter. For the kernel's thread alone, but for {@link #voice} and {@link #kernelInfo}.
 */
final class EchoInterpreter {
  private final KernelVoice voice = new KernelVoice(UUID.randomUUID().toString());
  private int count;

  KernelVoice voice() {
    return voice;
  }

  static KernelInfo.Reply kernelInfo() {
    return new KernelInfo.Reply(
        Header.PROTOCOL_VERSION,
        "hearth-echo",
        "1.0",
        new KernelInfo.LanguageInfo("text", "1.0", "text/plain", ".txt", "text", null, null),
        Arrays.stream(EchoCommand.values())
            .map(EchoCommand::describe)
            .collect(
                Collectors.joining(
                    "\n", "Echo kernel. A cell is its own result, but for these lines:\n", "")),
        List.of(),
        List.of());
  }

  /** Answers a request of the shell channel, between its busy and its idle. */
  Outcome handle(Content request, EchoCell cell) {
    if (request instanceof Execute.Request execute) {
      return execute(execute, cell);
    }
    answer(request, cell);
    return Outcome.SUCCEEDED;
  }

  /** Whether it can be answered without the cells that run or wait. */
  static boolean isQuestion(Content request) {
    return request instanceof KernelInfo.Request
        || request instanceof Complete.Request
        || request instanceof Inspect.Request
        || request instanceof IsComplete.Request
        || request instanceof Comm.InfoRequest;
  }

  /** Answers anything but a cell. Any thread. */
  static void answer(Content request, EchoCell cell) {
    if (request instanceof Comm.Open open) {
      cell.publish(new Comm.Close(open.commId(), Map.of())); // nothing is registered here
    }
    reply(request).ifPresent(reply -> cell.reply(Channel.SHELL, reply));
  }

  /** What became of a request, for those that wait behind it. */
  enum Outcome {
    SUCCEEDED,
    /** It failed and wants those behind it not to run. */
    ABORTS_THE_REST
  }

  private Outcome execute(Execute.Request request, EchoCell cell) {
    if (request.storeHistory()) {
      count++;
    }
    if (!request.silent()) {
      cell.publish(new Execute.Input(request.code(), count));
    }
    try {
      Optional<String> result = run(request.code(), request.allowStdin(), cell);
      if (result.isPresent() && !request.silent()) {
        cell.publish(
            new Display.Result(count, Map.of("text/plain", result.get()), Map.of(), Map.of()));
      }
      cell.reply(
          Channel.SHELL,
          new Execute.Reply(count, evaluate(request.userExpressions(), cell), List.of()));
      return Outcome.SUCCEEDED;
    } catch (EchoFailure e) {
      if (!request.silent()) {
        cell.publish(new ErrorMessage(e.ename(), e.evalue(), e.traceback()));
      }
      cell.reply(Channel.SHELL, new Execute.Failed(count, e.ename(), e.evalue(), e.traceback()));
      return request.stopOnError() && !request.silent()
          ? Outcome.ABORTS_THE_REST
          : Outcome.SUCCEEDED;
    }
  }

  /** Runs the commands of the cell, or gives the cell back if it has other lines. */
  private static Optional<String> run(String code, boolean allowStdin, EchoCell cell)
      throws EchoFailure {
    List<EchoCommand.Step> steps = new ArrayList<>();
    for (String line : code.lines().filter(line -> !line.isBlank()).toList()) {
      Optional<EchoCommand.Step> step = EchoCommand.ofLine(line);
      if (step.isEmpty()) {
        return Optional.of(code);
      }
      steps.add(step.get());
    }
    for (EchoCommand.Step step : steps) {
      cell.checkStopped();
      step.run(cell, allowStdin);
    }
    return Optional.empty();
  }

  /** Each expression is a small cell of its own. */
  private static Map<String, Object> evaluate(Map<String, String> expressions, EchoCell cell) {
    Map<String, Object> values = new LinkedHashMap<>();
    expressions.forEach((name, expression) -> values.put(name, evaluate(expression, cell)));
    return values;
  }

  private static Map<String, Object> evaluate(String expression, EchoCell cell) {
    try {
      Map<String, Object> data =
          run(expression, false, cell)
              .<Map<String, Object>>map(text -> Map.of("text/plain", text))
              .orElse(Map.of());
      return Map.of("status", "ok", "data", data, "metadata", Map.of());
    } catch (EchoFailure e) {
      return Map.of(
          "status", "error", "ename", e.ename(), "evalue", e.evalue(), "traceback", e.traceback());
    }
  }

  private static Optional<Content> reply(Content request) {
    if (request instanceof KernelInfo.Request) {
      return Optional.of(kernelInfo());
    }
    if (request instanceof Complete.Request complete) {
      return Optional.of(complete(complete));
    }
    if (request instanceof Inspect.Request inspect) {
      return Optional.of(inspect(inspect));
    }
    if (request instanceof IsComplete.Request isComplete) {
      boolean more = isComplete.code().endsWith("\\");
      return Optional.of(
          more
              ? new IsComplete.Reply(IsComplete.Verdict.INCOMPLETE, "")
              : new IsComplete.Reply(IsComplete.Verdict.COMPLETE, null));
    }
    if (request instanceof Comm.InfoRequest) {
      return Optional.of(new Comm.InfoReply(Map.of()));
    }
    if (request.msgType().endsWith("_request")) {
      return Optional.of(
          new FailedReply(
              replyType(request.msgType()),
              "NotSupported",
              "Echo kernels do not know this kind of request.",
              List.of()));
    }
    return Optional.empty(); // comm messages ask for no reply
  }

  static Content aborted(Content request) {
    return new AbortedReply(replyType(request.msgType()));
  }

  private static String replyType(String requestType) {
    return requestType.substring(0, requestType.length() - "_request".length()) + "_reply";
  }

  /** Completes the first word of the line, which may be a command. */
  private static Complete.Reply complete(Complete.Request request) {
    int length = request.code().codePointCount(0, request.code().length());
    int cursor = Math.max(0, Math.min(request.cursorPos(), length));
    String before = request.code().substring(0, request.code().offsetByCodePoints(0, cursor));
    String word = before.substring(before.lastIndexOf('\n') + 1);
    List<String> matches =
        Arrays.stream(EchoCommand.values())
            .map(EchoCommand::word)
            .filter(command -> command.startsWith(word) && !command.equals(word))
            .toList();
    return new Complete.Reply(
        matches, cursor - word.codePointCount(0, word.length()), cursor, Map.of());
  }

  private static Inspect.Reply inspect(Inspect.Request request) {
    String word = request.code().strip().split("\\s", 2)[0];
    return Arrays.stream(EchoCommand.values())
        .filter(command -> command.word().equals(word))
        .findFirst()
        .map(command -> new Inspect.Reply(true, Map.of("text/plain", command.describe()), Map.of()))
        .orElseGet(() -> new Inspect.Reply(false, Map.of(), Map.of()));
  }
}
