package dev.hearth.gateway.team.config;

/** How pods of EKS come to have a role of IAM. */
public enum RoleIdentity {
  /** IAM roles for service accounts: by the cluster's OpenID provider. */
  IRSA,
  /** By the agent of EKS Pod Identity, and an association per service account. */
  POD_IDENTITY;

  /**
   * As files have it: {@code irsa}, {@code pod-identity}.
   *
   * @throws IllegalArgumentException for any other
   */
  static RoleIdentity of(String text) {
    switch (text) {
      case "irsa":
        return IRSA;
      case "pod-identity":
        return POD_IDENTITY;
      default:
        throw new IllegalArgumentException(text);
    }
  }
}
