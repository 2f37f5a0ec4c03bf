package dev.hearth.demo.aws.iam;

import dev.hearth.demo.aws.Account;

/** The OpenID provider of the stand-in's cluster. */
public final class OidcProvider {
  /** Without the scheme, as conditions of policies name it. */
  public static final String HOST =
      "oidc.eks." + Account.REGION + ".amazonaws.com/id/5D0C0FFEE0DEC0DE5D0C0FFEE0DEC0DE";

  /** By which IAM knows it. */
  static final String ARN = "arn:aws:iam::" + Account.ID + ":oidc-provider/" + HOST;

  /** For whom tokens of service accounts are that are exchanged for a role's credentials. */
  static final String AUDIENCE = "sts.amazonaws.com";

  private OidcProvider() {}
}
