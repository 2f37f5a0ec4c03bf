package dev.hearth.demo.aws.iam;

import dev.hearth.demo.aws.Account;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * A role.
 *
 * @param trust the policy that says who may assume it, as JSON
 * @param policies inline policies by their names
 */
record Role(
    String name,
    String id,
    Instant createdAt,
    String description,
    String trust,
    Map<String, String> policies,
    Map<String, String> tags) {

  String arn() {
    return Account.roleArn(name);
  }

  Role withTrust(String other) {
    return new Role(name, id, createdAt, description, other, policies, tags);
  }

  Role withPolicy(String policy, String document) {
    Map<String, String> more = new TreeMap<>(policies);
    more.put(policy, document);
    return new Role(name, id, createdAt, description, trust, more, tags);
  }

  Role withoutPolicy(String policy) {
    Map<String, String> fewer = new TreeMap<>(policies);
    fewer.remove(policy);
    return new Role(name, id, createdAt, description, trust, fewer, tags);
  }

  Role withTags(Map<String, String> others) {
    Map<String, String> more = new TreeMap<>(tags);
    more.putAll(others);
    return new Role(name, id, createdAt, description, trust, policies, more);
  }
}
