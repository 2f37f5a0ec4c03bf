package dev.hearth.driver.python;

import dev.hearth.driver.kernel.CellContext;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Content;
import dev.hearth.protocol.message.Control;
import dev.hearth.protocol.message.KernelInfo;
import dev.hearth.protocol.message.Message;
import dev.hearth.protocol.message.Stdin;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running ipykernel: its process, the sockets to it, and what was asked of it. Thread-safe. */
final class PythonChild implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PythonChild.class);
  private static final String USER = "hearth";

  /** Cells that have ended may still print, from threads that they left behind. */
  private static final int REMEMBERED = 256;

  private static final int HANDSHAKE_MILLIS = 200;
  private static final int HANDSHAKES = 150;

  private final String session = UUID.randomUUID().toString();
  private final PythonProcess process;
  private final ChildSockets sockets;
  private final Map<String, Exchange> exchanges =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Exchange> eldest) {
              return size() > REMEMBERED && eldest.getValue().done().isDone();
            }
          });

  private PythonChild(PythonProcess process, Connection connection) {
    this.process = process;
    this.sockets = new ChildSockets(connection, session, this::received);
    process.process().onExit().thenRun(this::ended);
  }

  /**
   * Starts one, and waits until it answers.
   *
   * @throws IllegalStateException if it does not; says why
   */
  static PythonChild start(PythonCommand python, Map<String, String> environment)
      throws IOException, InterruptedException {
    PythonProcess process = PythonProcess.start(python, environment);
    PythonChild child = null;
    try {
      child = new PythonChild(process, process.awaitConnection());
      child.shakeHands();
      return child;
    } catch (RuntimeException | InterruptedException e) {
      if (child != null) {
        child.close();
      } else {
        process.kill();
        process.clean();
      }
      throw e;
    }
  }

  /**
   * A subscription takes effect some time after it was made, and what is published before is lost:
   * so questions are asked until one is heard to end.
   */
  private void shakeHands() throws InterruptedException {
    for (int i = 0; i < HANDSHAKES; i++) {
      Exchange exchange = ask(Channel.SHELL, new KernelInfo.Request(), Optional.empty());
      try {
        exchange.done().get(HANDSHAKE_MILLIS, TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        LOG.debug("Python does not answer yet");
      } catch (java.util.concurrent.ExecutionException e) {
        throw new IllegalStateException(
            "Python " + process.end() + " as it started: " + process.log(), e.getCause());
      }
    }
    throw new IllegalStateException("Python does not answer: " + process.log());
  }

  /** Sends a request; outputs go to the cell. */
  Exchange ask(Channel channel, Content content, Optional<CellContext> cell) {
    return ask(channel, content, Map.of(), List.of(), new Exchange(cell));
  }

  Exchange ask(
      Channel channel,
      Content content,
      Map<String, Object> metadata,
      List<java.nio.ByteBuffer> buffers,
      Exchange exchange) {
    Message plain = Message.of(channel, session, USER, content);
    Message request =
        new Message(channel, plain.header(), plain.parent(), metadata, plain.content(), buffers);
    exchanges.put(request.header().msgId(), exchange);
    sockets.send(request);
    if (!process.isAlive()) {
      exchange.failed(new PythonEnded(process.end()));
    }
    return exchange;
  }

  /** Raises KeyboardInterrupt in the cell that runs. */
  void interrupt() {
    sockets.send(Message.of(Channel.CONTROL, session, USER, new Control.InterruptRequest()));
  }

  void kill() {
    process.kill();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  private void received(Message message) {
    Exchange exchange = exchanges.get(message.parent().msgId());
    if (exchange == null) {
      LOG.debug("Python says {} to nothing that was asked", message.header().msgType());
    } else if (message.channel() == Channel.IOPUB) {
      exchange.published(message);
    } else if (message.channel() == Channel.SHELL) {
      exchange.replied(message.content());
    } else if (message.content() instanceof Stdin.Request question) {
      exchange.cell().ifPresent(cell -> askUser(cell, question, message));
    }
  }

  /** Not on the sockets' thread: a user may take hours. */
  private void askUser(CellContext cell, Stdin.Request question, Message message) {
    Thread thread =
        new Thread(
            () -> {
              try {
                String answer = cell.input(question.prompt(), question.password());
                sockets.send(
                    Message.answering(
                        message.header(), Channel.STDIN, session, USER, new Stdin.Reply(answer)));
              } catch (InterruptedException | IllegalStateException e) {
                LOG.debug("A question of Python's stays unanswered", e);
              }
            },
            "hearth-python-question");
    thread.setDaemon(true);
    thread.start();
  }

  private void ended() {
    PythonEnded end = new PythonEnded(process.end());
    synchronized (exchanges) {
      exchanges.values().forEach(exchange -> exchange.failed(end));
    }
    sockets.close();
    process.clean();
  }

  @Override
  public void close() {
    process.kill(); // the rest follows its end
  }
}
