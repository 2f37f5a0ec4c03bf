package dev.hearth.gateway.team;

/** Something that belongs to a user in a team: a session, a kernel. */
public interface Owned {

  /** Its {@code toString} is what users know it by. */
  Object id();

  Principal owner();

  /** Whether it is in a session that the whole team shares. */
  boolean sharedWithTeam();
}
