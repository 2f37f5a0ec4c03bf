package dev.hearth.demo.aws.protocol;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes XML answers, element by element. */
public final class Xml {
  private static final XMLOutputFactory FACTORY = XMLOutputFactory.newInstance();

  private final StringWriter text = new StringWriter();
  private final XMLStreamWriter writer;

  public Xml() {
    try {
      writer = FACTORY.createXMLStreamWriter(text);
      writer.writeStartDocument("UTF-8", "1.0");
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  public Xml open(String element) {
    try {
      writer.writeStartElement(element);
      return this;
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Opens the outermost element, with its namespace. */
  public Xml open(String element, String namespace) {
    open(element);
    try {
      writer.writeDefaultNamespace(namespace);
      return this;
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  public Xml close() {
    try {
      writer.writeEndElement();
      return this;
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An element with text in it. */
  public Xml put(String element, Object value) {
    open(element);
    try {
      writer.writeCharacters(String.valueOf(value));
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return close();
  }

  /** Closes what is open. */
  @Override
  public String toString() {
    try {
      writer.writeEndDocument();
      writer.flush();
      return text.toString();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }
}
