package dev.hearth.demo.aws.emr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearth.demo.aws.Account;
import dev.hearth.demo.aws.protocol.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** A job run: what was asked for, and how far it is. Safe for all threads. */
public final class JobRun {
  private static final int DETAILS = 256;

  /** Why a run failed, as the service tells it. */
  public enum Failure {
    INTERNAL_ERROR,
    USER_ERROR,
    VALIDATION_ERROR,
    CLUSTER_UNAVAILABLE
  }

  private final String id;
  private final VirtualCluster cluster;
  private final ObjectNode request;
  private final String createdBy;
  private final Instant createdAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private JobRunState state = JobRunState.PENDING;
  private String details = "";
  private Optional<Failure> failure = Optional.empty();
  private Optional<Instant> finishedAt = Optional.empty();

  JobRun(String id, VirtualCluster cluster, ObjectNode request, String createdBy) {
    this.id = id;
    this.cluster = cluster;
    this.request = request;
    this.createdBy = createdBy;
  }

  public String id() {
    return id;
  }

  public String name() {
    return Json.text(request, "name").orElse(id);
  }

  public VirtualCluster cluster() {
    return cluster;
  }

  /** The body of StartJobRun. */
  public JsonNode request() {
    return request;
  }

  public synchronized JobRunState state() {
    return state;
  }

  Instant createdAt() {
    return createdAt;
  }

  /** Goes on, unless it has ended or is being cancelled. */
  public synchronized void advance(JobRunState next, String why) {
    if (!state.isFinal() && state != JobRunState.CANCEL_PENDING) {
      state = next;
      details = why;
    }
  }

  /**
   * Begins to be cancelled.
   *
   * @return false if it has ended
   */
  synchronized boolean cancel() {
    if (state.isFinal()) {
      return false;
    }
    state = JobRunState.CANCEL_PENDING;
    details = "";
    return true;
  }

  public synchronized void complete() {
    end(JobRunState.COMPLETED, "", Optional.empty());
  }

  public synchronized void cancelled() {
    end(JobRunState.CANCELLED, "JobRun cancelled successfully.", Optional.empty());
  }

  /** Fails; the words are cut as the service cuts them. */
  public synchronized void fail(Failure reason, String why) {
    end(JobRunState.FAILED, why, Optional.of(reason));
  }

  private void end(JobRunState last, String why, Optional<Failure> reason) {
    if (!state.isFinal()) {
      state = last;
      details = why.length() > DETAILS ? why.substring(0, DETAILS) : why;
      failure = reason;
      finishedAt = Optional.of(Instant.now().truncatedTo(ChronoUnit.MILLIS));
    }
  }

  String arn() {
    return Account.arn("emr-containers", "/virtualclusters/" + cluster.id() + "/jobruns/" + id);
  }

  /** The answer of StartJobRun. */
  ObjectNode started() {
    return Json.object()
        .put("id", id)
        .put("name", name())
        .put("arn", arn())
        .put("virtualClusterId", cluster.id());
  }

  /** As lists and descriptions tell it. */
  synchronized ObjectNode described() {
    ObjectNode told =
        started()
            .put("state", state.name())
            .put("createdAt", createdAt.toString())
            .put("createdBy", createdBy);
    for (String field :
        new String[] {
          "clientToken",
          "executionRoleArn",
          "releaseLabel",
          "configurationOverrides",
          "jobDriver",
          "retryPolicyConfiguration"
        }) {
      if (request.has(field)) {
        told.set(field, request.get(field));
      }
    }
    told.set("tags", request.path("tags").isObject() ? request.get("tags") : Json.object());
    told.putObject("retryPolicyExecution").put("currentAttemptCount", 1);
    if (!details.isEmpty()) {
      told.put("stateDetails", details);
    }
    failure.ifPresent(reason -> told.put("failureReason", reason.name()));
    finishedAt.ifPresent(at -> told.put("finishedAt", at.toString()));
    return told;
  }
}
