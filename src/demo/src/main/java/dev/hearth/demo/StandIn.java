package dev.hearth.demo;

import dev.hearth.demo.aws.Account;
import dev.hearth.demo.aws.AwsEndpoint;
import dev.hearth.demo.aws.AwsService;
import dev.hearth.demo.aws.Caller;
import dev.hearth.demo.aws.Principals;
import dev.hearth.demo.aws.eks.Eks;
import dev.hearth.demo.aws.eks.PodIdentities;
import dev.hearth.demo.aws.emr.EmrContainers;
import dev.hearth.demo.aws.emr.JobRuns;
import dev.hearth.demo.aws.emr.VirtualClusters;
import dev.hearth.demo.aws.iam.IdentityAndAccess;
import dev.hearth.demo.aws.iam.Roles;
import dev.hearth.demo.aws.logs.CloudWatchLogs;
import dev.hearth.demo.aws.logs.LogStore;
import dev.hearth.demo.aws.s3.ObjectStore;
import dev.hearth.demo.aws.s3.S3;
import dev.hearth.demo.aws.sts.SecurityTokens;
import dev.hearth.demo.control.ControlApi;
import dev.hearth.demo.fault.Faults;
import dev.hearth.demo.fault.SeenRequests;
import dev.hearth.demo.http.BearerToken;
import dev.hearth.demo.http.WebServer;
import dev.hearth.demo.kube.Cluster;
import dev.hearth.demo.kube.KubernetesEndpoint;
import dev.hearth.demo.run.JobRunner;
import dev.hearth.demo.run.RunOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The whole of it: both endpoints, and the runs behind them. */
public final class StandIn implements AutoCloseable {
  static final String BUCKET = "hearth-demo";
  static final String LOG_GROUP = "/emr-on-eks/hearth-demo";

  private static final Duration GRACE = Duration.ofSeconds(5);

  private final KubernetesEndpoint kubernetes;
  private final JobRunner runner;
  private final WebServer web;

  private StandIn(KubernetesEndpoint kubernetes, JobRunner runner, WebServer web) {
    this.kubernetes = kubernetes;
    this.runner = runner;
    this.web = web;
  }

  static StandIn start(DemoOptions options, Keys keys) {
    BearerToken token = new BearerToken(keys.token());
    Faults faults = new Faults();
    SeenRequests seen = new SeenRequests();
    ObjectStore objects = new ObjectStore(options.folder().resolve("s3"));
    objects.createBucket(BUCKET);
    LogStore logs = new LogStore();
    logs.createGroup(LOG_GROUP);
    Roles roles = new Roles();
    PodIdentities identities = new PodIdentities();
    VirtualClusters clusters = new VirtualClusters();

    KubernetesEndpoint kubernetes = KubernetesEndpoint.start(options.kubernetesPort(), token);
    Cluster cluster = kubernetes.cluster();
    List<DemoTeam> teams = new ArrayList<>(DemoTeam.OF_THE_GATEWAY);
    teams.add(DemoTeam.OF_OTHERS);
    for (DemoTeam team : teams) {
      cluster.createNamespace(team.name());
      clusters.add(team.virtualCluster(), team.name(), team.name());
      roles.addForNamespace(team.role(), team.name());
    }

    JobRunner runner =
        new JobRunner(
            new RunOptions(
                options.driverDist(),
                options.folder(),
                options.master(),
                options.driverHeapMib(),
                GRACE,
                options.pace()),
            cluster,
            objects,
            logs,
            faults);
    Principals principals = principals(keys);
    List<AwsService> services =
        List.of(
            new EmrContainers(
                clusters,
                new JobRuns(),
                (role, namespace) ->
                    roles.trusts(role, namespace)
                        || roles.exists(role) && identities.serve(role, namespace),
                runner),
            new S3(objects),
            new SecurityTokens(principals, gateway(), token),
            new CloudWatchLogs(logs),
            new IdentityAndAccess(roles),
            new Eks(identities, kubernetes.url()));
    WebServer web =
        WebServer.start(
            options.port(),
            new ControlApi(
                token, faults, seen, new AwsEndpoint(services, principals, faults, seen)));
    return new StandIn(kubernetes, runner, web);
  }

  private static Principals principals(Keys keys) {
    Principals principals = new Principals();
    principals.add(keys.gateway(), gateway());
    principals.add(
        keys.admin(),
        new Caller(
            "arn:aws:iam::" + Account.ID + ":user/admin", "AIDAHEARTHDEMOADMIN00", true, Set.of()));
    return principals;
  }

  private static Caller gateway() {
    return new Caller(
        "arn:aws:sts::" + Account.ID + ":assumed-role/hearth-gateway/hearth",
        "AROAHEARTHDEMOGATEWAY:hearth",
        false,
        DemoTeam.OF_THE_GATEWAY.stream()
            .map(DemoTeam::virtualCluster)
            .collect(Collectors.toUnmodifiableSet()));
  }

  /** Where AWS is. */
  String url() {
    return web.url();
  }

  String kubernetesUrl() {
    return kubernetes.url();
  }

  String kubeconfig() {
    return kubernetes.kubeconfig();
  }

  /** Ends all runs; returns when no process is left. */
  @Override
  public void close() {
    runner.close();
    web.close();
    kubernetes.close();
  }
}
