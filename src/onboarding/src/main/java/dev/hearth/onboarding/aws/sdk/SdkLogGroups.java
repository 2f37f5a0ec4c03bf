package dev.hearth.onboarding.aws.sdk;

import dev.hearth.onboarding.aws.LogGroups;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/** Groups by CloudWatch Logs' API. */
final class SdkLogGroups implements LogGroups {
  private final CloudWatchLogsClient logs;

  SdkLogGroups(CloudWatchLogsClient logs) {
    this.logs = logs;
  }

  @Override
  public Optional<LogGroup> find(String name) {
    return described(name)
        .map(
            group ->
                new LogGroup(
                    name,
                    Optional.ofNullable(group.retentionInDays()),
                    logs.listTagsForResource(request -> request.resourceArn(arn(group))).tags()));
  }

  private Optional<software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup> described(
      String name) {
    return logs
        .describeLogGroupsPaginator(request -> request.logGroupNamePrefix(name))
        .logGroups()
        .stream()
        .filter(group -> group.logGroupName().equals(name))
        .findFirst();
  }

  /** As calls about tags have it: without the {@code :*} that stands behind it elsewhere. */
  private static String arn(software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup group) {
    return group.arn().endsWith(":*")
        ? group.arn().substring(0, group.arn().length() - 2)
        : group.arn();
  }

  @Override
  public void create(String name, Map<String, String> tags) {
    logs.createLogGroup(request -> request.logGroupName(name).tags(tags));
  }

  @Override
  public void retain(String name, int days) {
    logs.putRetentionPolicy(request -> request.logGroupName(name).retentionInDays(days));
  }

  @Override
  public void tag(String name, Map<String, String> tags) {
    String arn = described(name).map(SdkLogGroups::arn).orElseThrow();
    logs.tagResource(request -> request.resourceArn(arn).tags(tags));
  }

  @Override
  public void delete(String name) {
    logs.deleteLogGroup(request -> request.logGroupName(name));
  }
}
