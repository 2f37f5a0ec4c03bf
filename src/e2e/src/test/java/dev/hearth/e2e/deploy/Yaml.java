package dev.hearth.e2e.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** YAML, read into types that know all its keys; a key that they do not know is an error. */
final class Yaml {
  private static final ObjectMapper STRICT =
      JsonMapper.builder().annotationIntrospector(new NothingElse()).build();

  private Yaml() {}

  /** Fabric8's types keep unknown keys in a map; this one has them refused. */
  private static final class NothingElse extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public Boolean hasAnySetter(Annotated annotated) {
      return false;
    }
  }

  /** The documents of a text. */
  static List<Map<?, ?>> documents(String yaml) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setCodePointLimit(10_000_000);
    List<Map<?, ?>> documents = new ArrayList<>();
    new org.yaml.snakeyaml.Yaml(new SafeConstructor(options))
        .loadAll(yaml)
        .forEach(
            document -> {
              if (document != null) {
                documents.add((Map<?, ?>) document);
              }
            });
    return documents;
  }

  static Map<?, ?> only(Path file) {
    List<Map<?, ?>> documents = documents(text(file));
    if (documents.size() != 1) {
      throw new IllegalStateException(file + " has " + documents.size() + " documents");
    }
    return documents.get(0);
  }

  static <T> T as(Class<T> type, Map<?, ?> document) {
    try {
      return STRICT.readValue(STRICT.writeValueAsBytes(document), type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
