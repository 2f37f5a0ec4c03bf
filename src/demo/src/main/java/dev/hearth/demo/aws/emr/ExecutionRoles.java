package dev.hearth.demo.aws.emr;

/** Which roles the pods of a namespace may assume. */
@FunctionalInterface
public interface ExecutionRoles {
  boolean mayServe(String roleArn, String namespace);
}
