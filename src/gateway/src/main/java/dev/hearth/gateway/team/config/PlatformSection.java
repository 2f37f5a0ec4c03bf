package dev.hearth.gateway.team.config;

import dev.hearth.gateway.team.config.Platform.GatewayPlace;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The section {@code platform} of the file of teams. */
final class PlatformSection {
  private static final String NAME = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";
  private static final String FOLDER = "[\\w.=-]+(/[\\w.=-]+)*";
  private static final String BYTE = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
  private static final Pattern CIDR =
      Pattern.compile("(" + BYTE + "\\.){3}" + BYTE + "/(3[0-2]|[12]?\\d)");

  /** What CloudWatch Logs' PutRetentionPolicy takes. */
  private static final Set<Integer> RETENTIONS =
      new TreeSet<>(
          List.of(
              1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557,
              2922, 3288, 3653));

  private static final int USUAL_RETENTION = 30;
  private static final int USUAL_PORT = 8888;

  private PlatformSection() {}

  static Platform read(Settings platform) {
    String cluster =
        required(
            platform, "cluster", "[0-9A-Za-z][A-Za-z0-9_-]{0,99}", "the name of an EKS cluster");
    Platform parsed =
        new Platform(
            cluster,
            required(platform, "region", "[a-z]{2}(-[a-z]+)+-\\d", "a region such as eu-west-1"),
            platform.text("account", "\\d{12}", "the 12 digits of an AWS account, in quotes"),
            required(
                platform,
                "bucket",
                "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]",
                "the name of a bucket, without s3://"),
            platform
                .text("templates", FOLDER, "a folder of the bucket such as hearth/templates")
                .orElse("hearth/templates"),
            platform
                .text("logs", FOLDER, "a folder of the bucket such as hearth/logs")
                .orElse("hearth/logs"),
            platform
                .text(
                    "log-group-prefix",
                    "[\\w./#-]{0,400}[\\w.#-]",
                    "the beginning of log groups' names, without a slash at its end")
                .orElse("/emr-on-eks-logs/" + cluster),
            retention(platform),
            platform
                .object("gateway")
                .map(PlatformSection::gateway)
                .orElseGet(() -> new GatewayPlace("hearth", "hearth-gateway", USUAL_PORT)),
            platform
                .parsed("identity", "irsa or pod-identity", RoleIdentity::of)
                .orElse(RoleIdentity.IRSA),
            cidrs(platform),
            platform.text(
                "permissions-boundary",
                "arn:aws[a-z-]*:iam::(\\d{12}|aws):policy/[\\w+=,.@/-]{1,512}",
                "the ARN of a policy"));
    platform.nothingElse();
    return parsed;
  }

  private static String required(Settings settings, String key, String form, String inWords) {
    return settings
        .text(key, form, inWords)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    settings.path() + "." + key + " is missing; it must be " + inWords + "."));
  }

  private static int retention(Settings platform) {
    int days = platform.count("log-retention-days").orElse(USUAL_RETENTION);
    if (!RETENTIONS.contains(days)) {
      throw platform.wrong("log-retention-days", "one of " + RETENTIONS);
    }
    return days;
  }

  private static GatewayPlace gateway(Settings gateway) {
    GatewayPlace place =
        new GatewayPlace(
            gateway.text("namespace", NAME, "a namespace of Kubernetes").orElse("hearth"),
            gateway
                .text("service-account", "[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?", "its name")
                .orElse("hearth-gateway"),
            gateway.count("port").orElse(USUAL_PORT));
    if (place.port() < 1 || place.port() > 65535) {
      throw gateway.wrong("port", "a port from 1 to 65535");
    }
    gateway.nothingElse();
    return place;
  }

  private static List<String> cidrs(Settings platform) {
    List<String> cidrs = platform.texts("private-endpoints");
    if (!cidrs.stream().allMatch(cidr -> CIDR.matcher(cidr).matches())) {
      throw platform.wrong("private-endpoints", "a list of IPv4 ranges such as 10.0.0.0/16");
    }
    return cidrs;
  }
}
