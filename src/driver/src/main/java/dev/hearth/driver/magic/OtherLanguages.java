package dev.hearth.driver.magic;

import dev.hearth.driver.kernel.Interpreter;
import dev.hearth.driver.kernel.InterpreterFactory;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The interpreters of other languages that a kernel's cells use; each made at its first use. */
public final class OtherLanguages implements AutoCloseable {
  private final Map<String, InterpreterFactory> languages;
  private final Map<String, Interpreter> open = new ConcurrentHashMap<>();

  public OtherLanguages(Map<String, InterpreterFactory> languages) {
    this.languages = Map.copyOf(languages);
  }

  /** The interpreter of a language; called on the kernel's execution thread. */
  Interpreter open(String language) throws MagicException, InterruptedException {
    Interpreter present = open.get(language);
    if (present != null) {
      return present;
    }
    try {
      Interpreter fresh = languages.get(language).open();
      open.put(language, fresh);
      return fresh;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw new MagicException("There is no " + language + " here: " + e.getMessage(), e);
    }
  }

  Optional<Interpreter> ifOpen(String language) {
    return Optional.ofNullable(open.get(language));
  }

  @Override
  public void close() {
    open.values().forEach(Interpreter::close);
  }
}
