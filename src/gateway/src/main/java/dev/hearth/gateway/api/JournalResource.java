package dev.hearth.gateway.api;

import dev.hearth.gateway.error.InvalidRequest;
import dev.hearth.gateway.error.NotFound;
import dev.hearth.gateway.http.Requester;
import dev.hearth.gateway.kernel.Kernel;
import dev.hearth.gateway.kernel.KernelId;
import dev.hearth.gateway.kernel.Kernels;
import dev.hearth.gateway.kernel.journal.Cursor;
import dev.hearth.gateway.kernel.journal.Journal;
import dev.hearth.gateway.kernel.journal.JournalItem;
import dev.hearth.gateway.team.Action;
import dev.hearth.gateway.team.audit.AuditAction;
import dev.hearth.gateway.team.audit.AuditEvent;
import dev.hearth.gateway.team.audit.AuditLog;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;

/** A kernel's journal: all that it has emitted, for clients that were away or want it whole. */
@Path("/api/hearth/kernels/{id}/journal")
@Blocking
public class JournalResource {
  private static final int MOST_ITEMS = 10_000;

  /** An answer ends early rather than grow beyond this, but for a single larger message. */
  private static final int MOST_BYTES = 16 << 20;

  private static final String V1_FRAME = "application/vnd.jupyter.v1-frame";

  private final Kernels kernels;
  private final AuditLog audit;
  private final Requester requester;

  JournalResource(Kernels kernels, AuditLog audit, Requester requester) {
    this.kernels = kernels;
    this.audit = audit;
    this.requester = requester;
  }

  /**
   * A part of a journal.
   *
   * @param first number of the oldest message that is still there
   * @param last number of the newest
   * @param next what to ask for as {@code since} to read on
   */
  public record Page(long first, long last, long next, List<JournalMessage> messages) {}

  /**
   * @param since the number after which to begin
   * @param limit at most so many messages; there may be fewer, and still more behind them
   */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Page page(
      @PathParam("id") String id,
      @QueryParam("since") @DefaultValue("0") String since,
      @QueryParam("limit") @DefaultValue("1000") String limit) {
    Journal journal = journal(id);
    long after = number("since", since, Long.MAX_VALUE);
    int most = (int) number("limit", limit, MOST_ITEMS);
    List<JournalMessage> messages = new ArrayList<>();
    long next = after;
    for (JournalItem item : journal.after(after).read(MOST_BYTES)) {
      if (messages.size() == most) {
        break;
      }
      messages.add(JournalMessage.of(item));
      next = item.number();
    }
    return new Page(journal.firstNumber(), journal.lastNumber(), next, messages);
  }

  /** One message, whatever its size. */
  @GET
  @Path("{number}")
  @Produces(MediaType.APPLICATION_JSON + ";qs=1.0")
  public JournalMessage message(@PathParam("id") String id, @PathParam("number") String number) {
    return JournalMessage.of(entry(id, number));
  }

  /** The same as it stands in the journal and on v1 sockets. */
  @GET
  @Path("{number}")
  @Produces(V1_FRAME + ";qs=0.5")
  public byte[] frame(@PathParam("id") String id, @PathParam("number") String number) {
    return JournalMessage.bytes(entry(id, number).frame());
  }

  private JournalItem.Entry entry(String id, String text) {
    Journal journal = journal(id);
    long number = number("number", text, Long.MAX_VALUE);
    Cursor cursor = journal.after(Math.max(0, number - 1));
    for (JournalItem item : cursor.read(1)) {
      if (item instanceof JournalItem.Entry entry && entry.number() == number) {
        return entry;
      }
    }
    throw new NotFound(
        "Message "
            + number
            + " is not in this journal, which has those from "
            + journal.firstNumber()
            + " to "
            + journal.lastNumber()
            + ".");
  }

  private static long number(String name, String text, long highest) {
    try {
      long number = Long.parseLong(text);
      if (number >= 0 && number <= highest) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, as for a number that is out of range.
    }
    throw new InvalidRequest("'" + name + "' must be a number from 0 to " + highest + ".");
  }

  private Journal journal(String id) {
    Kernel kernel =
        KernelId.parse(id)
            .flatMap(known -> kernels.find(known, requester.caller(), Action.READ_OUTPUTS))
            .orElseThrow(() -> new NotFound("There is no such kernel."));
    audit.record(
        AuditEvent.of(AuditAction.JOURNAL_READ)
            .inTeam(kernel.owner().team())
            .byUser(requester.caller().user())
            .on(kernel.id())
            .with("owner", kernel.owner().user()));
    return kernel.journal();
  }
}
