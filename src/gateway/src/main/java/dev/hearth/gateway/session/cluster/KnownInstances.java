package dev.hearth.gateway.session.cluster;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The types of instances that Hearth knows. Prices are approximately those on demand in us-east-1,
 * in USD, of the beginning of 2025; AWS changes them, and has lowered those of p4 and p5 since.
 * They are good for comparing profiles and for quotas, not for bills; configuration overrides them.
 */
final class KnownInstances {
  private static final Gpu V100 = new Gpu("V100", 16, Gpu.Architecture.VOLTA);
  private static final Gpu T4 = new Gpu("T4", 16, Gpu.Architecture.TURING);
  private static final Gpu A10G = new Gpu("A10G", 24, Gpu.Architecture.AMPERE);
  private static final Gpu L4 = new Gpu("L4", 24, Gpu.Architecture.ADA);
  private static final Gpu A100 = new Gpu("A100", 40, Gpu.Architecture.AMPERE);
  private static final Gpu H100 = new Gpu("H100", 80, Gpu.Architecture.HOPPER);

  private final Map<String, InstanceType> byName = new LinkedHashMap<>();

  private KnownInstances() {
    cpu("m5.xlarge", 4, 16, "0.192");
    cpu("m5.2xlarge", 8, 32, "0.384");
    cpu("m5.4xlarge", 16, 64, "0.768");
    cpu("m5.8xlarge", 32, 128, "1.536");
    cpu("m6i.xlarge", 4, 16, "0.192");
    cpu("m6i.2xlarge", 8, 32, "0.384");
    cpu("m6i.4xlarge", 16, 64, "0.768");
    cpu("m6i.8xlarge", 32, 128, "1.536");
    cpu("m7i.xlarge", 4, 16, "0.2016");
    cpu("m7i.2xlarge", 8, 32, "0.4032");
    cpu("m7i.4xlarge", 16, 64, "0.8064");
    cpu("m7i.8xlarge", 32, 128, "1.6128");
    cpu("r5.xlarge", 4, 32, "0.252");
    cpu("r5.2xlarge", 8, 64, "0.504");
    cpu("r5.4xlarge", 16, 128, "1.008");
    cpu("r5.8xlarge", 32, 256, "2.016");
    cpu("r6i.xlarge", 4, 32, "0.252");
    cpu("r6i.2xlarge", 8, 64, "0.504");
    cpu("r6i.4xlarge", 16, 128, "1.008");
    cpu("r6i.8xlarge", 32, 256, "2.016");
    cpu("c5.xlarge", 4, 8, "0.17");
    cpu("c5.2xlarge", 8, 16, "0.34");
    cpu("c5.4xlarge", 16, 32, "0.68");
    cpu("c5.9xlarge", 36, 72, "1.53");
    cpu("c6i.xlarge", 4, 8, "0.17");
    cpu("c6i.2xlarge", 8, 16, "0.34");
    cpu("c6i.4xlarge", 16, 32, "0.68");
    cpu("c6i.8xlarge", 32, 64, "1.36");
    gpu("g4dn.xlarge", 4, 16, 1, T4, 125, "0.526");
    gpu("g4dn.2xlarge", 8, 32, 1, T4, 225, "0.752");
    gpu("g4dn.4xlarge", 16, 64, 1, T4, 225, "1.204");
    gpu("g4dn.8xlarge", 32, 128, 1, T4, 900, "2.176");
    gpu("g4dn.12xlarge", 48, 192, 4, T4, 900, "3.912");
    gpu("g5.xlarge", 4, 16, 1, A10G, 250, "1.006");
    gpu("g5.2xlarge", 8, 32, 1, A10G, 450, "1.212");
    gpu("g5.4xlarge", 16, 64, 1, A10G, 600, "1.624");
    gpu("g5.8xlarge", 32, 128, 1, A10G, 900, "2.448");
    gpu("g5.12xlarge", 48, 192, 4, A10G, 3800, "5.672");
    gpu("g5.24xlarge", 96, 384, 4, A10G, 3800, "8.144");
    gpu("g5.48xlarge", 192, 768, 8, A10G, 7600, "16.288");
    gpu("g6.xlarge", 4, 16, 1, L4, 250, "0.8048");
    gpu("g6.2xlarge", 8, 32, 1, L4, 450, "0.9776");
    gpu("g6.4xlarge", 16, 64, 1, L4, 600, "1.3232");
    gpu("g6.8xlarge", 32, 128, 1, L4, 900, "2.0144");
    gpu("g6.12xlarge", 48, 192, 4, L4, 3760, "4.6016");
    gpu("g6.24xlarge", 96, 384, 4, L4, 3760, "6.6752");
    gpu("g6.48xlarge", 192, 768, 8, L4, 7520, "13.3504");
    gpu("p3.2xlarge", 8, 61, 1, V100, 0, "3.06");
    gpu("p3.8xlarge", 32, 244, 4, V100, 0, "12.24");
    gpu("p3.16xlarge", 64, 488, 8, V100, 0, "24.48");
    gpu("p4d.24xlarge", 96, 1152, 8, A100, 8000, "32.77");
    gpu("p5.48xlarge", 192, 2048, 8, H100, 30400, "98.32");
  }

  static Map<String, InstanceType> all() {
    return new KnownInstances().byName;
  }

  private void cpu(String name, int vcpus, int gib, String price) {
    add(name, vcpus, gib, 0, Optional.empty(), 0, price);
  }

  private void gpu(
      String name, int vcpus, int gib, int gpus, Gpu gpu, int localDiskGb, String price) {
    add(name, vcpus, gib, gpus, Optional.of(gpu), localDiskGb, price);
  }

  private void add(
      String name, int vcpus, int gib, int gpus, Optional<Gpu> gpu, int localDiskGb, String price) {
    byName.put(
        name,
        new InstanceType(name, vcpus, gib * 1024L, gpus, gpu, localDiskGb, new BigDecimal(price)));
  }
}
