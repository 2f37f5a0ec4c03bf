package dev.hearth.demo.aws.emr;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearth.demo.aws.AwsError;
import java.util.regex.Pattern;

/** The limits that the service's model sets to what it is asked. */
final class Constraints {
  private static final Pattern NAME = Pattern.compile("[\\.\\-_/#A-Za-z0-9]{1,64}");
  private static final Pattern TOKEN = Pattern.compile("(?s).*\\S.*");
  private static final Pattern ROLE =
      Pattern.compile(
          "arn:(aws[a-zA-Z0-9-]*):iam::(\\d{12})?:(role((/)|(/[!-\\x7F]+/))[\\w+=,.@-]+)");
  private static final Pattern RELEASE = Pattern.compile("[\\.\\-_/A-Za-z0-9]{1,64}");
  private static final int LARGEST_TOKEN = 64;
  private static final int LARGEST_ENTRY_POINT = 256;
  private static final int LARGEST_PARAMETERS = 102_400;
  private static final int MOST = 100;
  private static final int MOST_TAGS = 50;
  private static final int LARGEST_TAG = 256;

  private Constraints() {}

  static void checkStart(JsonNode request) {
    if (request.hasNonNull("name")) {
      matches(request, "name", NAME);
    }
    token(request);
    matches(request, "executionRoleArn", ROLE);
    matches(request, "releaseLabel", RELEASE);
    JsonNode driver = request.path("jobDriver").path("sparkSubmitJobDriver");
    if (!driver.isObject()) {
      throw invalid("The job driver must be a sparkSubmitJobDriver; this stand-in has no other.");
    }
    text(driver, "entryPoint", LARGEST_ENTRY_POINT);
    if (driver.hasNonNull("sparkSubmitParameters")) {
      text(driver, "sparkSubmitParameters", LARGEST_PARAMETERS);
    }
    JsonNode overrides = request.path("configurationOverrides");
    checkConfigurations(overrides.path("applicationConfiguration"));
    checkMonitoring(overrides.path("monitoringConfiguration"));
    checkTags(request.path("tags"));
  }

  static void token(JsonNode request) {
    String token = text(request, "clientToken", LARGEST_TOKEN);
    if (!TOKEN.matcher(token).matches()) {
      throw invalid("clientToken must not be blank");
    }
  }

  static void matches(JsonNode request, String field, Pattern pattern) {
    String value = request.path(field).asText("");
    if (!pattern.matcher(value).matches()) {
      throw invalid(
          "1 validation error detected: Value '"
              + value
              + "' at '"
              + field
              + "' failed to satisfy constraint: Member must satisfy regular expression pattern: "
              + pattern);
    }
  }

  static void name(JsonNode request) {
    matches(request, "name", NAME);
  }

  private static String text(JsonNode request, String field, int longest) {
    if (!request.path(field).isTextual() || request.path(field).asText().isEmpty()) {
      throw invalid(
          "1 validation error detected: Value null at '"
              + field
              + "' failed to satisfy constraint: Member must not be null");
    }
    String value = request.get(field).asText();
    if (value.length() > longest) {
      throw invalid(
          "1 validation error detected: Value at '"
              + field
              + "' failed to satisfy constraint: Member must have length less than or equal to "
              + longest);
    }
    return value;
  }

  private static void checkConfigurations(JsonNode configurations) {
    if (configurations.size() > MOST) {
      throw tooMany("applicationConfiguration", MOST);
    }
    for (JsonNode configuration : configurations) {
      if (!configuration.path("classification").isTextual()) {
        throw invalid("classification must not be null");
      }
      if (configuration.path("properties").size() > MOST) {
        throw tooMany("properties", MOST);
      }
      checkConfigurations(configuration.path("configurations"));
    }
  }

  private static void checkMonitoring(JsonNode monitoring) {
    JsonNode s3 = monitoring.path("s3MonitoringConfiguration");
    if (s3.isObject() && !s3.path("logUri").asText("").startsWith("s3://")) {
      throw invalid("The logUri of s3MonitoringConfiguration must begin with s3://");
    }
    JsonNode cloudWatch = monitoring.path("cloudWatchMonitoringConfiguration");
    if (cloudWatch.isObject() && cloudWatch.path("logGroupName").asText("").isEmpty()) {
      throw invalid("The logGroupName of cloudWatchMonitoringConfiguration must not be null");
    }
  }

  static void checkTags(JsonNode tags) {
    if (tags.size() > MOST_TAGS) {
      throw tooMany("tags", MOST_TAGS);
    }
    tags.properties()
        .forEach(
            tag -> {
              if (tag.getKey().length() > LARGEST_TAG / 2
                  || tag.getValue().asText().length() > LARGEST_TAG) {
                throw invalid("The tag " + tag.getKey() + " is too long.");
              }
            });
  }

  private static AwsError tooMany(String field, int most) {
    return invalid(
        "1 validation error detected: Value at '"
            + field
            + "' failed to satisfy constraint: Member must have length less than or equal to "
            + most);
  }

  static AwsError invalid(String message) {
    return new AwsError(400, "ValidationException", message);
  }
}
