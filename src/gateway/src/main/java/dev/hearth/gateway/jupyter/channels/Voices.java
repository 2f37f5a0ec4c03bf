package dev.hearth.gateway.jupyter.channels;

import dev.hearth.gateway.kernel.Kernel;
import dev.hearth.gateway.kernel.KernelVoice;
import dev.hearth.gateway.kernel.journal.Journal;
import dev.hearth.gateway.kernel.journal.JournalItem;
import dev.hearth.protocol.frame.V1Frame;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * In whose name the gateway speaks to a client: the kernel's, with the session id that its newest
 * message carries. A kernel that has said nothing yet gets one that is always the same.
 */
final class Voices {
  private Voices() {}

  static KernelVoice of(Kernel kernel) {
    Journal journal = kernel.journal();
    long newest = Math.max(1, journal.lastNumber());
    for (JournalItem item : journal.after(newest - 1).read(1)) {
      if (item instanceof JournalItem.Entry entry) {
        String session = V1Frame.parse(entry.frame()).peekHeader().session();
        if (!session.isEmpty()) {
          return new KernelVoice(session);
        }
      }
    }
    byte[] seed = ("gateway of " + kernel.id()).getBytes(StandardCharsets.UTF_8);
    return new KernelVoice(UUID.nameUUIDFromBytes(seed).toString());
  }
}
