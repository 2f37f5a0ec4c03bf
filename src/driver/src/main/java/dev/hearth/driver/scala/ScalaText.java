package dev.hearth.driver.scala;

import dev.hearth.driver.scala.ScalaStrings.Kind;
import dev.hearth.driver.scala.ScalaStrings.Piece;
import java.util.List;

/**
 * What a position in a piece of Scala text is in, as far as it can be said without parsing: text
 * that is being typed rarely parses.
 *
 * @param place what the position is in; interpolated code is code
 * @param opened where that literal begins, with its interpolator; the position itself in code
 * @param start where the literal's content begins
 * @param content of the literal, in which interpolated code is replaced by as many letters
 * @param brackets how many brackets are open in front of the position
 */
record ScalaText(Place place, int opened, int start, String content, int brackets) {

  /** What a position can be in. */
  enum Place {
    CODE,
    STRING,
    COMMENT
  }

  static ScalaText at(String text, int position) {
    List<Piece> pieces = ScalaStrings.pieces(text);
    int brackets = brackets(ScalaStrings.bare(text).substring(0, position));
    for (Piece piece : pieces) {
      if (piece.holds(position)) {
        return piece.kind() == Kind.COMMENT
            ? new ScalaText(Place.COMMENT, piece.opened(), piece.start(), "", brackets)
            : string(text, pieces, piece.opened(), brackets);
      }
    }
    return new ScalaText(Place.CODE, position, position, "", brackets);
  }

  private static ScalaText string(String text, List<Piece> pieces, int opened, int brackets) {
    List<Piece> own =
        pieces.stream()
            .filter(piece -> piece.kind() == Kind.STRING && piece.opened() == opened)
            .toList();
    int start = own.get(0).start();
    int end = own.get(own.size() - 1).end();
    StringBuilder content = new StringBuilder("x".repeat(end - start));
    for (Piece piece : own) {
      content.replace(
          piece.start() - start, piece.end() - start, text.substring(piece.start(), piece.end()));
    }
    return new ScalaText(Place.STRING, opened, start, content.toString(), brackets);
  }

  private static int brackets(String bare) {
    int depth = 0;
    for (int i = 0; i < bare.length(); i++) {
      if ("([{".indexOf(bare.charAt(i)) >= 0) {
        depth++;
      } else if (")]}".indexOf(bare.charAt(i)) >= 0 && depth > 0) {
        depth--;
      }
    }
    return depth;
  }
}
