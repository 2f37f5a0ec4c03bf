package dev.hearth.e2e.deploy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Dockerfile's instructions, in order. Read are comments, lines continued by a backslash, and
 * variables in words; no here-documents, and no other escape character.
 */
record Dockerfile(Path file, List<Instruction> instructions) {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");

  /** One of them: its name in capitals, and what follows. */
  record Instruction(String name, String rest) {
    List<String> words() {
      return Arrays.asList(rest.split("\\s+"));
    }
  }

  static Dockerfile read(Path file) {
    List<Instruction> instructions = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    for (String line : Yaml.text(file).lines().toList()) {
      String trimmed = line.strip();
      if (trimmed.isEmpty() || trimmed.startsWith("#")) {
        continue;
      }
      if (trimmed.endsWith("\\")) {
        open.append(trimmed, 0, trimmed.length() - 1).append(' ');
        continue;
      }
      String[] parts = open.append(trimmed).toString().split("\\s+", 2);
      instructions.add(
          new Instruction(parts[0].toUpperCase(Locale.ROOT), parts.length > 1 ? parts[1] : ""));
      open.setLength(0);
    }
    if (open.length() > 0) {
      throw new IllegalArgumentException(file + " ends in the middle of an instruction");
    }
    return new Dockerfile(file, instructions);
  }

  List<Instruction> all(String name) {
    return instructions.stream().filter(one -> one.name().equals(name)).toList();
  }

  /** What it is built from, with its own defaults for variables. */
  String base() {
    Map<String, String> defaults = new TreeMap<>();
    all("ARG").stream()
        .filter(one -> one.rest().contains("="))
        .forEach(
            one -> {
              String[] parts = one.rest().split("=", 2);
              defaults.put(parts[0], parts[1]);
            });
    return resolved(all("FROM").get(0).words().get(0), defaults);
  }

  /** What is copied from the folder it is built in. */
  List<String> copied(Map<String, String> variables) {
    return all("COPY").stream()
        .flatMap(
            one -> {
              List<String> paths =
                  one.words().stream().filter(word -> !word.startsWith("--")).toList();
              return paths.subList(0, paths.size() - 1).stream();
            })
        .map(path -> resolved(path, variables))
        .toList();
  }

  private static String resolved(String text, Map<String, String> variables) {
    return VARIABLE
        .matcher(text)
        .replaceAll(
            match -> {
              String value = variables.get(match.group(1));
              if (value == null) {
                throw new IllegalArgumentException("no value for " + match.group());
              }
              return Matcher.quoteReplacement(value);
            });
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
