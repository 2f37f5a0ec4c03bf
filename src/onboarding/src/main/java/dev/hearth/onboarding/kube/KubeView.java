package dev.hearth.onboarding.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearth.onboarding.part.Trees;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What matters of an object of Kubernetes, in one form however it is written. */
final class KubeView {
  private KubeView() {}

  /**
   * @param labels the keys of those that matter
   */
  static JsonNode of(HasMetadata object, Set<String> labels) {
    ObjectNode view = Trees.object();
    Map<String, String> marks = new TreeMap<>();
    if (object.getMetadata().getLabels() != null) {
      marks.putAll(object.getMetadata().getLabels());
    }
    marks.keySet().retainAll(labels);
    view.set("labels", Trees.of(marks));
    if (object instanceof ResourceQuota quota) {
      view.set("hard", Trees.of(quantities(quota.getSpec().getHard())));
    } else if (object instanceof LimitRange range) {
      view.set("limits", limits(range));
    } else if (object instanceof NetworkPolicy policy) {
      view.set("spec", Trees.of(policy.getSpec()));
    } else if (object instanceof Role role) {
      view.set("rights", Trees.of(rights(role.getRules())));
    } else if (object instanceof RoleBinding binding) {
      view.set("roleRef", Trees.of(binding.getRoleRef()));
      view.set("subjects", Trees.of(binding.getSubjects()));
    }
    return view;
  }

  private static JsonNode limits(LimitRange range) {
    return Trees.of(
        range.getSpec().getLimits().stream()
            .map(
                item -> {
                  Map<String, Object> limit = new TreeMap<>();
                  limit.put("type", item.getType());
                  put(limit, "default", item.getDefault());
                  put(limit, "defaultRequest", item.getDefaultRequest());
                  put(limit, "max", item.getMax());
                  put(limit, "min", item.getMin());
                  put(limit, "maxLimitRequestRatio", item.getMaxLimitRequestRatio());
                  return limit;
                })
            .toList());
  }

  private static void put(Map<String, Object> limit, String key, Map<String, Quantity> amounts) {
    if (amounts != null && !amounts.isEmpty()) {
      limit.put(key, quantities(amounts));
    }
  }

  private static Map<String, String> quantities(Map<String, Quantity> amounts) {
    Map<String, String> same = new TreeMap<>();
    if (amounts != null) {
      amounts.forEach((key, amount) -> same.put(key, text(amount)));
    }
    return same;
  }

  /** {@code 1024Mi} and {@code 1Gi} are the same. */
  private static String text(Quantity quantity) {
    BigDecimal number = quantity.getNumericalAmount();
    String unit = "";
    for (String larger : List.of("Ki", "Mi", "Gi")) {
      BigDecimal[] parts = number.divideAndRemainder(BigDecimal.valueOf(1024));
      if (number.signum() == 0 || parts[1].signum() != 0) {
        break;
      }
      number = parts[0];
      unit = larger;
    }
    return number.stripTrailingZeros().toPlainString() + unit;
  }

  /** From a resource, with its group, to what may be done with it. */
  private static Map<String, Set<String>> rights(List<PolicyRule> rules) {
    Map<String, Set<String>> rights = new TreeMap<>();
    for (PolicyRule rule : rules) {
      for (String group : rule.getApiGroups()) {
        for (String resource : rule.getResources()) {
          String named =
              rule.getResourceNames().isEmpty() ? "" : " " + rule.getResourceNames().toString();
          rights
              .computeIfAbsent(
                  (group.isEmpty() ? "" : group + "/") + resource + named, key -> new TreeSet<>())
              .addAll(rule.getVerbs());
        }
      }
    }
    return rights;
  }
}
