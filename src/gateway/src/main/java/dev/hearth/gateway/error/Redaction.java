package dev.hearth.gateway.error;

import java.util.List;
import java.util.regex.Pattern;

/** Takes secrets out of text that others wrote, by the names that commonly stand before them. */
public final class Redaction {
  private static final String HIDDEN = "$1********";

  private static final List<Pattern> SECRETS =
      List.of(
          Pattern.compile(
              "(?i)((?:secret|password|passwd|token|credential|api[._-]?key|access[._-]?key)"
                  + "[\\w.-]*[\"']?\\s*[=:,]\\s*[\"']?)[^\\s\"',;&]+"),
          Pattern.compile("(?i)(authorization:\\s*\\w+\\s+)\\S+"),
          Pattern.compile("(?i)(bearer\\s+)\\S+"),
          Pattern.compile("(\\w+://[^/\\s:@]+:)[^@\\s/]+(?=@)"),
          Pattern.compile("\\b((?:AKIA|ASIA)[A-Z0-9]{4})[A-Z0-9]{12}\\b"));

  private Redaction() {}

  /** The text with stars in their place. */
  public static String of(String text) {
    String redacted = text;
    for (Pattern secret : SECRETS) {
      redacted = secret.matcher(redacted).replaceAll(HIDDEN);
    }
    return redacted;
  }
}
