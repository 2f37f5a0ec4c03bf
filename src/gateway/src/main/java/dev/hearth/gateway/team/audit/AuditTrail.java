package dev.hearth.gateway.team.audit;

import dev.hearth.gateway.team.audit.AuditTable.Head;
import dev.hearth.gateway.team.audit.AuditVerification.Broken;
import dev.hearth.gateway.team.audit.AuditVerification.Intact;
import dev.hearth.protocol.MalformedMessageException;
import dev.hearth.protocol.audit.AuditEntry;
import dev.hearth.protocol.audit.ChainCheck;
import dev.hearth.protocol.audit.Flaw;
import dev.hearth.protocol.audit.Seal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * What was recorded, as the database has it: of all gateways that share it. Safe from any thread;
 * calls block.
 */
public final class AuditTrail {
  private final AuditTable table;
  private final Seal seal;
  private final Path folder;

  /**
   * @param folder with the files of this gateway, see {@link #verify}
   */
  public AuditTrail(Jdbi jdbi, Path folder, Seal seal) {
    this.table = new AuditTable(jdbi, seal);
    this.seal = seal;
    this.folder = folder;
  }

  /** What is asked for; whether the caller may see it is in the query. */
  public AuditPage find(AuditQuery query) {
    return table.find(query);
  }

  /**
   * Looks at every entry, a thousand at a time: whether each is as it was written, whether none is
   * missing between the last one that retention removed and the newest, and whether the newest that
   * this gateway's own files have is among them.
   */
  public AuditVerification verify() {
    while (true) {
      Head head = table.head();
      AuditVerification result = verify(head);
      // Retention may have taken away what was about to be read.
      if (result instanceof Intact || table.head().expired().equals(head.expired())) {
        return result;
      }
    }
  }

  private AuditVerification verify(Head head) {
    Optional<AuditEntry> witness;
    try {
      // Before the table is read: whatever is in the file was in the table before.
      witness = AuditFiles.newest(folder);
    } catch (MalformedMessageException e) {
      return new Broken(0, "the newest line of this gateway's file is no entry: " + e.getMessage());
    }
    long expired = head.expired().number();
    long newest = Math.max(head.newest().number(), witness.map(AuditEntry::number).orElse(0L));
    ChainCheck chain = ChainCheck.complete(seal, expired, head.expired().hash());
    boolean witnessed = witness.isEmpty() || witness.get().number() <= expired;
    String expiredThrough = "0";
    List<AuditEntry> page = table.after(expired, AuditQuery.MOST);
    while (!page.isEmpty() && chain.last() < newest) {
      for (AuditEntry entry : page) {
        if (entry.number() > newest) {
          break;
        }
        Optional<Flaw> flaw = chain.add(entry);
        if (flaw.isPresent()) {
          return new Broken(flaw.get().number(), flaw.get().why());
        }
        witnessed = witnessed || entry.equals(witness.get());
        if (entry.action().equals(AuditAction.AUDIT_EXPIRE.wireName())) {
          expiredThrough = entry.details().getOrDefault(AuditTable.THROUGH, "0");
        }
      }
      page = table.after(chain.last(), AuditQuery.MOST);
    }
    Optional<AuditVerification> stray = strayEntry();
    return stray.isPresent()
        ? stray.get()
        : verdict(chain, head, witnessed, expiredThrough, witness);
  }

  /** An entry that was put behind the newest, where no gateway can have put it. */
  private Optional<AuditVerification> strayEntry() {
    long largest = table.largestNumber();
    long newest = table.head().newest().number(); // read later, so no gateway is ahead of it
    return largest > newest
        ? Optional.of(new Broken(newest + 1, "no gateway has written this entry"))
        : Optional.empty();
  }

  private static AuditVerification verdict(
      ChainCheck chain,
      Head head,
      boolean witnessed,
      String expiredThrough,
      Optional<AuditEntry> witness) {
    if (chain.last() < head.newest().number()) {
      return new Broken(chain.last() + 1, "this entry and those that follow are missing");
    }
    if (!witnessed) {
      return new Broken(
          Math.min(witness.get().number(), chain.last() + 1),
          "entry "
              + witness.get().number()
              + " of this gateway's file is missing or different in the database");
    }
    if (chain.last() == head.newest().number() && !chain.lastHash().equals(head.newest().hash())) {
      return new Broken(chain.last(), "it is not the entry that was stored last");
    }
    if (!expiredThrough.equals(Long.toString(head.expired().number()))) {
      return new Broken(
          head.expired().number() + 1,
          "entries before it were removed, and no entry says that this was retention");
    }
    return new Intact(chain.count(), chain.first(), chain.last());
  }
}
