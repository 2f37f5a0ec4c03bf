package dev.hearth.driver.magic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All magics, in the order in which {@code %lsmagic} lists them. */
public final class Magics {
  private static final String PYTHON = "python";

  private final List<Magic> all;

  public Magics(List<Magic> all) {
    this.all = List.copyOf(all);
  }

  /** Those of every session. */
  public static Magics standard() {
    List<Magic> all = new ArrayList<>();
    all.add(SqlMagic.magic());
    all.addAll(LanguageMagics.all());
    all.addAll(TimeMagics.all());
    all.add(InfoMagic.magic());
    all.addAll(JobMagics.all());
    all.add(ConfMagic.magic());
    all.add(TraceMagic.magic());
    all.addAll(JarMagics.all());
    all.addAll(SessionMagics.all());
    all.addAll(HelpMagics.all(() -> all));
    return new Magics(all);
  }

  Optional<Magic> find(String name, Magic.Kind kind, String language) {
    return of(language).stream()
        .filter(magic -> magic.kind() == kind && magic.name().equals(name))
        .findFirst();
  }

  /** Those that are known in cells of a language. */
  List<Magic> of(String language) {
    return all.stream().filter(magic -> magic.inPython() || !language.equals(PYTHON)).toList();
  }

  /** What to say to a name that is none. */
  String unknown(String sign, String language) {
    List<String> signs = of(language).stream().map(Magic::sign).toList();
    String hint = Nearest.among(signs, sign).map(near -> " Did you mean " + near + "?").orElse("");
    return "There is no magic " + sign + "." + hint + " %lsmagic lists all.";
  }
}
