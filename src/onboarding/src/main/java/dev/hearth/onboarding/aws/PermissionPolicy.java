package dev.hearth.onboarding.aws;

import dev.hearth.client.Failure;
import dev.hearth.onboarding.part.Trees;
import dev.hearth.onboarding.team.TeamPlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a team's execution role may do: its data, its logs, and the templates of its pods. */
public final class PermissionPolicy {
  private static final String SCHEME = "s3://";

  private PermissionPolicy() {}

  /**
   * In JSON.
   *
   * @throws Failure if a prefix of the team would say more than it seems to
   */
  public static String of(TeamPlace place) {
    List<Object> statements = new ArrayList<>();
    Map<String, TreeSet<String>> folders = new TreeMap<>();
    place.team().s3Prefixes().forEach(prefix -> add(prefix, folders));
    int number = 0;
    TreeSet<String> objects = new TreeSet<>();
    for (Map.Entry<String, TreeSet<String>> bucket : folders.entrySet()) {
      number++;
      String arn = "arn:" + place.partition() + ":s3:::" + bucket.getKey();
      statements.add(list("ListData" + number, arn, bucket.getValue()));
      bucket.getValue().forEach(folder -> objects.add(arn + "/" + below(folder)));
    }
    if (!objects.isEmpty()) {
      statements.add(
          allow(
              "UseData",
              List.of("s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"),
              objects));
    }
    String own = "arn:" + place.partition() + ":s3:::" + place.platform().bucket();
    statements.add(
        allow(
            "ReadPodTemplates",
            List.of("s3:GetObject"),
            List.of(own + "/" + place.platform().templates() + "/*")));
    // What writes the logs looks at what it has written: the three actions of EMR's guide.
    String ownLogs = place.platform().logs() + "/" + place.name();
    statements.add(list("ListLogFiles", own, new TreeSet<>(List.of(ownLogs))));
    statements.add(
        allow(
            "WriteLogFiles",
            List.of("s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload"),
            List.of(own + "/" + below(ownLogs))));
    String logs =
        "arn:" + place.partition() + ":logs:" + place.platform().region() + ":" + place.account();
    statements.add(
        allow(
            "WriteLogs",
            List.of("logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"),
            List.of(
                logs + ":log-group:" + place.logGroup(),
                logs + ":log-group:" + place.logGroup() + ":*")));
    // EMR looks for the group before it writes; the action knows no single group.
    statements.add(
        allow("FindLogGroups", List.of("logs:DescribeLogGroups"), List.of(logs + ":log-group:*")));
    return Trees.pretty(Map.of("Version", "2012-10-17", "Statement", statements));
  }

  private static void add(String prefix, Map<String, TreeSet<String>> folders) {
    if (prefix.matches(".*[*?$].*")) {
      throw Failure.usage(
          "the S3 prefix " + prefix + " has a character that IAM reads as a pattern",
          "Name a folder without * ? and $ in s3-prefixes.");
    }
    String rest = prefix.substring(SCHEME.length());
    int slash = rest.indexOf('/');
    String bucket = slash < 0 ? rest : rest.substring(0, slash);
    String folder = slash < 0 ? "" : rest.substring(slash + 1);
    folders
        .computeIfAbsent(bucket, key -> new TreeSet<>())
        .add(folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder);
  }

  /** A prefix is a folder: that of team-a is not that of team-ab. */
  private static String below(String folder) {
    return folder.isEmpty() ? "*" : folder + "/*";
  }

  private static Map<String, Object> list(String id, String bucket, TreeSet<String> folders) {
    Map<String, Object> statement = allow(id, List.of("s3:ListBucket"), List.of(bucket));
    if (!folders.contains("")) {
      TreeSet<String> prefixes = new TreeSet<>(folders);
      folders.forEach(folder -> prefixes.add(below(folder)));
      statement.put("Condition", Map.of("StringLike", Map.of("s3:prefix", prefixes)));
    }
    return statement;
  }

  private static Map<String, Object> allow(
      String id, List<String> actions, java.util.Collection<String> resources) {
    Map<String, Object> statement = new TreeMap<>();
    statement.put("Sid", id);
    statement.put("Effect", "Allow");
    statement.put("Action", actions);
    statement.put("Resource", resources);
    return statement;
  }
}
