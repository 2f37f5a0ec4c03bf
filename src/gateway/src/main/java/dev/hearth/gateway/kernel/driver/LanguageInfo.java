package dev.hearth.gateway.kernel.driver;

import dev.hearth.protocol.message.Header;
import dev.hearth.protocol.message.Json;
import dev.hearth.protocol.message.KernelInfo;
import java.util.List;

/**
 * What is known of a driver's kernels before a driver runs: enough for a client to set up its
 * editor and go on. The kernel's own answer replaces it as soon as there is one.
 */
final class LanguageInfo {
  private LanguageInfo() {}

  /** Content of a {@code kernel_info_reply}. */
  static byte[] of(String language) {
    boolean sql = language.equals("sql");
    return Json.write(
        new KernelInfo.Reply(
            Header.PROTOCOL_VERSION,
            "hearth",
            "",
            new KernelInfo.LanguageInfo(
                language,
                sql ? "3.5" : "2.12",
                sql ? "text/x-sql" : "text/x-scala",
                sql ? ".sql" : ".scala",
                language,
                sql ? "text/x-sql" : "text/x-scala",
                null),
            "Hearth: the Spark session is starting.",
            List.of(),
            List.of()));
  }
}
