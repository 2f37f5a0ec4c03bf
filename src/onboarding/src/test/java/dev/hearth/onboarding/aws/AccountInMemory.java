package dev.hearth.onboarding.aws;

import dev.hearth.onboarding.Fixtures;
import dev.hearth.onboarding.aws.EksClusters.Association;
import dev.hearth.onboarding.aws.EksClusters.EksCluster;
import dev.hearth.onboarding.aws.ExecutionRoles.NewRole;
import dev.hearth.onboarding.aws.ExecutionRoles.RoleState;
import dev.hearth.onboarding.aws.LogGroups.LogGroup;
import dev.hearth.onboarding.aws.VirtualClusters.JobRun;
import dev.hearth.onboarding.aws.VirtualClusters.VirtualCluster;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** An account that is nowhere but here, and remembers what was changed. */
public final class AccountInMemory {
  public static final String ISSUER = "oidc.eks.eu-west-1.amazonaws.com/id/ABC";

  /** What was changed, in order. */
  public final List<String> changes = new ArrayList<>();

  public final Map<String, RoleState> roles = new HashMap<>();
  public final Map<String, Association> associations = new LinkedHashMap<>();
  public final Map<String, VirtualCluster> virtualClusters = new LinkedHashMap<>();
  public final Map<String, JobRun> jobRuns = new LinkedHashMap<>();
  public final Map<String, LogGroup> logGroups = new HashMap<>();
  public final TreeSet<String> providers = new TreeSet<>();
  public Optional<EksCluster> cluster;
  public Buckets.Access bucket = Buckets.Access.READABLE;

  /** The next change whose name begins so fails. */
  public Optional<String> failing = Optional.empty();

  private int ids;

  public AccountInMemory() {
    cluster =
        Optional.of(
            new EksCluster(
                "analytics",
                "arn:aws:eks:eu-west-1:123456789012:cluster/analytics",
                "ACTIVE",
                Optional.empty(),
                Optional.of("https://" + ISSUER),
                true));
    providers.add("arn:aws:iam::123456789012:oidc-provider/" + ISSUER);
  }

  public AwsAccount account() {
    return new AwsAccount(
        Fixtures.ACCOUNT, new Roles(), new Eks(), new Clusters(), new Logs(), name -> bucket);
  }

  private void did(String what) {
    failing
        .filter(what::startsWith)
        .ifPresent(
            prefix -> {
              failing = Optional.empty();
              throw new IllegalStateException("AWS says no");
            });
    changes.add(what);
  }

  private static Map<String, String> merged(Map<String, String> old, Map<String, String> more) {
    Map<String, String> tags = new HashMap<>(old);
    tags.putAll(more);
    return tags;
  }

  private final class Roles implements ExecutionRoles {
    @Override
    public Optional<RoleState> find(String name) {
      return Optional.ofNullable(roles.get(name));
    }

    @Override
    public void create(NewRole role) {
      did("create role " + role.name());
      roles.put(
          role.name(),
          new RoleState(
              "arn:aws:iam::123456789012:role" + role.path() + role.name(),
              role.trust(),
              Optional.empty(),
              List.of(),
              role.permissionsBoundary(),
              role.tags()));
    }

    @Override
    public void trust(String name, String document) {
      did("trust of " + name);
      RoleState old = roles.get(name);
      roles.put(
          name,
          new RoleState(
              old.arn(),
              document,
              old.policy(),
              old.otherPolicies(),
              old.permissionsBoundary(),
              old.tags()));
    }

    @Override
    public void permit(String name, String document) {
      did("policy of " + name);
      RoleState old = roles.get(name);
      roles.put(
          name,
          new RoleState(
              old.arn(),
              old.trust(),
              Optional.of(document),
              old.otherPolicies(),
              old.permissionsBoundary(),
              old.tags()));
    }

    @Override
    public void bound(String name, String boundary) {
      did("boundary of " + name);
      RoleState old = roles.get(name);
      roles.put(
          name,
          new RoleState(
              old.arn(),
              old.trust(),
              old.policy(),
              old.otherPolicies(),
              Optional.of(boundary),
              old.tags()));
    }

    @Override
    public void tag(String name, Map<String, String> tags) {
      did("tags of " + name);
      RoleState old = roles.get(name);
      roles.put(
          name,
          new RoleState(
              old.arn(),
              old.trust(),
              old.policy(),
              old.otherPolicies(),
              old.permissionsBoundary(),
              merged(old.tags(), tags)));
    }

    @Override
    public void delete(String name) {
      did("delete role " + name);
      roles.remove(name);
    }

    @Override
    public boolean knowsProvider(String arn) {
      return providers.contains(arn);
    }
  }

  private final class Eks implements EksClusters {
    @Override
    public Optional<EksCluster> find(String name) {
      return cluster.filter(found -> found.name().equals(name));
    }

    @Override
    public Optional<Association> association(String name, String namespace, String account) {
      return Optional.ofNullable(associations.get(namespace + "/" + account));
    }

    @Override
    public void associate(
        String name, String namespace, String account, String role, Map<String, String> tags) {
      did("associate " + account);
      String id = "a-" + ++ids;
      associations.put(namespace + "/" + account, new Association(id, "arn:" + id, role, tags));
    }

    @Override
    public void change(String name, Association old, String role, Map<String, String> tags) {
      did("change association " + old.id());
      associations.replaceAll(
          (key, value) ->
              value.id().equals(old.id())
                  ? new Association(old.id(), old.arn(), role, merged(old.tags(), tags))
                  : value);
    }

    @Override
    public void dissociate(String name, String id) {
      did("dissociate " + id);
      associations.values().removeIf(value -> value.id().equals(id));
    }
  }

  private final class Clusters implements VirtualClusters {
    @Override
    public List<VirtualCluster> in(String eks, String namespace) {
      return virtualClusters.values().stream()
          .filter(found -> found.eksCluster().equals(eks) && found.namespace().equals(namespace))
          .filter(found -> !found.state().equals("TERMINATED"))
          .toList();
    }

    @Override
    public Optional<VirtualCluster> find(String id) {
      return Optional.ofNullable(virtualClusters.get(id));
    }

    @Override
    public String create(String name, String eks, String namespace, Map<String, String> tags) {
      if (!in(eks, namespace).isEmpty()) {
        throw new IllegalStateException("The namespace has a virtual cluster");
      }
      did("create virtual cluster " + name);
      String id = "vc" + ++ids;
      put(new VirtualCluster(id, "arn:" + id, name, "RUNNING", eks, namespace, tags));
      return id;
    }

    @Override
    public void tag(String arn, Map<String, String> tags) {
      did("tags of " + arn);
      virtualClusters.values().stream()
          .filter(found -> found.arn().equals(arn))
          .toList()
          .forEach(
              old ->
                  put(
                      new VirtualCluster(
                          old.id(),
                          old.arn(),
                          old.name(),
                          old.state(),
                          old.eksCluster(),
                          old.namespace(),
                          merged(old.tags(), tags))));
    }

    @Override
    public void delete(String id) {
      did("delete virtual cluster " + id);
      state(id, "TERMINATING");
    }

    @Override
    public List<JobRun> active(String id) {
      return List.copyOf(jobRuns.values());
    }

    @Override
    public void cancel(String id, String run) {
      did("cancel " + run);
      JobRun old = jobRuns.get(run);
      jobRuns.put(run, new JobRun(run, old.name(), "CANCEL_PENDING", old.user()));
    }
  }

  private final class Logs implements LogGroups {
    @Override
    public Optional<LogGroup> find(String name) {
      return Optional.ofNullable(logGroups.get(name));
    }

    @Override
    public void create(String name, Map<String, String> tags) {
      did("create log group " + name);
      logGroups.put(name, new LogGroup(name, Optional.empty(), tags));
    }

    @Override
    public void retain(String name, int days) {
      did("retention of " + name);
      logGroups.put(name, new LogGroup(name, Optional.of(days), logGroups.get(name).tags()));
    }

    @Override
    public void tag(String name, Map<String, String> tags) {
      did("tags of " + name);
      LogGroup old = logGroups.get(name);
      logGroups.put(name, new LogGroup(name, old.retentionDays(), merged(old.tags(), tags)));
    }

    @Override
    public void delete(String name) {
      did("delete log group " + name);
      logGroups.remove(name);
    }
  }

  public void put(VirtualCluster cluster) {
    virtualClusters.put(cluster.id(), cluster);
  }

  public void state(String id, String state) {
    VirtualCluster old = virtualClusters.get(id);
    put(
        new VirtualCluster(
            id, old.arn(), old.name(), state, old.eksCluster(), old.namespace(), old.tags()));
  }

  /** What AWS does by and by: what is ending ends. */
  public void timePasses() {
    virtualClusters.values().stream()
        .filter(found -> found.state().equals("TERMINATING"))
        .toList()
        .forEach(found -> state(found.id(), "TERMINATED"));
    jobRuns.values().removeIf(run -> run.state().equals("CANCEL_PENDING"));
  }
}
