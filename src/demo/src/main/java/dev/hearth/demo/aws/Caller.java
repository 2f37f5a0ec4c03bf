package dev.hearth.demo.aws;

import java.util.Set;

/**
 * Who sent a request.
 *
 * @param arn of the principal
 * @param userId as STS tells it
 * @param admin whether it may do everything
 * @param virtualClusters that it may use, unless it is an admin
 */
public record Caller(String arn, String userId, boolean admin, Set<String> virtualClusters) {
  public Caller {
    virtualClusters = Set.copyOf(virtualClusters);
  }

  /** The same under a role that it has assumed. */
  Caller as(String assumedArn, String assumedId) {
    return new Caller(assumedArn, assumedId, admin, virtualClusters);
  }

  /** Refuses what the principal's policies do not allow. */
  public void requireAdmin(String action, String resource) {
    if (!admin) {
      throw denied(action, resource);
    }
  }

  /** Refuses another's virtual cluster. */
  public void requireVirtualCluster(String id, String action, String resource) {
    if (!admin && !virtualClusters.contains(id)) {
      throw denied(action, resource);
    }
  }

  private AwsError denied(String action, String resource) {
    return new AwsError(
        403,
        "AccessDeniedException",
        "User: "
            + arn
            + " is not authorized to perform: "
            + action
            + " on resource: "
            + resource
            + " because no identity-based policy allows the "
            + action
            + " action");
  }
}
