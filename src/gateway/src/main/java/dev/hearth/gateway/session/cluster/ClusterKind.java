package dev.hearth.gateway.session.cluster;

import java.util.Arrays;
import java.util.Optional;

/** What the executors of a profile are for; each kind has its own settings and rules. */
public enum ClusterKind {
  /** Spark on CPUs. */
  CPU("cpu", "Spark on CPUs"),

  /** Queries on GPUs with RAPIDS; several tasks share a GPU. */
  GPU_ETL("gpu-etl", "Queries on GPUs with RAPIDS"),

  /** Training with XGBoost on GPUs, in barrier stages: one task per GPU, executors that stay. */
  GPU_TRAIN("gpu-train", "Training with XGBoost on GPUs");

  private final String text;
  private final String purpose;

  ClusterKind(String text, String purpose) {
    this.text = text;
    this.purpose = purpose;
  }

  /** The kind of the shipped profile of that name; empty if none is shipped under it. */
  public static Optional<ClusterKind> shippedAs(String profile) {
    return Arrays.stream(values()).filter(kind -> kind.text.equals(profile)).findFirst();
  }

  String purpose() {
    return purpose;
  }

  boolean gpu() {
    return this != CPU;
  }

  /** As in the configuration; also the name of the shipped profile of this kind. */
  @Override
  public String toString() {
    return text;
  }
}
