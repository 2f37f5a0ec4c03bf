package dev.hearth.driver.failure;

import java.util.Optional;

/** Knows one kind of failure: what it means, and what to change. */
interface Rule {
  /** For the user, if the failure is of that kind. */
  Optional<String> advice(Fault fault);
}
