package dev.hearth.gateway.http;

/**
 * The paths that need no token of a user: the version, health, what a browser loads before its user
 * can sign in, and the link, whose sessions have tokens of their own.
 */
final class OpenPaths {
  private OpenPaths() {}

  static boolean contains(String path) {
    return path.equals("/api")
        || path.equals("/api/")
        || within(path, "/q/health")
        || within(path, "/api/hearth/link")
        || !within(path, "/api") && !within(path, "/q") && !within(path, "/kernelspecs");
  }

  private static boolean within(String path, String root) {
    return path.startsWith(root)
        && (path.length() == root.length() || path.charAt(root.length()) == '/');
  }
}
