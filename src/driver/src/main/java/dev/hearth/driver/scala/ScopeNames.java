package dev.hearth.driver.scala;

import java.util.ArrayList;
import java.util.List;

/** Names that need no compiler: what earlier cells defined, and the language's own words. */
final class ScopeNames {
  private static final int KEYWORD_RANK = 1;
  private static final List<String> KEYWORDS =
      List.of(
          "abstract",
          "case",
          "catch",
          "class",
          "def",
          "do",
          "else",
          "extends",
          "false",
          "final",
          "finally",
          "for",
          "if",
          "implicit",
          "import",
          "lazy",
          "match",
          "new",
          "null",
          "object",
          "override",
          "package",
          "private",
          "protected",
          "return",
          "sealed",
          "super",
          "this",
          "throw",
          "trait",
          "true",
          "try",
          "type",
          "val",
          "var",
          "while",
          "with",
          "yield");

  private ScopeNames() {}

  static List<PresentedMember> matching(Scope scope, String typed) {
    List<PresentedMember> members = new ArrayList<>();
    scope
        .newest()
        .forEach(
            (name, defined) -> {
              if (PresentedNames.matches(name, typed)) {
                String type = TypeNames.shortened(defined.type());
                String signature =
                    type.isEmpty() || type.startsWith("(") || type.startsWith("[")
                        ? type
                        : ": " + type;
                members.add(
                    new PresentedMember(name, defined.kind().shown(), signature, "", "", 0));
              }
            });
    if (!typed.isEmpty()) {
      for (String keyword : KEYWORDS) {
        if (keyword.startsWith(typed)) {
          members.add(new PresentedMember(keyword, "keyword", "", "", "", KEYWORD_RANK));
        }
      }
    }
    return members;
  }
}
