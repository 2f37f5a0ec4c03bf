package dev.hearth.gateway.session.cluster;

import dev.hearth.gateway.error.Nearest;
import dev.hearth.gateway.session.cluster.InstancesConfig.InstanceConfig;
import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The types of instances from which profiles choose: known ones and configured ones. Immutable. */
public final class InstanceTypes {
  private final Map<String, InstanceType> byName;

  /**
   * @throws IllegalArgumentException if one of them is described wrongly; stops the start
   */
  public InstanceTypes(Map<String, InstanceConfig> configured) {
    Map<String, InstanceType> all = new TreeMap<>(KnownInstances.all());
    configured.forEach(
        (name, config) ->
            all.put(name, described(name, config, Optional.ofNullable(all.get(name)))));
    byName = Collections.unmodifiableMap(all);
  }

  Collection<InstanceType> all() {
    return byName.values();
  }

  /**
   * @throws IllegalArgumentException if there is none of that name, saying how to describe it
   */
  InstanceType named(String name) {
    InstanceType type = byName.get(name);
    if (type == null) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' is no type of instance that Hearth knows."
              + Nearest.of(name, byName.keySet())
                  .map(near -> " Did you mean '" + near + "'?")
                  .orElse("")
              + " If it is right, describe it: hearth.instance-types.\""
              + name
              + "\".vcpus, .memory (such as 32g), .price-per-hour, and with GPUs .gpus, .gpu-model,"
              + " .gpu-memory and .gpu-architecture.");
    }
    return type;
  }

  private static InstanceType described(
      String name, InstanceConfig config, Optional<InstanceType> known) {
    Keys keys = new Keys(name);
    int gpus = config.gpus().or(() -> known.map(InstanceType::gpus)).orElse(0);
    InstanceType type =
        new InstanceType(
            name,
            keys.needed("vcpus", config.vcpus().or(() -> known.map(InstanceType::vcpus))),
            keys.needed(
                "memory",
                config
                    .memory()
                    .map(size -> keys.size("memory", size))
                    .or(() -> known.map(InstanceType::memoryMib))),
            gpus,
            gpus == 0
                ? Optional.empty()
                : Optional.of(gpu(keys, config, known.flatMap(InstanceType::gpu))),
            config.localDisk().or(() -> known.map(InstanceType::localDiskGb)).orElse(0),
            keys.needed(
                "price-per-hour",
                config.pricePerHour().or(() -> known.map(InstanceType::pricePerHour))));
    if (type.vcpus() < 1 || type.memoryMib() < 1 || gpus < 0 || type.pricePerHour().signum() < 0) {
      throw new IllegalArgumentException(
          keys.prefix + "* has a number that cannot be: " + type + ". Correct it.");
    }
    return type;
  }

  private static Gpu gpu(Keys keys, InstanceConfig config, Optional<Gpu> known) {
    return new Gpu(
        keys.needed("gpu-model", config.gpuModel().or(() -> known.map(Gpu::model))),
        keys.needed(
            "gpu-memory",
            config
                .gpuMemory()
                .map(size -> (int) (keys.size("gpu-memory", size) / 1024))
                .or(() -> known.map(Gpu::memoryGib))),
        keys.needed(
            "gpu-architecture",
            config
                .gpuArchitecture()
                .map(keys::architecture)
                .or(() -> known.map(Gpu::architecture))));
  }

  /** The keys of one type, for what is said of them. */
  private static final class Keys {
    private final String prefix;

    Keys(String name) {
      prefix = "hearth.instance-types.\"" + name + "\".";
    }

    <T> T needed(String key, Optional<T> value) {
      return value.orElseThrow(
          () ->
              new IllegalArgumentException(
                  prefix
                      + key
                      + " is missing: Hearth does not know this type of instance. EC2's page of"
                      + " instance types has it."));
    }

    long size(String key, String size) {
      try {
        return SparkSize.mebibytes(size);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(prefix + key + ": " + e.getMessage(), e);
      }
    }

    Gpu.Architecture architecture(String name) {
      try {
        return Gpu.Architecture.valueOf(name.strip().toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            prefix
                + "gpu-architecture is '"
                + name
                + "'; it must be one of volta, turing, ampere, ada, hopper, blackwell.",
            e);
      }
    }
  }
}
