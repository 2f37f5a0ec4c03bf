package dev.hearth.onboarding.team;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * How EMR writes a role's name into the names of its service accounts: the name's bytes as one
 * number, the first byte the highest, in lower-case digits to the base of 36. So does {@code aws
 * emr-containers update-role-trust-policy}.
 */
public final class Base36 {
  private static final int BASE = 36;

  private Base36() {}

  /**
   * @param name of a role, without its path
   */
  public static String of(String name) {
    return new BigInteger(1, name.getBytes(StandardCharsets.UTF_8)).toString(BASE);
  }
}
