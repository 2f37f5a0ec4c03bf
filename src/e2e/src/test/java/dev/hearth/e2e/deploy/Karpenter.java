package dev.hearth.e2e.deploy;

import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Taint;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Karpenter's types, version v1, as far as Hearth's manifests use them. */
final class Karpenter {
  private Karpenter() {}

  static final class NodePool extends Resource<NodePoolSpec> {
    private static final long serialVersionUID = 1L;
  }

  static final class NodeClass extends Resource<NodeClassSpec> {
    private static final long serialVersionUID = 1L;
  }

  /** What all have. Read like any class, not by Fabric8's list of types. */
  @JsonDeserialize(using = JsonDeserializer.None.class)
  abstract static class Resource<S> implements HasMetadata {
    private static final long serialVersionUID = 1L;

    public String apiVersion;
    public String kind;
    public ObjectMeta metadata;
    public S spec;

    @Override
    public String getApiVersion() {
      return apiVersion;
    }

    @Override
    public void setApiVersion(String version) {
      apiVersion = version;
    }

    @Override
    public String getKind() {
      return kind;
    }

    @Override
    public ObjectMeta getMetadata() {
      return metadata;
    }

    @Override
    public void setMetadata(ObjectMeta value) {
      metadata = value;
    }

    public S getSpec() {
      return spec;
    }

    public void setSpec(S value) {
      spec = value;
    }
  }

  record NodePoolSpec(Template template, Disruption disruption, Map<String, String> limits) {
    Map<String, String> labels() {
      return template.metadata().labels();
    }

    List<Taint> taints() {
      return Objects.requireNonNullElse(template.spec().taints(), List.of());
    }

    List<String> allowed(String key) {
      return template.spec().requirements().stream()
          .filter(requirement -> requirement.key().equals(key))
          .flatMap(requirement -> requirement.values().stream())
          .toList();
    }
  }

  record Template(Labels metadata, Nodes spec) {}

  record Labels(Map<String, String> labels) {}

  record Nodes(
      NodeClassRef nodeClassRef,
      List<Taint> taints,
      String expireAfter,
      List<Requirement> requirements) {}

  record NodeClassRef(String group, String kind, String name) {}

  record Requirement(String key, String operator, List<String> values) {}

  record Disruption(String consolidationPolicy, String consolidateAfter, List<Budget> budgets) {}

  record Budget(String nodes, List<String> reasons) {}

  record NodeClassSpec(
      List<Map<String, String>> amiSelectorTerms,
      String instanceProfile,
      String instanceStorePolicy,
      List<Tags> subnetSelectorTerms,
      List<Tags> securityGroupSelectorTerms,
      List<Device> blockDeviceMappings,
      MetadataOptions metadataOptions,
      Map<String, String> tags) {}

  record Tags(Map<String, String> tags) {}

  record Device(String deviceName, Ebs ebs) {}

  record Ebs(
      String volumeSize,
      String volumeType,
      Integer iops,
      Integer throughput,
      boolean encrypted,
      boolean deleteOnTermination) {}

  record MetadataOptions(String httpTokens, int httpPutResponseHopLimit) {}
}
