package dev.hearth.protocol.message;

import java.util.List;
import java.util.Map;

/**
 * What is known of a kernel before it runs: enough for a client to set up its editor and go on. Who
 * asks again later gets the kernel's own answer.
 */
public final class EarlyInfo {
  private static final Map<String, KernelInfo.LanguageInfo> LANGUAGES =
      Map.of(
          "scala", language("scala", "2.12", "text/x-scala", ".scala", "text/x-scala"),
          "sql", language("sql", "3.5", "text/x-sql", ".sql", "text/x-sql"),
          "python", language("python", "3", "text/x-python", ".py", "ipython"));

  private EarlyInfo() {}

  private static KernelInfo.LanguageInfo language(
      String name, String version, String mimetype, String fileExtension, String codemirrorMode) {
    return new KernelInfo.LanguageInfo(
        name, version, mimetype, fileExtension, name, codemirrorMode, null);
  }

  /**
   * @param language as in a kernelspec, e.g. {@code scala}; of one that is not known, only the name
   *     is said
   * @param banner for consoles: why there is no more to say yet
   */
  public static KernelInfo.Reply of(String language, String banner) {
    KernelInfo.LanguageInfo info =
        LANGUAGES.getOrDefault(language, language(language, "", "text/plain", ".txt", "text"));
    return new KernelInfo.Reply(
        Header.PROTOCOL_VERSION, "hearth", "", info, banner, List.of(), List.of());
  }
}
