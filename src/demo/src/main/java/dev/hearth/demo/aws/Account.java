package dev.hearth.demo.aws;

import java.security.SecureRandom;

/** The account and region that are stood in for, and how ids are drawn. */
public final class Account {
  public static final String ID = "111122223333";
  public static final String REGION = "us-west-2";
  public static final String CLUSTER = "hearth-demo";

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";

  private Account() {}

  /** An id of lower case letters and digits. */
  public static String id(String prefix, int length) {
    StringBuilder id = new StringBuilder(prefix);
    while (id.length() < length) {
      id.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
    }
    return id.toString();
  }

  /** The ARN of something of this account and region. */
  public static String arn(String service, String resource) {
    return "arn:aws:" + service + ":" + REGION + ":" + ID + ":" + resource;
  }

  public static String roleArn(String name) {
    return "arn:aws:iam::" + ID + ":role/" + name;
  }
}
