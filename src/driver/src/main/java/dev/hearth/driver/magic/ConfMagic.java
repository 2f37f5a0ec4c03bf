package dev.hearth.driver.magic;

import dev.hearth.driver.kernel.CellOutcome;
import dev.hearth.driver.magic.Magic.Kind;
import java.util.List;
import org.apache.spark.sql.RuntimeConfig;

/** {@code %conf}: reads and sets Spark's configuration. */
final class ConfMagic {
  private ConfMagic() {}

  static Magic magic() {
    return new Magic(
        "conf",
        Kind.LINE,
        "KEY [VALUE]",
        "Shows or sets a property of Spark's configuration.",
        List.of(),
        true,
        ConfMagic::run);
  }

  private static CellOutcome run(MagicCall call) throws MagicException {
    List<String> words = call.arguments().words();
    if (words.isEmpty()) {
      throw new MagicException("%conf needs a key, e.g. %conf spark.sql.shuffle.partitions 64.");
    }
    String key = words.get(0);
    RuntimeConfig conf = call.kernel().spark().conf();
    if (words.size() == 1) {
      String value = conf.getOption(key).getOrElse(() -> "(not set)");
      return MagicCall.says(key + " = " + Redaction.of(key, value));
    }
    if (!conf.isModifiable(key) && key.startsWith("spark.") && !key.startsWith("spark.sql.")) {
      throw new MagicException(
          key
              + " cannot be changed while the session runs. Set it when the session starts: %%configure"
              + " restarts it with another configuration.");
    }
    String value = call.arguments().rest().substring(key.length()).strip();
    conf.set(key, value);
    return MagicCall.says(key + " = " + Redaction.of(key, value));
  }
}
