package dev.hearth.demo.kube;

import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** What the cluster's own parts (scheduler, kubelet, Karpenter) do to its objects. */
public final class Cluster {
  private static final int GONE = 404;

  private final KubernetesClient client;
  private final PodLogs logs;
  private final AtomicLong events = new AtomicLong(System.currentTimeMillis());

  /** Who tells an event. */
  public enum Source {
    SCHEDULER("default-scheduler"),
    KUBELET("kubelet"),
    KARPENTER("karpenter"),
    JOBS("job-controller");

    private final String component;

    Source(String component) {
      this.component = component;
    }
  }

  Cluster(KubernetesClient client, PodLogs logs) {
    this.client = client;
    this.logs = logs;
  }

  public void createNamespace(String name) {
    new Furnishing(client).createNamespace(name);
  }

  /** Makes a pod or a job; as it is then. */
  public <T extends HasMetadata> T create(T object) {
    return client.resource(object).create();
  }

  /**
   * Sets a pod's status.
   *
   * @return false if the pod is gone
   */
  public boolean status(Pod pod, PodStatus status) {
    return orGone(
        () ->
            client
                .pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .editStatus(
                    current -> {
                      current.setStatus(status);
                      return current;
                    }));
  }

  /** Sets a job's status, unless the job is gone. */
  public void status(Job job) {
    orGone(
        () ->
            client
                .batch()
                .v1()
                .jobs()
                .inNamespace(job.getMetadata().getNamespace())
                .withName(job.getMetadata().getName())
                .editStatus(
                    current -> {
                      current.setStatus(job.getStatus());
                      return current;
                    }));
  }

  private static boolean orGone(Runnable change) {
    try {
      change.run();
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == GONE) {
        return false;
      }
      throw e;
    }
  }

  public boolean exists(Pod pod) {
    return client
            .pods()
            .inNamespace(pod.getMetadata().getNamespace())
            .withName(pod.getMetadata().getName())
            .get()
        != null;
  }

  /** Deletes an object, if it is there, and what a pod has written with it. */
  public void delete(HasMetadata object) {
    client.resource(object).delete();
    if (object instanceof Pod) {
      logs.remove(object.getMetadata().getNamespace(), object.getMetadata().getName());
    }
  }

  /** From now on the pod's log is what is in a file. */
  public void logsTo(Pod pod, Path file) {
    logs.put(pod.getMetadata().getNamespace(), pod.getMetadata().getName(), file);
  }

  public void normal(HasMetadata about, Source source, String reason, String message) {
    event(about, "Normal", source, reason, message);
  }

  public void warning(HasMetadata about, Source source, String reason, String message) {
    event(about, "Warning", source, reason, message);
  }

  private void event(HasMetadata about, String type, Source source, String reason, String message) {
    String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    client
        .resource(
            new EventBuilder()
                .withNewMetadata()
                .withName(
                    about.getMetadata().getName()
                        + "."
                        + Long.toHexString(events.incrementAndGet()))
                .withNamespace(about.getMetadata().getNamespace())
                .endMetadata()
                .withNewInvolvedObject()
                .withKind(about.getKind())
                .withApiVersion(about.getApiVersion())
                .withNamespace(about.getMetadata().getNamespace())
                .withName(about.getMetadata().getName())
                .withUid(about.getMetadata().getUid())
                .endInvolvedObject()
                .withType(type)
                .withReason(reason)
                .withMessage(message)
                .withNewSource()
                .withComponent(source.component)
                .endSource()
                .withReportingComponent(source.component)
                .withFirstTimestamp(now)
                .withLastTimestamp(now)
                .withCount(1)
                .build())
        .create();
  }

  /** A secret, if it is there. */
  public Optional<Secret> secret(String namespace, String name) {
    return Optional.ofNullable(client.secrets().inNamespace(namespace).withName(name).get());
  }

  /** The text of a key in a secret. */
  public static Optional<String> text(Secret secret, String key) {
    return Optional.ofNullable(secret.getData())
        .map(data -> data.get(key))
        .map(encoded -> new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8))
        .or(() -> Optional.ofNullable(secret.getStringData()).map(data -> data.get(key)));
  }

  /** By which an object belongs to another. */
  public static OwnerReference owner(HasMetadata owner) {
    return new OwnerReferenceBuilder()
        .withApiVersion(owner.getApiVersion())
        .withKind(owner.getKind())
        .withName(owner.getMetadata().getName())
        .withUid(owner.getMetadata().getUid())
        .withController(true)
        .build();
  }
}
