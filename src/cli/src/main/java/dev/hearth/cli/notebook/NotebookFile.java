package dev.hearth.cli.notebook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearth.client.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * Reads and writes {@code .ipynb} files: of 256 MiB at most, nested up to 500 levels, with numbers
 * of up to 4300 digits.
 */
public final class NotebookFile {
  private static final int MOST_BYTES = 256 << 20;

  private NotebookFile() {}

  /**
   * @throws Failure if there is no such file, or it is not a notebook of nbformat 4
   */
  public static Notebook read(Path file) {
    return parse(text(file, MOST_BYTES), file.toString());
  }

  /**
   * @param name for error messages
   */
  static Notebook parse(String text, String name) {
    JsonNode root;
    try {
      root = NotebookJson.read(text);
    } catch (StreamConstraintsException e) {
      throw Failure.usage(
          name
              + " is nested deeper than "
              + NotebookJson.MAX_DEPTH
              + " levels, or has a number of more than "
              + NotebookJson.MAX_NUMBER_LENGTH
              + " digits",
          "Clear the outputs of its cells, and try again.");
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      String where =
          at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
      throw Failure.usage(
          name + " is not JSON" + where + ": " + withoutControls(e.getOriginalMessage()),
          "A notebook is a JSON file that ends in .ipynb. Was it cut off, or left with merge marks?");
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot be read", e);
    }
    if (!(root instanceof ObjectNode object) || !object.path("nbformat").isInt()) {
      throw notANotebook(name, "it names no nbformat");
    }
    requireMajor(object.path("nbformat").asInt(), name);
    requireShape(object, name);
    NotebookJson.joinLines(object);
    Notebook notebook = new Notebook(object);
    notebook.upgrade();
    return notebook;
  }

  /** The message quotes the file, and terminals obey what a file may hold. */
  private static String withoutControls(String message) {
    return message.replaceAll("\\p{Cntrl}|[\\x80-\\x9f]", "\ufffd");
  }

  /** So that nobody who works with the notebook stumbles later, when cells have run. */
  private static void requireShape(ObjectNode notebook, String name) {
    if (!notebook.path("cells").isArray()) {
      throw notANotebook(name, "it has no list of cells");
    }
    if (!isObjectOrNothing(notebook.path("metadata"))) {
      throw notANotebook(name, "its metadata is no object");
    }
    for (JsonNode cell : notebook.path("cells")) {
      if (!Cell.isCell(cell)) {
        throw notANotebook(name, "one of its cells has no type or no source");
      }
      if (!isObjectOrNothing(cell.path("metadata"))) {
        throw notANotebook(name, "the metadata of one of its cells is no object");
      }
      if (!isListOrNothing(cell.path("outputs"))) {
        throw notANotebook(name, "the outputs of one of its cells are no list");
      }
    }
  }

  private static boolean isObjectOrNothing(JsonNode node) {
    return node.isObject() || node.isNull() || node.isMissingNode();
  }

  private static boolean isListOrNothing(JsonNode node) {
    return node.isArray() || node.isNull() || node.isMissingNode();
  }

  private static void requireMajor(int major, String name) {
    if (major < Notebook.MAJOR) {
      throw Failure.usage(
          name + " is of nbformat " + major + ", and nbformat 4 is the oldest that Hearth runs",
          "Convert it: jupyter nbconvert --to notebook --nbformat 4 " + name);
    }
    if (major > Notebook.MAJOR) {
      throw Failure.usage(
          name + " is of nbformat " + major + ", which is newer than this Hearth knows (4)",
          "Save it as nbformat 4, or use a newer Hearth.");
    }
  }

  private static Failure notANotebook(String name, String why) {
    return Failure.usage(
        name + " is not a notebook: " + why, "A notebook is a JSON file that ends in .ipynb.");
  }

  static String text(Path file, int most) {
    if (Files.isDirectory(file)) {
      throw Failure.usage(file + " is a folder", "Name the notebook in it.");
    }
    try (InputStream in = Files.newInputStream(file)) {
      // Rather than by the size that the file system names: a pipe has none.
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw Failure.usage(
            file + " is larger than " + (most >> 20) + " MiB",
            "Clear the outputs of its cells, and try again.");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (NoSuchFileException e) {
      throw Failure.usage(
          "there is no file " + file, "Looked in " + Path.of("").toAbsolutePath() + ".");
    } catch (CharacterCodingException e) {
      throw notANotebook(file.toString(), "it is not UTF-8 text");
    } catch (AccessDeniedException e) {
      throw Failure.usage("no permission to read " + file, "");
    } catch (IOException e) {
      throw Failure.environment("cannot read " + file + ": " + e.getMessage(), "", e);
    }
  }

  /**
   * Makes sure that {@link #write} can, before anything is run.
   *
   * @throws Failure if it cannot
   */
  public static void prepare(Path file) {
    if (Files.isDirectory(file)) {
      throw Failure.usage(file + " is a folder", "Name a file to write the notebook to.");
    }
    Path folder = folder(file);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw Failure.environment("cannot create the folder " + folder, "", e);
    }
    if (!Files.isWritable(folder)) {
      throw Failure.environment(
          "no permission to write into " + folder, "Name another file with --output.");
    }
  }

  /**
   * Writes it as nbformat does, in one step: whoever looks sees the old file or the new one.
   *
   * @throws Failure if it cannot be written
   */
  public static void write(Notebook notebook, Path file) {
    Path folder = folder(file);
    try {
      // A link stays a link: what it names is replaced.
      Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
      Path part =
          target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
      try {
        Files.write(part, NotebookJson.write(notebook.root()));
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw Failure.environment(
          "cannot write " + file + ": " + e.getMessage(),
          "Is there space left in " + folder + "?",
          e);
    }
  }

  private static Path folder(Path file) {
    return file.toAbsolutePath().getParent();
  }
}
