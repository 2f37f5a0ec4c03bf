package dev.hearth.demo.aws.emr;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearth.demo.aws.Account;
import dev.hearth.demo.aws.AwsError;
import dev.hearth.demo.aws.protocol.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All job runs since the stand-in was started. Safe for all threads. */
public final class JobRuns {
  private static final int ID_LENGTH = 19;

  private final Map<String, JobRun> runs = new LinkedHashMap<>();
  private final Map<String, JobRun> byToken = new HashMap<>();

  /** A run, and whether it is new. */
  record Started(JobRun run, boolean fresh) {}

  /**
   * The run of a request; the same request with the same token is the same run.
   *
   * @throws AwsError if the token was used for another request
   */
  synchronized Started start(VirtualCluster cluster, ObjectNode request, String createdBy) {
    String token = cluster.id() + "/" + Json.text(request, "clientToken").orElseThrow();
    JobRun earlier = byToken.get(token);
    if (earlier != null) {
      if (!earlier.request().equals(request)) {
        throw Constraints.invalid(
            "The client token was used before, for a request with other parameters.");
      }
      return new Started(earlier, false);
    }
    JobRun run = new JobRun(Account.id("000000", ID_LENGTH), cluster, request, createdBy);
    runs.put(run.id(), run);
    byToken.put(token, run);
    return new Started(run, true);
  }

  /**
   * @throws AwsError if there is none
   */
  synchronized JobRun get(String clusterId, String id) {
    JobRun run = runs.get(id);
    if (run == null || !run.cluster().id().equals(clusterId)) {
      throw new AwsError(404, "ResourceNotFoundException", "Job run " + id + " doesn't exist.");
    }
    return run;
  }

  /** The newest first. */
  synchronized List<JobRun> of(String clusterId) {
    List<JobRun> found = new ArrayList<>();
    runs.values().stream().filter(run -> run.cluster().id().equals(clusterId)).forEach(found::add);
    Collections.reverse(found);
    return found;
  }
}
