package dev.hearth.gateway.kernel;

import dev.hearth.gateway.kernel.journal.Fsync;
import dev.hearth.gateway.kernel.journal.JournalSettings;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The journals of all kernels. */
@ConfigMapping(prefix = "hearth.journal")
public interface JournalConfig {

  /** Size on disk above which a kernel's journal drops its oldest part. */
  @WithDefault("1G")
  MemorySize limit();

  /** Size of one file of a journal, which is what it drops at once. */
  @WithDefault("16M")
  MemorySize segment();

  /** When entries are forced to the disk; without, they survive the gateway, not the machine. */
  @WithDefault("never")
  Fsync fsync();

  default JournalSettings settings() {
    return new JournalSettings(
        segment().asLongValue(),
        limit().asLongValue(),
        JournalSettings.STANDARD.tailBytes(),
        JournalSettings.STANDARD.totalTailBytes(),
        JournalSettings.STANDARD.clientSlots(),
        fsync());
  }
}
