package dev.hearth.driver.failure;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all rules together know about a failure. */
final class Advice {
  private static final Logger LOG = LoggerFactory.getLogger(Advice.class);

  /** The first that fits counts. */
  private static final List<Rule> RULES =
      Stream.of(
              List.<Rule>of(
                  new UnknownColumn(),
                  new UnknownTable(),
                  new MissingPath(),
                  new NotSerializable(),
                  new MissingClass()),
              Symptoms.STORAGE,
              Symptoms.GPU,
              Symptoms.XGBOOST,
              Symptoms.EXECUTORS,
              Symptoms.DRIVER)
          .flatMap(List::stream)
          .toList();

  private Advice() {}

  static Optional<String> on(Throwable error) {
    Fault fault = Fault.of(error);
    try {
      return RULES.stream().flatMap(rule -> rule.advice(fault).stream()).findFirst();
    } catch (RuntimeException e) {
      LOG.warn("No advice on a failure", e); // the failure itself is shown nevertheless
      return Optional.empty();
    }
  }
}
