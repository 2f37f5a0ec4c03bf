package dev.hearth.gateway.team;

/** What somebody may want to do with what is {@link Owned}. */
public enum Action {
  /** Know that it is there, whose it is and in what state. */
  SEE,
  /** Read what it has put out. */
  READ_OUTPUTS,
  /** Open a kernel in it, hand files to it. */
  JOIN,
  /** Run cells, interrupt, restart. */
  USE,
  /** End it. */
  STOP
}
