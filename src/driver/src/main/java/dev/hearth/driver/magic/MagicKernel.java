package dev.hearth.driver.magic;

import dev.hearth.driver.kernel.GatewayCalls;
import dev.hearth.driver.kernel.Interpreter;
import dev.hearth.driver.sql.SparkLanguage;
import java.util.UUID;
import org.apache.spark.sql.SparkSession;

/**
 * The kernel that a magic is called in.
 *
 * @param id of the kernel
 * @param user whose kernel it is
 * @param language of its cells
 * @param interpreter of its cells, without magics
 * @param others the further languages that its cells use
 * @param session what all kernels share
 * @param gateway for what only the gateway knows
 * @param lastFailure of its cells
 */
public record MagicKernel(
    UUID id,
    String user,
    String language,
    Interpreter interpreter,
    OtherLanguages others,
    MagicSession session,
    GatewayCalls gateway,
    LastFailure lastFailure) {

  /** The Spark session of its cells. */
  SparkSession spark() {
    return interpreter instanceof SparkLanguage language ? language.spark() : session.spark();
  }
}
