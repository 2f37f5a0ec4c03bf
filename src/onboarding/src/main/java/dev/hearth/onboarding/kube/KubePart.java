package dev.hearth.onboarding.kube;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearth.onboarding.part.Found;
import dev.hearth.onboarding.part.Marks;
import dev.hearth.onboarding.part.Part;
import dev.hearth.onboarding.team.TeamPlace;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** An object of Kubernetes. */
final class KubePart implements Part {
  private final KubernetesClient client;
  private final TeamPlace place;
  private final HasMetadata manifest;
  private final String title;
  private final String why;

  KubePart(
      KubernetesClient client, TeamPlace place, HasMetadata manifest, String title, String why) {
    this.client = client;
    this.place = place;
    this.manifest = manifest;
    this.title = title + " " + manifest.getMetadata().getName();
    this.why = why;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public String why() {
    return why;
  }

  @Override
  public boolean isFreeForAll() {
    return manifest instanceof Namespace;
  }

  @Override
  public JsonNode wanted() {
    return KubeView.of(manifest, manifest.getMetadata().getLabels().keySet());
  }

  @Override
  public Optional<Found> found() {
    return Optional.ofNullable(client.resource(manifest).get())
        .map(
            object ->
                new Found(
                    KubeView.of(object, manifest.getMetadata().getLabels().keySet()),
                    Marks.LABELS.owner(labels(object), place.name())));
  }

  private static Map<String, String> labels(HasMetadata object) {
    Map<String, String> labels = object.getMetadata().getLabels();
    return labels == null ? Map.of() : labels;
  }

  @Override
  public void create() {
    client.resource(manifest).create();
  }

  @Override
  public void change(Found found) {
    HasMetadata now = client.resource(manifest).get();
    HasMetadata changed = client.getKubernetesSerialization().clone(manifest);
    Map<String, String> labels = new HashMap<>(labels(now));
    labels.putAll(manifest.getMetadata().getLabels());
    labels.putAll(Marks.LABELS.keeping(found, place.name()));
    changed.getMetadata().setLabels(labels);
    changed.getMetadata().setAnnotations(now.getMetadata().getAnnotations());
    if (now instanceof RoleBinding old
        && !old.getRoleRef().equals(((RoleBinding) manifest).getRoleRef())) {
      // Whose rights a binding gives cannot be changed.
      client.resource(now).delete();
      client.resource(changed).create();
      return;
    }
    // Who else changes it meanwhile makes this fail rather than lose their change.
    changed.getMetadata().setResourceVersion(now.getMetadata().getResourceVersion());
    client.resource(changed).update();
  }

  @Override
  public void remove(Found found) {
    client.resource(manifest).delete();
  }
}
