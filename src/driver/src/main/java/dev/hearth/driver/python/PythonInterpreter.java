package dev.hearth.driver.python;

import dev.hearth.driver.kernel.CellContext;
import dev.hearth.driver.kernel.CellContext.OutputStreamName;
import dev.hearth.driver.kernel.CellOutcome;
import dev.hearth.driver.kernel.CodePoints;
import dev.hearth.driver.kernel.Completion;
import dev.hearth.driver.kernel.Interpreter;
import dev.hearth.driver.kernel.MimeBundle;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Comm;
import dev.hearth.protocol.message.Complete;
import dev.hearth.protocol.message.Content;
import dev.hearth.protocol.message.Execute;
import dev.hearth.protocol.message.Inspect;
import dev.hearth.protocol.message.IsComplete;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Python cells, run by an ipykernel of this interpreter's own. Should its process end, the cell
 * fails with the reason and the next one gets a new process.
 */
public final class PythonInterpreter implements Interpreter {
  /** Known before there is an interpreter. */
  public static final Language LANGUAGE =
      new Language("python", "3", "text/x-python", ".py", "ipython");

  private static final String INTERRUPT = "KeyboardInterrupt";
  private static final Logger LOG = LoggerFactory.getLogger(PythonInterpreter.class);

  /** How long a question may take; ipykernel answers none while a cell runs. */
  private static final long QUESTION_SECONDS = 3;

  private final PythonEnvironment environment;
  private final UUID id = UUID.randomUUID();
  private volatile PythonChild child;
  private volatile boolean running;
  private volatile boolean closed;

  /** The number that ipykernel gives to the next cell. */
  private int nextCount = 1;

  /**
   * @param spark what its cells find as {@code spark}
   */
  PythonInterpreter(PythonEnvironment environment, SparkSession spark)
      throws IOException, InterruptedException {
    this.environment = environment;
    PythonBridge.serve(id, spark);
    try {
      this.child = environment.startChild(id);
    } catch (IOException | InterruptedException | RuntimeException e) {
      PythonBridge.forget(id);
      throw e;
    }
  }

  @Override
  public CellOutcome run(String code, CellContext context) {
    // An interrupt that came too late for the cell before is not meant for this one.
    Thread.interrupted();
    running = true;
    try {
      renewIfEnded(context);
      int count = context.executionCount();
      boolean stored = count > 0;
      if (stored && count != nextCount) {
        countFrom(count);
      }
      nextCount = stored ? count + 1 : nextCount;
      Execute.Request request =
          new Execute.Request(code, false, stored, Map.of(), context.takesQuestions(), false);
      Exchange exchange =
          child.ask(
              Channel.SHELL,
              request,
              environment.cellMetadata(),
              List.of(),
              new Exchange(Optional.of(context)));
      return outcome(await(exchange), exchange.value());
    } catch (PythonEnded end) {
      return ended(end);
    } catch (IOException | InterruptedException | IllegalStateException e) {
      String message = "Python could not be started again: " + e.getMessage();
      return new CellOutcome.Failed("PythonEnded", message, List.of(message));
    } finally {
      running = false;
    }
  }

  private void renewIfEnded(CellContext context) throws IOException, InterruptedException {
    if (!child.isAlive() && !closed) {
      context.print(
          OutputStreamName.STDERR,
          "[Hearth] The Python process had ended. A new one runs now, without the variables of the"
              + " old one.\n");
      child = environment.startChild(id);
      nextCount = 1;
    }
  }

  /** So that {@code Out[n]} and the names of cells in traces are those that the user sees. */
  private void countFrom(int count) throws PythonEnded {
    String code = "get_ipython().execution_count = " + count;
    await(
        child.ask(
            Channel.SHELL,
            new Execute.Request(code, true, false, Map.of(), false, false),
            Optional.empty()));
  }

  /** Hands interrupts on to Python, which ends the cell with KeyboardInterrupt. */
  private Content await(Exchange exchange) throws PythonEnded {
    while (true) {
      try {
        return exchange.done().get();
      } catch (InterruptedException e) {
        child.interrupt();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof PythonEnded end) {
          throw end;
        }
        throw new IllegalStateException(e.getCause());
      } catch (ThreadDeath stopped) {
        // It did not heed the interrupt. Nothing but its end stops it now.
        child.kill();
        throw new PythonEnded("did not heed the interrupt and was ended; its variables are lost");
      }
    }
  }

  private static CellOutcome outcome(Content reply, Optional<MimeBundle> value) {
    if (reply instanceof Execute.Reply done) {
      return new CellOutcome.Succeeded(value, done.payload());
    } else if (reply instanceof Execute.Failed stopped && stopped.ename().equals(INTERRUPT)) {
      return new CellOutcome.Interrupted(INTERRUPT, stopped.evalue(), stopped.traceback());
    } else if (reply instanceof Execute.Failed failed) {
      return new CellOutcome.Failed(failed.ename(), failed.evalue(), failed.traceback());
    }
    String message = "Python gave up the cell: " + reply;
    return new CellOutcome.Failed("PythonError", message, List.of(message));
  }

  private static CellOutcome ended(PythonEnded end) {
    String message =
        end.getMessage()
            + " The next cell starts a new one; Spark, its views and caches are still there.";
    return new CellOutcome.Failed("PythonEnded", message, List.of(message));
  }

  @Override
  public CellOutcome evaluate(String expression, CellContext context) {
    Execute.Request request =
        new Execute.Request("", true, false, Map.of("value", expression), false, false);
    try {
      Content reply = await(child.ask(Channel.SHELL, request, Optional.of(context)));
      if (reply instanceof Execute.Reply done
          && done.userExpressions().get("value") instanceof Map<?, ?> result) {
        return evaluated(result);
      }
      return outcome(reply, Optional.empty());
    } catch (PythonEnded end) {
      return ended(end);
    }
  }

  private static CellOutcome evaluated(Map<?, ?> result) {
    if ("ok".equals(result.get("status"))) {
      return new CellOutcome.Succeeded(
          Optional.of(
              new MimeBundle(members(result.get("data")), members(result.get("metadata")))));
    }
    List<String> traceback = new ArrayList<>();
    if (result.get("traceback") instanceof List<?> lines) {
      lines.forEach(line -> traceback.add(String.valueOf(line)));
    }
    return new CellOutcome.Failed(
        String.valueOf(result.get("ename")), String.valueOf(result.get("evalue")), traceback);
  }

  private static Map<String, Object> members(Object object) {
    Map<String, Object> members = new java.util.LinkedHashMap<>();
    if (object instanceof Map<?, ?> map) {
      map.forEach((name, value) -> members.put(String.valueOf(name), value));
    }
    return members;
  }

  @Override
  public CellOutcome comm(
      Comm message, Map<String, Object> metadata, List<ByteBuffer> buffers, CellContext context) {
    Exchange exchange = Exchange.withoutReply(context);
    running = true;
    try {
      await(child.ask(Channel.SHELL, message, metadata, buffers, exchange));
      return new CellOutcome.Succeeded(Optional.empty());
    } catch (PythonEnded end) {
      return ended(end);
    } finally {
      running = false;
    }
  }

  @Override
  public Map<String, Comm.Target> comms() {
    return question(new Comm.InfoRequest(null), Comm.InfoReply.class)
        .map(Comm.InfoReply::comms)
        .orElse(Map.of());
  }

  @Override
  public Completion complete(String code, int cursor) {
    int position = CodePoints.ofOffset(code, cursor);
    return question(new Complete.Request(code, position), Complete.Reply.class)
        .map(reply -> completion(code, reply))
        .orElse(Completion.none(cursor));
  }

  private static Completion completion(String code, Complete.Reply reply) {
    Map<String, Map<?, ?>> known = new java.util.HashMap<>();
    if (reply.metadata().get("_jupyter_types_experimental") instanceof List<?> types) {
      for (Object type : types) {
        if (type instanceof Map<?, ?> fields) {
          known.put(String.valueOf(fields.get("text")), fields);
        }
      }
    }
    List<Completion.Match> matches = new ArrayList<>();
    for (String text : reply.matches()) {
      Map<?, ?> fields = known.getOrDefault(text, Map.of());
      matches.add(
          new Completion.Match(
              text,
              fields.get("type") == null ? "" : fields.get("type").toString(),
              fields.get("signature") == null ? "" : fields.get("signature").toString()));
    }
    return new Completion(
        CodePoints.toOffset(code, reply.cursorStart()),
        CodePoints.toOffset(code, reply.cursorEnd()),
        matches);
  }

  @Override
  public Optional<MimeBundle> inspect(String code, int cursor, boolean detailed) {
    int position = CodePoints.ofOffset(code, cursor);
    return question(new Inspect.Request(code, position, detailed ? 1 : 0), Inspect.Reply.class)
        .filter(Inspect.Reply::found)
        .map(reply -> new MimeBundle(reply.data(), reply.metadata()));
  }

  @Override
  public Completeness completeness(String code) {
    return question(new IsComplete.Request(code), IsComplete.Reply.class)
        .map(
            reply -> new Completeness(reply.status(), reply.indent() == null ? "" : reply.indent()))
        .orElse(Completeness.UNKNOWN);
  }

  /** Asks beside the cells, which ipykernel can only do between them. */
  private <T extends Content> Optional<T> question(Content content, Class<T> answer) {
    if (running || !child.isAlive()) {
      return Optional.empty();
    }
    try {
      Content reply =
          child
              .ask(Channel.SHELL, content, Optional.empty())
              .done()
              .get(QUESTION_SECONDS, TimeUnit.SECONDS);
      return answer.isInstance(reply) ? Optional.of(answer.cast(reply)) : Optional.empty();
    } catch (TimeoutException e) {
      return Optional.empty(); // a cell has begun meanwhile
    } catch (ExecutionException e) {
      LOG.debug("Python cannot answer", e);
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  @Override
  public Language language() {
    return LANGUAGE;
  }

  @Override
  public void close() {
    closed = true;
    child.close();
    PythonBridge.forget(id);
  }
}
