package dev.hearth.cli.notebook;

/** String literals. */
final class Quoted {
  private Quoted() {}

  /** As Scala, Python and Java read it: no value can end the literal or start an escape. */
  static String withDoubleQuotes(String value) {
    StringBuilder literal = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"':
        case '\\':
          literal.append('\\').append(c);
          break;
        case '\n':
          literal.append("\\n");
          break;
        case '\r':
          literal.append("\\r");
          break;
        case '\t':
          literal.append("\\t");
          break;
        default:
          if (c < ' ' || c == 0x7f || c == 0x2028 || c == 0x2029) {
            literal.append(String.format("\\u%04x", (int) c));
          } else {
            literal.append(c);
          }
      }
    }
    return literal.append('"').toString();
  }

  /** As Spark SQL reads it. */
  static String withSingleQuotes(String value) {
    String escaped =
        value
            .replace("\\", "\\\\")
            .replace("'", "\\'")
            .replace("\n", "\\n")
            .replace("\r", "\\r")
            .replace("\t", "\\t");
    return "'" + escaped + "'";
  }
}
