package dev.hearth.driver;

import dev.hearth.driver.kernel.GatewayCalls;
import dev.hearth.driver.kernel.Mailbox;
import dev.hearth.driver.kernel.Outbox;
import dev.hearth.driver.kernel.RefusedCallException;
import dev.hearth.driver.output.OutputCapture;
import dev.hearth.protocol.frame.V1Frame;
import dev.hearth.protocol.link.KernelOrder;
import dev.hearth.protocol.message.Channel;
import dev.hearth.protocol.message.Content;
import dev.hearth.protocol.message.ErrorMessage;
import dev.hearth.protocol.message.Execute;
import dev.hearth.protocol.message.Message;
import dev.hearth.protocol.message.Status;
import dev.hearth.protocol.message.Status.ExecutionState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session without a gateway that runs what most sessions run first. The build starts it with
 * {@code -XX:ArchiveClassesAtExit}, and real drivers then map the classes that it loaded instead of
 * reading, verifying and linking them one by one.
 *
 * <p>Exits with 0, or 1 if a cell did not run as it should.
 */
public final class TrainingRun {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingRun.class);
  private static final String CLIENT = "training";
  private static final long PATIENCE_MINUTES = 5;

  private static final Map<String, List<String>> CELLS =
      Map.of(
          "scala",
          List.of(
              "case class Loan(id: Long, state: String, upb: Double)",
              """
              val loans = spark.range(1000)
                .map(id => Loan(id, if (id % 2 == 0) "CA" else "TX", id * 1.5))
              loans.createOrReplaceTempView("loans")
              loans.groupBy($"state").agg(count("*"), avg("upb"))
              """,
              "println(loans.count())"),
          "sql",
          List.of("select id % 3 as rest, count(*) as n from range(10) group by 1"));

  private final BlockingQueue<Message> said = new LinkedBlockingQueue<>();
  private final SessionKernels kernels;

  private TrainingRun(SessionKernels kernels) {
    this.kernels = kernels;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    OutputCapture output = SessionDriver.prepareProcess();
    Path folder = Files.createTempDirectory("hearth-training-");
    Map<String, String> environment =
        Map.of(
            "HEARTH_SESSION_ID", UUID.randomUUID().toString(),
            "HEARTH_LINK_TOKEN", CLIENT,
            "HEARTH_LINK_URL", "http://localhost", // never dialled
            "HEARTH_SPOOL_DIR", folder.toString(),
            "HEARTH_REPL_DIR", folder.toString());
    SessionDriver driver =
        new SessionDriver(DriverSettings.of(environment, System.getProperties()), output);
    boolean succeeded = driver.start() && new TrainingRun(driver.kernels()).runsAllCells();
    System.exit(succeeded ? 0 : 1);
  }

  private boolean runsAllCells() throws InterruptedException {
    boolean succeeded = true;
    for (Map.Entry<String, List<String>> language : CELLS.entrySet()) {
      KernelOrder order = new KernelOrder(UUID.randomUUID(), language.getKey(), CLIENT, 0, 0);
      GatewayCalls nobody =
          (method, params) ->
              CompletableFuture.failedFuture(new RefusedCallException("There is no gateway."));
      Mailbox kernel = kernels.open(order, new Collecting(), nobody);
      for (String code : language.getValue()) {
        Content cell = Execute.Request.of(code);
        Message request = Message.of(Channel.SHELL, CLIENT, CLIENT, cell);
        kernel.submit(request.toParts());
        succeeded &= succeeds(request);
      }
    }
    return succeeded;
  }

  private boolean succeeds(Message request) throws InterruptedException {
    boolean succeeded = false;
    while (true) {
      Message message = said.poll(PATIENCE_MINUTES, TimeUnit.MINUTES);
      if (message == null) {
        LOG.error("A cell of the training run does not end");
        return false;
      }
      if (!message.parent().msgId().equals(request.header().msgId())) {
        continue;
      }
      if (message.content() instanceof ErrorMessage error) {
        LOG.error("A cell of the training run failed: {}", error.evalue());
      }
      succeeded |= message.content() instanceof Execute.Reply;
      if (message.content() instanceof Status status
          && status.executionState() == ExecutionState.IDLE) {
        return succeeded;
      }
    }
  }

  private final class Collecting implements Outbox {
    @Override
    public void append(byte[] frame) {
      said.add(Message.parse(V1Frame.parse(ByteBuffer.wrap(frame))));
    }

    @Override
    public void appendStream(byte[] frame, LongFunction<byte[]> notice) {
      append(frame);
    }
  }
}
