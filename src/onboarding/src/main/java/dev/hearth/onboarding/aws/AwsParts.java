package dev.hearth.onboarding.aws;

import dev.hearth.gateway.team.config.RoleIdentity;
import dev.hearth.onboarding.aws.EksClusters.EksCluster;
import dev.hearth.onboarding.part.Part;
import dev.hearth.onboarding.part.Patience;
import dev.hearth.onboarding.team.TeamPlace;
import java.util.ArrayList;
import java.util.List;

/** All that a team has in AWS. */
public final class AwsParts {
  private final AwsAccount account;
  private final EksCluster cluster;
  private final Patience patience;

  public AwsParts(AwsAccount account, EksCluster cluster, Patience patience) {
    this.account = account;
    this.cluster = cluster;
    this.patience = patience;
  }

  /** In the order in which they are made. */
  public List<Part> of(TeamPlace place) {
    List<Part> parts = new ArrayList<>();
    parts.add(new BucketPart(account.buckets(), place));
    parts.add(new LogGroupPart(account.logGroups(), place));
    parts.add(new RolePart(account.roles(), place, cluster));
    if (place.platform().identity() == RoleIdentity.POD_IDENTITY) {
      place
          .emrServiceAccounts()
          .forEach(name -> parts.add(new AssociationPart(account.eks(), place, name)));
    }
    parts.add(new VirtualClusterPart(account.virtualClusters(), place, patience));
    return parts;
  }
}
