package dev.hearth.demo.aws.iam;

import dev.hearth.demo.aws.Account;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A role.
 *
 * @param path with a slash at both ends, or one slash
 * @param trust the policy that says who may assume it, as JSON
 * @param boundary the ARN of its permissions boundary
 * @param policies inline policies by their names
 */
record Role(
    String name,
    String path,
    String id,
    Instant createdAt,
    String description,
    String trust,
    Optional<String> boundary,
    Map<String, String> policies,
    Map<String, String> tags) {

  String arn() {
    return Account.roleArn(path.substring(1) + name);
  }

  Role withTrust(String other) {
    return new Role(name, path, id, createdAt, description, other, boundary, policies, tags);
  }

  Role withBoundary(Optional<String> other) {
    return new Role(name, path, id, createdAt, description, trust, other, policies, tags);
  }

  Role withPolicy(String policy, String document) {
    Map<String, String> more = new TreeMap<>(policies);
    more.put(policy, document);
    return withPolicies(more);
  }

  Role withoutPolicy(String policy) {
    Map<String, String> fewer = new TreeMap<>(policies);
    fewer.remove(policy);
    return withPolicies(fewer);
  }

  private Role withPolicies(Map<String, String> others) {
    return new Role(name, path, id, createdAt, description, trust, boundary, others, tags);
  }

  Role withTags(Map<String, String> others) {
    Map<String, String> more = new TreeMap<>(tags);
    more.putAll(others);
    return new Role(name, path, id, createdAt, description, trust, boundary, policies, more);
  }
}
