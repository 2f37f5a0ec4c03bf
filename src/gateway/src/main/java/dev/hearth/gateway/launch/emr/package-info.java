/**
 * Sessions on EMR on EKS: each is a job run in its team's virtual cluster, whose driver dials home.
 * See decision 0015. {@link dev.hearth.gateway.launch.emr.EmrLauncher} is the port's
 * implementation; {@code JobRuns}, {@code Namespaces}, {@code TemplateStore} and {@code DriverLogs}
 * speak to AWS and Kubernetes, {@code StartStory} and {@code RunEnd} put into words what those say.
 */
package dev.hearth.gateway.launch.emr;
