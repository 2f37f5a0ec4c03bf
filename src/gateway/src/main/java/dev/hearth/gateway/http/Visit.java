package dev.hearth.gateway.http;

import dev.hearth.gateway.team.Caller;

/** What the cookies of a browser have told. */
public sealed interface Visit {

  /** Its user has signed in. */
  record Known(Caller caller) implements Visit {}

  /** It has to go somewhere else: a step of signing in or out. */
  record Elsewhere(String url) implements Visit {}

  /** Nobody knows it. */
  record Stranger() implements Visit {}
}
