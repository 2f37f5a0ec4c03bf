package dev.hearth.data.mortgage;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Builds a line of ASCII fields between vertical bars; no object per field, no locale. Reused. */
final class Line {

  private byte[] bytes = new byte[512];
  private int length;
  private int fields;

  Line text(String field) {
    separate();
    for (int i = 0; i < field.length(); i++) {
      put((byte) field.charAt(i));
    }
    return this;
  }

  Line flag(boolean field) {
    separate();
    put((byte) (field ? 'Y' : 'N'));
    return this;
  }

  Line number(long field) {
    return padded(field, 1);
  }

  /** With leading zeros up to a width. */
  Line padded(long field, int digits) {
    separate();
    if (field < 0) {
      put((byte) '-');
    }
    digits(Math.abs(field), digits);
    return this;
  }

  /** Cents as dollars. */
  Line dollars(long cents) {
    separate();
    digits(cents / 100, 1);
    put((byte) '.');
    digits(cents % 100, 2);
    return this;
  }

  /** Thousandths of a percent as percent. */
  Line percent(int thousandths) {
    separate();
    digits(thousandths / 1000, 1);
    put((byte) '.');
    digits(thousandths % 1000, 3);
    return this;
  }

  /** As MMYYYY. */
  Line month(int month) {
    separate();
    digits(Months.monthOf(month), 2);
    digits(Months.yearOf(month), 4);
    return this;
  }

  Line blank(int count) {
    for (int i = 0; i < count; i++) {
      separate();
    }
    return this;
  }

  int fields() {
    return fields;
  }

  /** Writes the line with its end and begins a new one. */
  int finish(OutputStream out) throws IOException {
    put((byte) '\n');
    out.write(bytes, 0, length);
    int written = length;
    length = 0;
    fields = 0;
    return written;
  }

  private void separate() {
    if (fields++ > 0) {
      put((byte) '|');
    }
  }

  private void digits(long value, int width) {
    long scale = 1;
    for (int i = 1; i < width || value / scale >= 10; i++) {
      scale *= 10;
    }
    for (; scale > 0; scale /= 10) {
      put((byte) ('0' + value / scale % 10));
    }
  }

  private void put(byte next) {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, length * 2);
    }
    bytes[length++] = next;
  }
}
