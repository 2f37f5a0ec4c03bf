package dev.hearth.driver.link;

import java.util.List;

/**
 * With what the driver dials: the token that has last let it in, and the one that the gateway has
 * given it since. The gateway accepts the earlier one until it knows that the driver has the newer
 * one, which it may have learnt or not when the connection broke; so both are tried. Safe from any
 * thread.
 */
final class LinkTokens {
  private LinkToken proven;
  private LinkToken newest;

  LinkTokens(LinkToken first) {
    this.proven = first;
    this.newest = first;
  }

  /** In the order in which they are tried; one or two. */
  synchronized List<LinkToken> toTry() {
    return newest.equals(proven) ? List.of(newest) : List.of(newest, proven);
  }

  /** The gateway has accepted a dial with it. */
  synchronized void proved(LinkToken token) {
    proven = token;
    newest = token;
  }

  /** The gateway has sent it for the next dial. */
  synchronized void given(LinkToken token) {
    newest = token;
  }
}
