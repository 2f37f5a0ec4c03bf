package dev.hearth.gateway.team;

/** Something that belongs to a user in a team: a session, a kernel. */
public interface Owned {

  Principal owner();

  /** Whether it is in a session that the whole team shares. */
  boolean sharedWithTeam();
}
