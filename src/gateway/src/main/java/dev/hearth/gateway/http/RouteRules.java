package dev.hearth.gateway.http;

import static dev.hearth.gateway.http.Requirement.CHANGE;
import static dev.hearth.gateway.http.Requirement.LINK_TOKEN;
import static dev.hearth.gateway.http.Requirement.METRICS;
import static dev.hearth.gateway.http.Requirement.NONE;
import static dev.hearth.gateway.http.Requirement.OPERATOR;
import static dev.hearth.gateway.http.Requirement.READ;
import static dev.hearth.gateway.http.Requirement.SIGN_IN;

import java.util.List;
import java.util.Optional;

/**
 * Which route asks for what; a route that is not here lets nobody in. What a caller may do with a
 * particular kernel or session, {@link dev.hearth.gateway.team.Permissions} says.
 */
final class RouteRules {
  /**
   * @param method as in HTTP, in capitals; GET stands for HEAD, too
   * @param path with {@code *} for any one segment
   */
  record Rule(String method, String path, Requirement requirement) {
    boolean matches(String asked, String[] segments) {
      String[] own = path.split("/", -1);
      if (!method.equals(asked) || own.length != segments.length) {
        return false;
      }
      for (int i = 0; i < own.length; i++) {
        if (!own[i].equals("*") && !own[i].equals(segments[i])) {
          return false;
        }
      }
      return true;
    }
  }

  private static final List<Rule> RULES =
      List.of(
          new Rule("GET", "/api", NONE),
          new Rule("GET", "/q/health", NONE),
          new Rule("GET", "/q/health/*", NONE),
          new Rule("GET", "/q/openapi", READ),
          new Rule("GET", "/q/metrics", METRICS),
          // Jupyter's API
          new Rule("GET", "/api/me", READ),
          new Rule("GET", "/api/status", READ),
          new Rule("GET", "/api/kernelspecs", READ),
          new Rule("GET", "/api/kernelspecs/*", READ),
          new Rule("GET", "/kernelspecs/*/*", READ),
          new Rule("GET", "/api/kernels", READ),
          new Rule("POST", "/api/kernels", CHANGE),
          new Rule("GET", "/api/kernels/*", READ),
          new Rule("DELETE", "/api/kernels/*", CHANGE),
          new Rule("POST", "/api/kernels/*/interrupt", CHANGE),
          new Rule("POST", "/api/kernels/*/restart", CHANGE),
          new Rule("GET", "/api/kernels/*/channels", CHANGE),
          new Rule("GET", "/api/sessions", READ),
          new Rule("POST", "/api/sessions", CHANGE),
          new Rule("GET", "/api/sessions/*", READ),
          new Rule("PATCH", "/api/sessions/*", CHANGE),
          new Rule("DELETE", "/api/sessions/*", CHANGE),
          // Hearth's own
          new Rule("GET", "/api/hearth/login", SIGN_IN),
          new Rule("GET", "/api/hearth/logout", SIGN_IN),
          new Rule("POST", "/api/hearth/logout", SIGN_IN),
          new Rule("GET", "/api/hearth/link/*", LINK_TOKEN),
          new Rule("GET", "/api/hearth/kernels/*/journal", READ),
          new Rule("GET", "/api/hearth/kernels/*/journal/*", READ),
          new Rule("GET", "/api/hearth/sessions", READ),
          new Rule("GET", "/api/hearth/sessions/*", READ),
          new Rule("DELETE", "/api/hearth/sessions/*", CHANGE),
          new Rule("POST", "/api/hearth/sessions/*/kernels", CHANGE),
          new Rule("GET", "/api/hearth/sessions/*/log", READ),
          new Rule("GET", "/api/hearth/sessions/*/files", READ),
          new Rule("PUT", "/api/hearth/sessions/*/files/*", CHANGE),
          new Rule("GET", "/api/hearth/tokens", READ),
          new Rule("POST", "/api/hearth/tokens", CHANGE),
          new Rule("DELETE", "/api/hearth/tokens/*", CHANGE),
          new Rule("GET", "/api/hearth/teams", READ),
          new Rule("GET", "/api/hearth/teams/*", READ),
          new Rule("POST", "/api/hearth/teams/check", OPERATOR),
          new Rule("GET", "/api/hearth/audit", READ),
          new Rule("GET", "/api/hearth/audit/verification", OPERATOR));

  private RouteRules() {}

  static List<Rule> all() {
    return RULES;
  }

  /**
   * @param path normalised; a slash at its end does not count
   */
  static Optional<Requirement> of(String method, String path) {
    String[] segments = path.replaceFirst("(?<=.)/+$", "").split("/", -1);
    String asked = method.equals("HEAD") ? "GET" : method;
    return RULES.stream()
        .filter(rule -> rule.matches(asked, segments))
        .map(Rule::requirement)
        .findFirst();
  }

  /** Whether any method leads somewhere there. */
  static boolean knows(String path) {
    String[] segments = path.replaceFirst("(?<=.)/+$", "").split("/", -1);
    return RULES.stream().anyMatch(rule -> rule.matches(rule.method(), segments));
  }
}
