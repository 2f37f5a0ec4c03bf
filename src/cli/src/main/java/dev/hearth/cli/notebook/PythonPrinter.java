package dev.hearth.cli.notebook;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;

/** JSON as Python's {@code json.dumps(..., indent=1)} lays it out. */
final class PythonPrinter extends DefaultPrettyPrinter {
  private static final long serialVersionUID = 1L;

  PythonPrinter() {
    DefaultIndenter indenter = new DefaultIndenter(" ", "\n");
    indentObjectsWith(indenter);
    indentArraysWith(indenter);
  }

  @Override
  public DefaultPrettyPrinter createInstance() {
    return new PythonPrinter();
  }

  @Override
  public void writeObjectFieldValueSeparator(JsonGenerator out) throws IOException {
    out.writeRaw(": ");
  }

  @Override
  public void writeEndArray(JsonGenerator out, int values) throws IOException {
    if (values == 0) {
      _nesting--;
      out.writeRaw(']');
    } else {
      super.writeEndArray(out, values);
    }
  }

  @Override
  public void writeEndObject(JsonGenerator out, int entries) throws IOException {
    if (entries == 0) {
      _nesting--;
      out.writeRaw('}');
    } else {
      super.writeEndObject(out, entries);
    }
  }
}
