package dev.hearth.gateway.kernel.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The journals and inboxes of all kernels of a gateway: a folder per kernel id under {@code
 * <home>/journals}. A folder is created on first use and removed by {@link #delete} alone. Any
 * thread; the monitor guards the maps of what is open.
 */
public final class Journals implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Journals.class.getName());
  private static final Pattern KERNEL =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /** Ends the name of a folder that is being deleted: a crash leaves no half of a journal. */
  private static final String DELETED = ".deleted";

  private final Path root;
  private final JournalSettings settings;
  private final Clock clock;
  private final TailMemory memory;
  private final FolderLock lock;
  private final Map<UUID, FileJournal> journals = new HashMap<>();
  private final Map<UUID, Inbox> inboxes = new HashMap<>();

  /**
   * Takes the journals of a home for this process.
   *
   * @throws JournalException if the disk refuses
   * @throws IllegalStateException if another gateway uses the home
   */
  public Journals(Path home, JournalSettings settings, Clock clock) {
    this.root = home.resolve("journals");
    this.settings = settings;
    this.clock = clock;
    this.memory = new TailMemory(settings.totalTailBytes());
    try {
      Files.createDirectories(root);
      this.lock = FolderLock.take(root);
      for (Path folder : folders()) {
        if (folder.toString().endsWith(DELETED)) {
          remove(folder);
        }
      }
    } catch (IOException e) {
      throw JournalException.cannot("open the journals", root, e);
    }
  }

  /**
   * The kernel's journal; the same instance until it is closed.
   *
   * @throws JournalException if the disk refuses
   */
  public synchronized FileJournal journal(UUID kernel) {
    FileJournal journal = journals.get(kernel);
    if (journal == null || journal.isClosed()) {
      journal = FileJournal.open(folder(kernel).resolve("output"), settings, clock, memory);
      journals.put(kernel, journal);
    }
    return journal;
  }

  /**
   * The kernel's inbox; the same instance until it is closed.
   *
   * @throws JournalException if the disk refuses
   */
  public synchronized Inbox inbox(UUID kernel) {
    Inbox inbox = inboxes.get(kernel);
    if (inbox == null || inbox.isClosed()) {
      inbox = Inbox.open(folder(kernel).resolve("input"), settings, clock);
      inboxes.put(kernel, inbox);
    }
    return inbox;
  }

  /**
   * The kernels of which something is kept, open or not.
   *
   * @throws JournalException if the disk refuses
   */
  public Set<UUID> stored() {
    try {
      return folders().stream()
          .map(folder -> folder.getFileName().toString())
          .filter(name -> KERNEL.matcher(name).matches())
          .map(UUID::fromString)
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw JournalException.cannot("list the journals", root, e);
    }
  }

  /**
   * Closes and removes all that is kept for a kernel; nothing happens if there is nothing.
   *
   * @throws JournalException if the disk refuses
   */
  public synchronized void delete(UUID kernel) {
    Path folder = folder(kernel);
    try {
      if (Files.exists(folder)) {
        Path doomed = root.resolve(kernel + DELETED);
        remove(doomed);
        Files.move(folder, doomed, StandardCopyOption.ATOMIC_MOVE);
        remove(doomed);
      }
    } catch (IOException e) {
      throw JournalException.cannot("delete the journal", folder, e);
    }
    FileJournal journal = journals.remove(kernel);
    if (journal != null) {
      journal.delete();
    }
    Inbox inbox = inboxes.remove(kernel);
    if (inbox != null) {
      inbox.delete();
    }
  }

  /** Bytes of memory that hold the newest entries, over all journals. */
  public long tailBytes() {
    return memory.used();
  }

  /** Bytes that the open journals take on disk. */
  public synchronized long diskBytes() {
    return journals.values().stream().mapToLong(FileJournal::size).sum();
  }

  /** Closes all that is open and gives the home free; the files stay. */
  @Override
  public synchronized void close() {
    journals.values().forEach(journal -> close(journal::close));
    inboxes.values().forEach(inbox -> close(inbox::close));
    journals.clear();
    inboxes.clear();
    try {
      lock.close();
    } catch (IOException e) {
      throw JournalException.cannot("close the journals", root, e);
    }
  }

  /** One that fails must not keep the others open. */
  private static void close(Runnable closing) {
    try {
      closing.run();
    } catch (JournalException e) {
      LOG.log(System.Logger.Level.WARNING, "A journal was not closed well", e);
    }
  }

  private Path folder(UUID kernel) {
    return root.resolve(kernel.toString());
  }

  private List<Path> folders() throws IOException {
    try (Stream<Path> folders = Files.list(root)) {
      return folders.filter(Files::isDirectory).toList();
    }
  }

  private static void remove(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
