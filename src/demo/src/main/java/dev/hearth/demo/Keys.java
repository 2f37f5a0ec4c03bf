package dev.hearth.demo;

import dev.hearth.demo.aws.Account;
import java.util.Locale;

/**
 * What opens the stand-in: access keys of AWS' two principals, and the bearer token of Kubernetes
 * and of the control API. Whoever has them can start processes as the account that the stand-in
 * runs as; other accounts of the machine, which reach its ports, too, must not.
 */
record Keys(String gateway, String gatewaySecret, String admin, String adminSecret, String token) {
  private static final int ACCESS_KEY = 20;
  private static final int SECRET = 40;

  /** Drawn when the program starts, and told in files that only their owner can read. */
  static final Keys OF_THE_DEMO = drawn();

  private static Keys drawn() {
    return new Keys(
        accessKey(),
        Account.id("", SECRET),
        accessKey(),
        Account.id("", SECRET),
        Account.id("", SECRET));
  }

  private static String accessKey() {
    return Account.id("AKIA", ACCESS_KEY).toUpperCase(Locale.ROOT);
  }

  /** Tells no key. */
  @Override
  public String toString() {
    return "Keys[...]";
  }
}
