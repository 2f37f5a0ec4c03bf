package dev.hearth.driver.sql;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;
import org.apache.spark.sql.catalyst.parser.SqlBaseLexer;
import org.apache.spark.sql.catalyst.parser.UpperCaseCharStream;

/** Cuts text at the semicolons that Spark's lexer sees: not those in strings, names or comments. */
final class SqlStatements {
  private SqlStatements() {}

  /**
   * The statements, without semicolons. Each keeps its place: what stands before it is replaced by
   * blanks, so that the lines and columns in Spark's messages are those of the whole text.
   */
  static List<String> of(String text) {
    int[] codePoints = text.codePoints().toArray();
    SqlBaseLexer lexer = new SqlBaseLexer(new UpperCaseCharStream(CharStreams.fromString(text)));
    lexer.removeErrorListeners();
    List<String> statements = new ArrayList<>();
    int start = 0;
    boolean empty = true;
    Token token = lexer.nextToken();
    while (token.getType() != Token.EOF) {
      if (token.getType() == SqlBaseLexer.SEMICOLON) {
        if (!empty) {
          statements.add(inPlace(codePoints, start, token.getStartIndex()));
        }
        start = token.getStopIndex() + 1;
        empty = true;
      } else if (token.getChannel() == Token.DEFAULT_CHANNEL) {
        empty = false;
      }
      token = lexer.nextToken();
    }
    if (!empty) {
      statements.add(inPlace(codePoints, start, codePoints.length));
    }
    return statements;
  }

  private static String inPlace(int[] codePoints, int start, int end) {
    StringBuilder statement = new StringBuilder();
    for (int i = 0; i < end; i++) {
      boolean kept = i >= start || codePoints[i] == '\n';
      statement.appendCodePoint(kept ? codePoints[i] : ' ');
    }
    return statement.toString();
  }
}
