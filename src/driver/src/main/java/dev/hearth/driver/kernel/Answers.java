package dev.hearth.driver.kernel;

import dev.hearth.protocol.message.Comm;
import dev.hearth.protocol.message.Complete;
import dev.hearth.protocol.message.Content;
import dev.hearth.protocol.message.FailedReply;
import dev.hearth.protocol.message.Header;
import dev.hearth.protocol.message.Inspect;
import dev.hearth.protocol.message.IsComplete;
import dev.hearth.protocol.message.KernelInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The replies that need only knowledge: no cell runs for them. Histories are the gateway's, which
 * outlives kernels. Thread-safe.
 */
final class Answers {
  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

  private final InterpreterFactory interpreters;
  private final Supplier<Optional<Interpreter>> interpreter;

  /**
   * @param interpreter the one that there is now, if any
   */
  Answers(InterpreterFactory interpreters, Supplier<Optional<Interpreter>> interpreter) {
    this.interpreters = interpreters;
    this.interpreter = interpreter;
  }

  /** Publishes the answer to a request, on its own channel unless it has none. */
  void to(Request request, Publisher publisher) {
    Content asked = request.content();
    Optional<Content> answer =
        asked instanceof FailedReply fault ? Optional.of(fault) : known(asked);
    answer
        .or(() -> unknown(request))
        .ifPresent(reply -> publisher.publish(request.origin(), request.channel(), reply));
  }

  private Optional<Content> known(Content asked) {
    if (asked instanceof KernelInfo.Request) {
      return Optional.of(kernelInfo());
    } else if (asked instanceof IsComplete.Request question) {
      return Optional.of(isComplete(question.code()));
    } else if (asked instanceof Complete.Request question) {
      return Optional.of(complete(question));
    } else if (asked instanceof Inspect.Request question) {
      return Optional.of(inspect(question));
    } else if (asked instanceof Comm.InfoRequest question) {
      return Optional.of(comms(question.targetName()));
    }
    return Optional.empty();
  }

  private static Optional<Content> unknown(Request request) {
    String type = request.header().msgType();
    LOG.info("A message of type {} is not for this kernel", type);
    return request
        .replyType()
        .map(reply -> new FailedReply(reply, "Unsupported", "unknown request " + type, List.of()));
  }

  private KernelInfo.Reply kernelInfo() {
    Interpreter.Language language = interpreters.language();
    String version = Answers.class.getPackage().getImplementationVersion();
    return new KernelInfo.Reply(
        Header.PROTOCOL_VERSION,
        "hearth",
        version == null ? "" : version, // unknown only where classes do not come from our jar
        new KernelInfo.LanguageInfo(
            language.name(),
            language.version(),
            language.mimetype(),
            language.fileExtension(),
            language.name(),
            language.codemirrorMode(),
            null),
        "Hearth: " + language.name() + " " + language.version() + " on Spark",
        List.of(),
        List.of());
  }

  private Comm.InfoReply comms(String target) {
    Map<String, Comm.Target> open = new LinkedHashMap<>();
    interpreter
        .get()
        .ifPresent(
            present ->
                present
                    .comms()
                    .forEach(
                        (id, of) -> {
                          if (target == null || target.equals(of.targetName())) {
                            open.put(id, of);
                          }
                        }));
    return new Comm.InfoReply(open);
  }

  private IsComplete.Reply isComplete(String code) {
    Interpreter.Completeness answer =
        interpreter
            .get()
            .map(present -> present.completeness(code))
            .orElse(Interpreter.Completeness.UNKNOWN);
    boolean more = answer.verdict() == IsComplete.Verdict.INCOMPLETE;
    return new IsComplete.Reply(answer.verdict(), more ? answer.indent() : null);
  }

  private Complete.Reply complete(Complete.Request question) {
    String code = question.code();
    int cursor = CodePoints.toOffset(code, question.cursorPos());
    Completion completion =
        interpreter
            .get()
            .map(present -> present.complete(code, cursor))
            .orElse(Completion.none(cursor));
    int start = CodePoints.ofOffset(code, completion.start());
    int end = CodePoints.ofOffset(code, completion.end());
    List<String> texts = completion.matches().stream().map(Completion.Match::text).toList();
    // Not of the specification, but ipykernel's and JupyterLab's way to show kinds and types.
    List<Map<String, Object>> typed =
        completion.matches().stream()
            .map(
                match ->
                    Map.<String, Object>of(
                        "start", start,
                        "end", end,
                        "text", match.text(),
                        "type", match.kind(),
                        "signature", match.signature()))
            .toList();
    return new Complete.Reply(texts, start, end, Map.of("_jupyter_types_experimental", typed));
  }

  private Inspect.Reply inspect(Inspect.Request question) {
    String code = question.code();
    int cursor = CodePoints.toOffset(code, question.cursorPos());
    return interpreter
        .get()
        .flatMap(present -> present.inspect(code, cursor, question.detailLevel() > 0))
        .map(known -> new Inspect.Reply(true, known.data(), known.metadata()))
        .orElse(new Inspect.Reply(false, Map.of(), Map.of()));
  }
}
