package dev.hearth.cli.notebook;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;

/** Control characters in JSON strings as Python writes them: with small letters. */
final class PythonEscapes extends CharacterEscapes {
  private static final long serialVersionUID = 1L;

  private static final int[] ESCAPES = standardAsciiEscapesForJSON();

  static {
    for (int i = 0; i < ' '; i++) {
      if (ESCAPES[i] == ESCAPE_STANDARD) {
        ESCAPES[i] = ESCAPE_CUSTOM;
      }
    }
  }

  @Override
  public int[] getEscapeCodesForAscii() {
    return ESCAPES.clone();
  }

  @Override
  public SerializableString getEscapeSequence(int character) {
    // Asked for characters beyond ASCII, too: null leaves one as it is.
    return character < ' ' ? new SerializedString(String.format("\\u%04x", character)) : null;
  }
}
