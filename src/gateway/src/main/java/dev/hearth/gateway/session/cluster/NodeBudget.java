package dev.hearth.gateway.session.cluster;

import java.util.Locale;

/**
 * What of a node is left for pods of sessions. Three things are taken from what EC2 advertises:
 *
 * <ul>
 *   <li>7.5 % of the memory for the hypervisor and the kernel, as Karpenter assumes ({@code
 *       VM_MEMORY_OVERHEAD_PERCENT}): a pod that needs more gets no node from it;
 *   <li>what the kubelet reserves, by the formula of EKS's images ({@code amazon-eks-ami}'s
 *       bootstrap and nodeadm): 255 MiB and 11 MiB for each pod that the node may have, 6 % of the
 *       first core, 1 % of the second, 0.5 % of the third and fourth, 0.25 % of the others; and 100
 *       MiB below which it evicts pods;
 *   <li>{@value #DAEMONS_MIB} MiB and {@value #DAEMONS_MILLICORES} millicores for daemon sets
 *       (network, proxy, disks, device plugin, logs), and {@value #SIDECAR_MIB} MiB and {@value
 *       #SIDECAR_MILLICORES} millicores in each pod for EMR's log collector: allowances of
 *       Hearth's.
 * </ul>
 *
 * @param cores for one pod; Kubernetes is asked for whole ones
 * @param memoryMib for one pod
 */
record NodeBudget(int cores, long memoryMib) {
  static final int DAEMONS_MIB = 512;
  static final int DAEMONS_MILLICORES = 400;
  static final int SIDECAR_MIB = 256;
  static final int SIDECAR_MILLICORES = 100;

  private static final int KUBELET_MIB = 255;
  private static final int KUBELET_MIB_PER_POD = 11;
  private static final int EVICTION_MIB = 100;

  /** Of a node that is shared by that many pods of sessions. */
  static NodeBudget of(InstanceType type, int pods) {
    long memory =
        type.memoryMib() * 925 / 1000
            - KUBELET_MIB
            - (long) KUBELET_MIB_PER_POD * mostPods(type)
            - EVICTION_MIB
            - DAEMONS_MIB;
    int millicores = type.vcpus() * 1000 - kubeletMillicores(type.vcpus()) - DAEMONS_MILLICORES;
    return new NodeBudget(
        Math.max(0, (millicores / pods - SIDECAR_MILLICORES) / 1000),
        Math.max(0, memory / pods - SIDECAR_MIB));
  }

  /**
   * How many pods the VPC's network plugin gives addresses to, without prefixes: by the size of the
   * instance, and never less than EKS's own table has.
   */
  private static int mostPods(InstanceType type) {
    if (type.vcpus() <= 8) {
      return 58;
    }
    return type.vcpus() < 48 ? 234 : 737;
  }

  private static int kubeletMillicores(int vcpus) {
    int millicores = 60;
    millicores += vcpus > 1 ? 10 : 0;
    millicores += 5 * Math.max(0, Math.min(2, vcpus - 2));
    return millicores + (int) Math.ceil(2.5 * Math.max(0, vcpus - 4));
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%d cores and %d MiB", cores, memoryMib);
  }
}
