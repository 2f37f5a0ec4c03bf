package dev.hearth.demo.run;

import dev.hearth.demo.aws.emr.JobRun;
import dev.hearth.demo.kube.Cluster;
import dev.hearth.demo.kube.PodStatuses;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The objects that EMR on EKS and Spark make for a job run. */
final class Pods {
  static final String DRIVER_CONTAINER = "spark-kubernetes-driver";
  static final String EXECUTOR_CONTAINER = "spark-kubernetes-executor";
  private static final String EMR = "emr-containers.amazonaws.com/";

  private final JobRun run;
  private final SparkSubmit submit;

  Pods(JobRun run, SparkSubmit submit) {
    this.run = run;
    this.submit = submit;
  }

  String driverName() {
    return "spark-" + run.id() + "-driver";
  }

  String image(String role) {
    return submit
        .setting("spark.kubernetes." + role + ".container.image")
        .or(() -> submit.setting("spark.kubernetes.container.image"))
        .orElseGet(() -> "emr-on-eks/spark/" + run.request().path("releaseLabel").asText());
  }

  Job job() {
    return new JobBuilder()
        .withNewMetadata()
        .withName(run.id())
        .withNamespace(run.cluster().namespace())
        .withLabels(labels("job.submitter"))
        .endMetadata()
        .withNewSpec()
        .withBackoffLimit(0)
        .withNewTemplate()
        .withSpec(submitterSpec())
        .endTemplate()
        .endSpec()
        .build();
  }

  Pod submitter(Job job) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(run.id() + "-" + run.id().substring(run.id().length() - 5))
        .withNamespace(run.cluster().namespace())
        .withLabels(labels("job.submitter"))
        .withOwnerReferences(Cluster.owner(job))
        .endMetadata()
        .withSpec(submitterSpec())
        .withStatus(PodStatuses.pending())
        .build();
  }

  private PodSpec submitterSpec() {
    return new PodSpecBuilder()
        .withRestartPolicy("Never")
        .addNewContainer()
        .withName("job-runner")
        .withImage("emr-on-eks/spark/" + run.request().path("releaseLabel").asText())
        .endContainer()
        .build();
  }

  /**
   * @param template the driver's pod template, if there is one
   */
  Pod driver(Optional<Pod> template, HasMetadata job) {
    Pod pod = base("driver", DRIVER_CONTAINER, template, job);
    pod.getMetadata().setName(driverName());
    Container main = main(pod);
    submit
        .below("spark.kubernetes.driverEnv.")
        .forEach((name, value) -> main.getEnv().add(Environment.plain(name, value)));
    submit
        .below("spark.kubernetes.driver.secretKeyRef.")
        .forEach((name, reference) -> main.getEnv().add(Environment.secret(name, reference)));
    main.setArgs(List.of("driver", "--class", submit.mainClass().orElse(""), submit.entryPoint()));
    main.getResources()
        .setRequests(
            Map.of(
                "cpu",
                new Quantity(submit.setting("spark.driver.cores").orElse("1")),
                "memory",
                memory("driver")));
    return pod;
  }

  /**
   * @param number by which Spark knows the executor
   */
  Pod executor(int number, Optional<Pod> template, Pod driver) {
    Pod pod = base("executor", EXECUTOR_CONTAINER, template, driver);
    String prefix =
        submit.setting("spark.kubernetes.executor.podNamePrefix").orElse("spark-" + run.id());
    pod.getMetadata().setName(prefix + "-exec-" + number);
    pod.getMetadata().getLabels().put("spark-exec-id", String.valueOf(number));
    Container main = main(pod);
    Map<String, Quantity> requests = new TreeMap<>();
    requests.put("cpu", new Quantity(submit.setting("spark.executor.cores").orElse("1")));
    requests.put("memory", memory("executor"));
    main.getResources().setRequests(requests);
    if (submit.executorsHaveGpus()) {
      String vendor = submit.setting("spark.executor.resource.gpu.vendor").orElse("nvidia.com");
      main.getResources()
          .setLimits(
              Map.of(
                  vendor + "/gpu",
                  new Quantity(
                      submit.setting("spark.executor.resource.gpu.amount").orElseThrow())));
    }
    return pod;
  }

  private Quantity memory(String role) {
    String memory = submit.setting("spark." + role + ".memory").orElse("1g");
    return new Quantity(memory.toUpperCase(java.util.Locale.ROOT).replaceAll("B$", "") + "i");
  }

  private Pod base(String role, String container, Optional<Pod> template, HasMetadata owner) {
    Pod pod = template.map(given -> new PodBuilder(given).build()).orElseGet(() -> new Pod());
    PodBuilder builder =
        new PodBuilder(pod)
            .editOrNewMetadata()
            .withNamespace(run.cluster().namespace())
            .addToLabels(submit.below("spark.kubernetes." + role + ".label."))
            .addToLabels(labels(role))
            .addToLabels("spark-role", role)
            .addToLabels("spark-app-selector", "spark-" + run.id())
            .addToAnnotations(submit.below("spark.kubernetes." + role + ".annotation."))
            .withOwnerReferences(Cluster.owner(owner))
            .endMetadata()
            .editOrNewSpec()
            .addToNodeSelector(submit.below("spark.kubernetes.node.selector."))
            .addToNodeSelector(submit.below("spark.kubernetes." + role + ".node.selector."))
            .withRestartPolicy("Never")
            .withServiceAccountName("emr-containers-sa-spark-" + role)
            .endSpec()
            .withStatus(PodStatuses.pending());
    Pod made = builder.build();
    made.getSpec().setContainers(containers(made, role, container));
    return made;
  }

  /** The template's, with Spark's container first: as it is there, or added. */
  private List<Container> containers(Pod pod, String role, String name) {
    List<Container> containers = new ArrayList<>();
    Container main =
        pod.getSpec().getContainers().stream()
            .filter(each -> name.equals(each.getName()))
            .findFirst()
            .orElseGet(Container::new);
    containers.add(
        new ContainerBuilder(main)
            .withName(name)
            .withImage(image(role))
            .withImagePullPolicy("Always")
            .editOrNewResources()
            .endResources()
            .build());
    pod.getSpec().getContainers().stream()
        .filter(each -> !name.equals(each.getName()))
        .forEach(containers::add);
    return containers;
  }

  static Container main(Pod pod) {
    return pod.getSpec().getContainers().get(0);
  }

  private Map<String, String> labels(String component) {
    return Map.of(
        EMR + "job.id",
        run.id(),
        EMR + "virtual-cluster-id",
        run.cluster().id(),
        EMR + "component",
        component,
        EMR + "resource.type",
        "job.run",
        "eks-subscription.amazonaws.com/emr.internal.id",
        run.id());
  }
}
