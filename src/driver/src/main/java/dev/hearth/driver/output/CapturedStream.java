package dev.hearth.driver.output;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Stands in for a standard stream. Text goes on as text, without the detour through bytes and
 * without the lock that {@link PrintStream} takes for each call; one call is one piece, so lines of
 * several threads do not mix. Nothing is held back, but for the first bytes of a character whose
 * rest is still to be written.
 */
final class CapturedStream extends PrintStream {
  private final OutputCapture capture;
  private final StandardStream stream;
  private final Utf8Pieces bytes = new Utf8Pieces();

  CapturedStream(OutputCapture capture, StandardStream stream, OutputStream process) {
    super(process, false, StandardCharsets.UTF_8);
    this.capture = capture;
    this.stream = stream;
  }

  private void text(String text) {
    capture.write(stream, text);
  }

  private void line(String text) {
    capture.write(stream, text + '\n');
  }

  @Override
  public void write(int b) {
    text(bytes.decode(new byte[] {(byte) b}, 0, 1));
  }

  @Override
  public void write(byte[] b, int off, int len) {
    text(bytes.decode(b, off, len));
  }

  @Override
  public void write(byte[] b) {
    write(b, 0, b.length);
  }

  @Override
  public void writeBytes(byte[] b) {
    write(b, 0, b.length);
  }

  @Override
  public void print(boolean value) {
    text(String.valueOf(value));
  }

  @Override
  public void print(char value) {
    text(String.valueOf(value));
  }

  @Override
  public void print(int value) {
    text(String.valueOf(value));
  }

  @Override
  public void print(long value) {
    text(String.valueOf(value));
  }

  @Override
  public void print(float value) {
    text(String.valueOf(value));
  }

  @Override
  public void print(double value) {
    text(String.valueOf(value));
  }

  @Override
  public void print(char[] value) {
    text(String.valueOf(value));
  }

  @Override
  public void print(String value) {
    text(String.valueOf(value));
  }

  @Override
  public void print(Object value) {
    text(String.valueOf(value));
  }

  @Override
  public void println() {
    text("\n");
  }

  @Override
  public void println(boolean value) {
    line(String.valueOf(value));
  }

  @Override
  public void println(char value) {
    line(String.valueOf(value));
  }

  @Override
  public void println(int value) {
    line(String.valueOf(value));
  }

  @Override
  public void println(long value) {
    line(String.valueOf(value));
  }

  @Override
  public void println(float value) {
    line(String.valueOf(value));
  }

  @Override
  public void println(double value) {
    line(String.valueOf(value));
  }

  @Override
  public void println(char[] value) {
    line(String.valueOf(value));
  }

  @Override
  public void println(String value) {
    line(String.valueOf(value));
  }

  @Override
  public void println(Object value) {
    line(String.valueOf(value));
  }

  @Override
  public PrintStream format(String format, Object... arguments) {
    text(String.format(format, arguments));
    return this;
  }

  @Override
  public PrintStream format(Locale locale, String format, Object... arguments) {
    text(String.format(locale, format, arguments));
    return this;
  }

  @Override
  public PrintStream append(CharSequence value) {
    text(String.valueOf(value));
    return this;
  }

  @Override
  public PrintStream append(CharSequence value, int start, int end) {
    text(String.valueOf(value).substring(start, end));
    return this;
  }

  @Override
  public PrintStream append(char value) {
    text(String.valueOf(value));
    return this;
  }

  /** Nothing is held back. */
  @Override
  public void flush() {}

  /** User code may close what it was given; the session's output goes on. */
  @Override
  public void close() {}

  @Override
  public boolean checkError() {
    return false;
  }
}
