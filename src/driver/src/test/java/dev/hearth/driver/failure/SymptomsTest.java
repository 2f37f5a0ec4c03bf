package dev.hearth.driver.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Failures by the texts that Spark and others give them; each line is what a user has seen. */
class SymptomsTest {
  private static final String TASK =
      "Job aborted due to stage failure: Task 33 in stage 13.0 failed 4 times, most recent failure:"
          + " Lost task 33.3 in stage 13.0 (TID 372) (10.59.128.149 executor 2): ";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "ExecutorLostFailure (executor 2 exited caused by one of the running tasks) Reason: Container"
            + " killed by YARN for exceeding memory limits. 6.1 GB of 6 GB physical memory used."
            + "|An executor ran out of memory and was killed.",
        "ExecutorLostFailure (executor 2 exited caused by one of the running tasks) Reason: The"
            + " executor with id 2 exited with exit code 137(SIGKILL, possible container OOM)."
            + "|An executor ran out of memory and was killed.",
        "ExecutorLostFailure (executor 2 exited caused by one of the running tasks) Reason: Command"
            + " exited with code 52|An executor ran out of memory and was killed.",
        "java.lang.OutOfMemoryError: Java heap space|An executor ran out of memory.",
        "ExecutorLostFailure (executor 2 exited unrelated to the running tasks) Reason: Executor"
            + " decommission: spot interruption|A node was lost or taken back",
        "ExecutorLostFailure (executor 2 exited caused by one of the running tasks) Reason: Executor"
            + " heartbeat timed out after 166904 ms|An executor was lost",
        "ExecutorLostFailure (executor 2 exited caused by one of the running tasks) Reason: Command"
            + " exited with code 134|An executor's process crashed",
        "com.nvidia.spark.rapids.jni.GpuSplitAndRetryOOM: GPU OutOfMemory: could not split inputs and"
            + " retry|A GPU ran out of memory.",
        "com.nvidia.spark.rapids.jni.SplitAndRetryOOM: Attempted to handle a split, but was not"
            + " initialized with a splitPolicy.|A GPU ran out of memory.",
        "ai.rapids.cudf.CudfException: std::bad_alloc: out_of_memory: RMM failure"
            + " at:pool_memory_resource.hpp:196: Maximum pool size exceeded"
            + "|A GPU ran out of memory.",
        "com.nvidia.spark.rapids.jni.CpuRetryOOM: CPU OutOfMemory|on its way to and from the GPU",
        "ai.rapids.cudf.CudaFatalException: cudaErrorIllegalAddress an illegal memory access was"
            + " encountered|The GPU failed",
        "ml.dmlc.xgboost4j.java.XGBoostError: [21:43:12] /workspace/src/common/device_vector.cu:23:"
            + " Memory allocation error on worker 0: std::bad_alloc: cudaErrorMemoryAllocation: out of"
            + " memory|XGBoost ran out of GPU memory.",
        "ml.dmlc.xgboost4j.java.XGBoostError: Check failed: n_uniques == world (1 vs. 2) : Multiple"
            + " processes within communication group running on same CUDA device is not supported"
            + "|Two XGBoost workers got the same GPU.",
        "java.io.IOException: No space left on device|A disk is full",
        "org.apache.spark.SparkException: Python worker exited unexpectedly (crashed)"
            + "|A Python worker",
        "java.lang.ClassNotFoundException: com.acme.Parser|missing on the executors",
        "org.apache.hadoop.fs.s3a.AWSBadRequestException: getFileStatus on s3a://b/k:"
            + " AuthorizationHeaderMalformed|another region",
        "java.nio.file.AccessDeniedException: s3a://b/k: getFileStatus: AmazonS3Exception: Forbidden"
            + " (Service: Amazon S3; Status Code: 403; Error Code: 403 Forbidden)"
            + "|S3 refuses access.",
      })
  void whatHappenedInATaskIsNamed(String text, String named) {
    assertThat(Failures.advice(new SparkException(TASK + text)).orElseThrow()).contains(named);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "Job aborted due to stage failure: Total size of serialized results of 3 tasks (1024.3 MiB)"
            + " is bigger than spark.driver.maxResultSize (1024.0 MiB)|too large for the driver",
        "Could not execute broadcast in 300 secs. You can increase the timeout|in time",
        "Cannot broadcast the table that is larger than 8.0 GiB: 9.1 GiB.|too large to be broadcast",
        "Job aborted due to stage failure: ShuffleMapStage 3 (count at cell3:2) has failed the"
            + " maximum allowable number of times: 4. Most recent failure reason:|again and again",
        "Job aborted due to stage failure: ShuffleMapStage 6 (repartition at XGBoost.scala:308) has"
            + " failed the maximum allowable number of times: 4. Most recent failure reason: Stage"
            + " failed because barrier task ShuffleMapTask(6, 0) finished unsuccessfully."
            + " ml.dmlc.xgboost4j.java.XGBoostError: Failed to connect to the tracker.|the tracker",
        "Cannot call methods on a stopped SparkContext.|has been stopped",
      })
  void whatHappenedToTheSessionIsNamed(String text, String named) {
    assertThat(Failures.advice(new SparkException(text)).orElseThrow()).contains(named);
  }

  @ParameterizedTest
  @CsvSource({"java.lang.ArithmeticException: / by zero", "Code 137 is not valid in column status"})
  void aUsersOwnMistakesGetNoAdvice(String text) {
    assertThat(Failures.advice(new SparkException(TASK + text))).isEmpty();
  }
}
