package dev.hearth.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearth.demo.aws.Account;
import dev.hearth.demo.http.BearerToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * What others must know to use the stand-in, written to its folder: {@code kubeconfig}, {@code
 * teams.yaml}, {@code authorization} (the header for the control API), and last, when all is ready,
 * {@code demo.json}. Only the owner can read them.
 */
record Announcement(Path folder) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Shown only: the stand-in pulls nothing, and starts the driver as it is built here. */
  private static final String SESSION_IMAGE =
      Account.ID + ".dkr.ecr." + Account.REGION + ".amazonaws.com/hearth-session:demo";

  void withdraw() {
    try {
      Files.deleteIfExists(folder.resolve("demo.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void publish(StandIn standIn, Keys keys) {
    write("kubeconfig", standIn.kubeconfig());
    write("teams.yaml", teams());
    write("authorization", new BearerToken(keys.token()).header() + "\n");
    ObjectNode told = JSON.createObjectNode();
    told.put("pid", ProcessHandle.current().pid());
    told.put("url", standIn.url());
    told.put("kubernetes", standIn.kubernetesUrl());
    told.put("token", keys.token());
    ObjectNode gateway = told.putObject("environment");
    aws(gateway, standIn, keys.gateway(), keys.gatewaySecret());
    gateway.put("HEARTH_TEAMS_FILE", folder.resolve("teams.yaml").toString());
    gateway.put("HEARTH_LAUNCH_EMR_ENABLED", "true");
    gateway.put("HEARTH_LAUNCH_EMR_IMAGE", SESSION_IMAGE);
    gateway.put("HEARTH_LAUNCH_EMR_TEMPLATES", "s3://" + StandIn.BUCKET + "/templates/");
    gateway.put("HEARTH_LAUNCH_EMR_LOGS_S3", "s3://" + StandIn.BUCKET + "/logs/");
    gateway.put("HEARTH_LAUNCH_EMR_LOGS_GROUP", StandIn.LOG_GROUP);
    aws(told.putObject("admin"), standIn, keys.admin(), keys.adminSecret());
    try {
      write("demo.json", JSON.writerWithDefaultPrettyPrinter().writeValueAsString(told) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void aws(ObjectNode environment, StandIn standIn, String key, String secret) {
    environment
        .put("AWS_ENDPOINT_URL", standIn.url())
        .put("AWS_REGION", Account.REGION)
        .put("AWS_ACCESS_KEY_ID", key)
        .put("AWS_SECRET_ACCESS_KEY", secret)
        .put("KUBECONFIG", folder.resolve("kubeconfig").toString());
  }

  private static String teams() {
    StringBuilder yaml =
        new StringBuilder(
            "# The teams of the demonstration; written anew at its every start.\nteams:\n");
    for (DemoTeam team : DemoTeam.OF_THE_GATEWAY) {
      yaml.append(
          """
            %s:
              description: %s
              virtual-cluster: %s
              execution-role: %s
              profiles: [cpu, gpu-etl, gpu-train]
              default-profile: cpu
              members:
                - user: ada
                  role: lead
                - user: bob
          """
              .formatted(
                  team.name(),
                  team.description(),
                  team.virtualCluster(),
                  Account.roleArn(team.role())));
    }
    return yaml.toString();
  }

  /** At once, and for the owner only. */
  private void write(String name, String content) {
    Path file = folder.resolve(name);
    try {
      Path fresh =
          Files.createTempFile(
              folder,
              name,
              null,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(fresh, content);
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }
}
