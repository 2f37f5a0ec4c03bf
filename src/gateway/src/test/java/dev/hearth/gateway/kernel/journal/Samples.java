package dev.hearth.gateway.kernel.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Journals small enough to have many segments, and what was read in a form that is easy to see. */
final class Samples {
  /** Segments of 1 KiB, no memory, so that all reading is from disk. */
  static final JournalSettings ON_DISK = new JournalSettings(1024, 1 << 30, 0, 0, 8, Fsync.NEVER);

  private Samples() {}

  static FileJournal open(Path folder, JournalSettings settings) {
    return FileJournal.open(folder, settings, Clock.systemUTC());
  }

  static ByteBuffer frame(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A frame of that size which differs from those of other seeds. */
  static ByteBuffer frame(int size, long seed) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (seed * 31 + i * 7 + (i >>> 8));
    }
    return ByteBuffer.wrap(bytes);
  }

  static void append(Journal journal, String... texts) {
    for (String text : texts) {
      journal.append(0, frame(text));
    }
  }

  /** "number:text" for entries, "gap first-last" for gaps. */
  static List<String> contents(Journal journal) {
    return contents(journal.after(0));
  }

  static List<String> contents(Cursor cursor) {
    List<String> found = new ArrayList<>();
    for (List<JournalItem> items = cursor.read(100); !items.isEmpty(); items = cursor.read(100)) {
      items.forEach(item -> found.add(show(item)));
    }
    return found;
  }

  static String show(JournalItem item) {
    if (item instanceof JournalItem.Gap gap) {
      return "gap " + gap.first() + "-" + gap.number();
    }
    JournalItem.Entry entry = (JournalItem.Entry) item;
    return entry.number() + ":" + StandardCharsets.UTF_8.decode(entry.frame().duplicate());
  }
}
