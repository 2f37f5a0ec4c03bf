package dev.hearth.gateway.error;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes secrets out of text that others wrote, by the names that commonly stand before them. The
 * time it takes grows with the text, no faster: what users print comes through here.
 */
public final class Redaction {
  private static final String HIDDEN = "$1********";

  private static final List<Pattern> SECRETS =
      List.of(
          Pattern.compile(
              "(?i)((?:secret|password|passwd|token|credential|api[._-]?key|access[._-]?key)"
                  + "[\\w.-]{0,40}[\"']?\\s{0,8}[=:,]\\s{0,8}[\"']?)[^\\s\"',;&]+"),
          Pattern.compile("(?i)(authorization:\\s{0,8}\\w{1,20}\\s{1,8})\\S+"),
          Pattern.compile("(?i)(bearer\\s{1,8})\\S+"),
          Pattern.compile("(\\b\\w{1,20}://[^/\\s:@]{1,200}:)[^@\\s/]{1,400}(?=@)"),
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
