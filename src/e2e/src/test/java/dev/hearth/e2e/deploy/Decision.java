package dev.hearth.e2e.deploy;

import dev.hearth.e2e.Build;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The gateway's rights as docs/decisions/0015 lists them. */
final class Decision {
  private static final Pattern KUBERNETES = Pattern.compile("`([a-z/]+)` ([a-z, ]+)[;.]");
  private static final Pattern ACTION = Pattern.compile("\\b[A-Z][a-z]+(?:[A-Z][a-z]+)+\\b");

  private Decision() {}

  private static String rights() {
    String text =
        Yaml.text(Build.repository().resolve("docs/decisions/0015-sessions-on-emr-on-eks.md"))
            .replaceAll("\\s+", " ");
    return text.substring(text.indexOf("**Rights.**"), text.indexOf("Nothing in the cluster"));
  }

  /** Verbs by resource, in a team's namespace. */
  static Map<String, Set<String>> inANamespace() {
    Map<String, Set<String>> verbs = new TreeMap<>();
    String text = rights();
    Matcher matcher = KUBERNETES.matcher(text.substring(text.indexOf("In a team's namespace")));
    while (matcher.find()) {
      verbs.put(matcher.group(1), new TreeSet<>(Arrays.asList(matcher.group(2).split(", "))));
    }
    return verbs;
  }

  /** Actions of AWS, without their services. */
  static Set<String> inAws() {
    String text = rights();
    Set<String> actions = new TreeSet<>();
    ACTION
        .matcher(text.substring(0, text.indexOf("In a team's namespace")))
        .results()
        .forEach(match -> actions.add(match.group()));
    return actions;
  }
}
