package dev.hearth.onboarding.run;

import dev.hearth.client.Failure;
import dev.hearth.onboarding.kube.GatewayRights;
import dev.hearth.onboarding.kube.NodePools;
import dev.hearth.onboarding.part.Comparison;
import dev.hearth.onboarding.part.Part;
import dev.hearth.onboarding.team.TeamPlace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks whether teams' places are as the file says, and whether sessions can start there. */
public final class Check {
  private final Site site;
  private final Report report;
  private final Path file;

  /**
   * @param file of teams, for the commands that fix what is wrong
   */
  public Check(Site site, Report report, Path file) {
    this.site = site;
    this.report = report;
    this.file = file;
  }

  /** Prints what it finds; tells whether nothing is wrong. */
  public boolean run(List<TeamPlace> places) {
    List<Finding> all = new ArrayList<>();
    report.head("platform " + site.cluster().name());
    all.addAll(shown(platform(places.get(0))));
    for (TeamPlace place : places) {
      report.head("team " + place.name());
      all.addAll(shown(team(place)));
    }
    long wrong = count(all, Finding.Verdict.WRONG);
    long warnings = count(all, Finding.Verdict.WARNING);
    report.line("");
    report.line(
        all.size()
            + " things looked at: "
            + (wrong == 0 ? "none" : wrong)
            + " wrong, "
            + (warnings == 0 ? "no" : warnings)
            + (warnings == 1 ? " warning." : " warnings."));
    return wrong == 0;
  }

  private static long count(List<Finding> findings, Finding.Verdict verdict) {
    return findings.stream().filter(finding -> finding.verdict() == verdict).count();
  }

  private List<Finding> shown(List<Finding> findings) {
    findings.forEach(report::finding);
    return findings;
  }

  private List<Finding> platform(TeamPlace any) {
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.right("account " + site.account().number()));
    findings.add(Finding.right("EKS cluster " + site.cluster().name()));
    findings.add(accessOfEmr());
    findings.add(gatewayAccount(any));
    findings.add(pools());
    return findings;
  }

  private Finding accessOfEmr() {
    return site.cluster().accessEntries()
        ? Finding.right("EMR lets itself into namespaces, by access entries")
        : Finding.warning(
            "the cluster takes users from the config map aws-auth only",
            "EMR cannot let itself in; each namespace must be mapped by hand.",
            "eksctl create iamidentitymapping --cluster "
                + site.cluster().name()
                + " --service-name emr-containers --namespace NAMESPACE");
  }

  private Finding gatewayAccount(TeamPlace place) {
    String namespace = place.platform().gateway().namespace();
    String name = place.platform().gateway().serviceAccount();
    String title = "service account " + name + " in " + namespace;
    return site.kubernetes().serviceAccounts().inNamespace(namespace).withName(name).get() != null
        ? Finding.right(title)
        : Finding.wrong(
            title + " is missing",
            "The gateway acts in the teams' namespaces as it.",
            "Deploy the gateway, or correct platform.gateway in " + file);
  }

  private Finding pools() {
    List<String> pools = NodePools.of(site.kubernetes());
    return pools.isEmpty()
        ? Finding.warning(
            "no node and no node pool of Karpenter has the label " + NodePools.LABEL,
            "Pods of profiles that ask for it wait for ever.",
            "Label the node groups or pools that sessions shall run on.")
        : Finding.right("node pools: " + String.join(", ", pools));
  }

  private List<Finding> team(TeamPlace place) {
    List<Finding> findings = new ArrayList<>();
    site.parts(place).forEach(part -> findings.add(part(place, part)));
    findings.addAll(otherPolicies(place));
    findings.add(virtualClusterInTheFile(place));
    GatewayRights.missing(site.kubernetes(), place)
        .forEach(
            right ->
                findings.add(
                    Finding.wrong(
                        "the gateway may not " + right + " in " + place.namespace(),
                        "Sessions do not start, or nobody sees why they do not.",
                        apply(place))));
    if (findings.stream().noneMatch(finding -> finding.what().startsWith("the gateway may"))) {
      findings.add(Finding.right("the gateway may do what it must in " + place.namespace()));
    }
    return findings;
  }

  private Finding part(TeamPlace place, Part part) {
    try {
      Comparison comparison = Comparison.of(part, false);
      if (comparison instanceof Comparison.Missing) {
        return Finding.wrong(part.title() + " is missing", part.why(), apply(place));
      }
      return comparison instanceof Comparison.Different different
          ? Finding.wrong(part.title() + " differs", part.why(), apply(place), different.changes())
          : Finding.right(part.title());
    } catch (Failure e) {
      return Finding.wrong(e.getMessage(), part.why(), e.fix());
    } catch (RuntimeException e) {
      return Finding.wrong(
          part.title() + " cannot be looked at: " + Refusals.words(e), part.why(), Refusals.fix(e));
    }
  }

  private String apply(TeamPlace place) {
    return "./hearth team apply " + file + " --team " + place.name();
  }

  private List<Finding> otherPolicies(TeamPlace place) {
    return site.account().roles().find(place.roleName()).stream()
        .flatMap(role -> role.otherPolicies().stream())
        .map(
            policy ->
                Finding.warning(
                    "IAM role " + place.roleName() + " has the policy " + policy + " as well",
                    "It may let the team's code read what is not the team's.",
                    "Take it off the role, unless it is meant to be there."))
        .toList();
  }

  private Finding virtualClusterInTheFile(TeamPlace place) {
    if (place.team().placement().virtualCluster().isPresent()
        && place.team().placement().executionRole().isPresent()) {
      return Finding.right("the file names virtual cluster and execution role");
    }
    return Finding.wrong(
        "the file does not name the team's virtual cluster and execution role",
        "The gateway starts no sessions without them.",
        apply(place) + "\nand put the lines that it prints into " + file);
  }
}
