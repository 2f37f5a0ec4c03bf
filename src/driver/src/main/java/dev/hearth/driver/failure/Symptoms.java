package dev.hearth.driver.failure;

import java.util.List;

/**
 * Failures of machines, memory and storage by the texts that Spark 3.5, YARN, Kubernetes, RAPIDS,
 * XGBoost and S3 give them. The special before the general: the first that fits counts.
 */
final class Symptoms {
  private static final String OUT_OF_HEAP = "java\\.lang\\.OutOfMemoryError";
  private static final String IN_A_TASK = "Job aborted due to stage failure[\\s\\S]*";

  private Symptoms() {}

  static final List<Rule> XGBOOST =
      List.of(
          Symptom.of(
              "xgboost4j\\.cpp[\\s\\S]*jenv->ExceptionOccurred|sparse vectors in the dataset",
              "XGBoost could not read the rows that it was given.",
              "Mostly some feature vectors are sparse, as VectorAssembler makes them where there are"
                  + " many zeros, and missing is not 0. Either setMissing(0f), if a zero means that"
                  + " there is no value, or make the vectors dense (array_to_vector of the columns)."),
          Symptom.of(
              "XGBoostError[\\s\\S]*Failed to connect to the tracker",
              "An XGBoost worker could not reach the tracker, which runs in the session's driver.",
              "If an earlier attempt had failed, the tracker was gone, and that failure counts."
                  + " Otherwise the network lets no executor connect to the driver:"
                  + " setRabitTrackerHostIp with the address of the driver's pod."));

  static final List<Rule> GPU =
      List.of(
          Symptom.of(
              "XGBoostError[\\s\\S]*(Memory allocation error|cudaErrorMemoryAllocation|bad_alloc)",
              "XGBoost ran out of GPU memory.",
              "Train on fewer rows per GPU (more workers: num_workers), lower max_bin or max_depth,"
                  + " or leave it more memory (spark.rapids.memory.gpu.allocFraction)."),
          Symptom.of(
              "Multiple processes within communication group running on same CUDA device",
              "Two XGBoost workers got the same GPU.",
              "Give each executor one GPU of its own (spark.executor.resource.gpu.amount=1) and set"
                  + " num_workers to the number of executors."),
          Symptom.of(
              "CudaFatalException|fatal CUDA error|illegal memory access was encountered"
                  + "|\\bXid\\b|cudaErrorIllegalAddress",
              "The GPU failed and its executor had to stop.",
              "Run the cell again: Spark starts another executor. If it comes back, look for Xid"
                  + " errors in the node's kernel log and replace the node."),
          Symptom.of(
              "Cpu(SplitAnd)?RetryOOM",
              "An executor ran out of memory for data on its way to and from the GPU.",
              "Raise spark.executor.memoryOverhead and spark.rapids.memory.host.offHeapLimit.size,"
                  + " or lower spark.rapids.sql.concurrentGpuTasks."),
          Symptom.of(
              "(Gpu|\\.)(SplitAnd)?RetryOOM|GpuOOM|GPU OutOfMemory|aximum pool size exceeded"
                  + "|cudaErrorMemoryAllocation|CudfException[^\\n]*bad_alloc",
              "A GPU ran out of memory.",
              "Lower spark.rapids.sql.concurrentGpuTasks and spark.rapids.sql.batchSizeBytes, use"
                  + " more partitions (spark.sql.shuffle.partitions), or GPUs with more memory."));

  static final List<Rule> EXECUTORS =
      List.of(
          Symptom.of(
              "exceeding (physical |virtual )?memory limits|OOMKilled"
                  + "|exit(ed with)?( exit)? (code|status):? ?(137|52)\\b"
                  + "|Exit status: (137|52|143)\\b|Command exited with code (137|52)\\b",
              "An executor ran out of memory and was killed.",
              "Give executors more (spark.executor.memory; spark.executor.memoryOverhead for Python"
                  + " and native code), or give each task less: more partitions"
                  + " (spark.sql.shuffle.partitions), fewer cores per executor."),
          Symptom.of(
              IN_A_TASK + OUT_OF_HEAP,
              "An executor ran out of memory.",
              "Raise spark.executor.memory, or give each task less: more partitions"
                  + " (spark.sql.shuffle.partitions), fewer cores per executor."),
          Symptom.of(
              "[Ss]pot (instance|interruption)|Executor decommission|[Nn]ode.{0,40}(terminated|lost)"
                  + "|[Ww]orker lost|Host .* (was )?(lost|terminated)|Evicted",
              "A node was lost or taken back, with the executors on it.",
              "Run the cell again; for long jobs use on-demand nodes, or write intermediate results"
                  + " with checkpoint() or to files."),
          Symptom.of(
              "exit(ed with)?( exit)? code:? ?(134|139)\\b|Command exited with code (134|139)\\b",
              "An executor's process crashed in native code.",
              "Look at the executor's log in the Spark UI; without spark.rapids.sql.enabled or the"
                  + " native library in question it can be told whose fault it is."),
          Symptom.of(
              "has failed the maximum allowable number of times(?![\\s\\S]*barrier task)|FetchFailed"
                  + "|MetadataFetchFailedException",
              "Output of an earlier stage was lost again and again, because executors were.",
              "Look in the Spark UI why they died: mostly for want of memory"
                  + " (spark.executor.memoryOverhead), disk, or nodes that were taken back."),
          Symptom.of(
              "Python worker (exited unexpectedly|failed to connect back)",
              "A Python worker on an executor crashed or could not start.",
              "Mostly it was killed for want of memory (spark.executor.memoryOverhead,"
                  + " spark.executor.pyspark.memory), or Python differs there"
                  + " (spark.pyspark.python)."),
          Symptom.of(
              "Executor heartbeat timed out|ExecutorLostFailure|Remote RPC client disassociated",
              "An executor was lost while it worked for this cell.",
              "Its log in the Spark UI tells why. Often it had too little memory"
                  + " (spark.executor.memory, spark.executor.memoryOverhead) or its node went away."));

  static final List<Rule> DRIVER =
      List.of(
          Symptom.of(
              "bigger than (local result size limit )?spark\\.driver\\.maxResultSize",
              "The result is too large for the driver.",
              "Collect less: aggregate, limit(n), or write it with df.write. Raising"
                  + " spark.driver.maxResultSize needs a driver with the memory for it."),
          Symptom.of(
              "Could not execute broadcast in \\d+ secs",
              "A table could not be broadcast in time.",
              "Turn that broadcast off (spark.conf.set(\"spark.sql.autoBroadcastJoinThreshold\", -1)"
                  + ", no broadcast(df)), or raise spark.sql.broadcastTimeout if it is small but slow"
                  + " to compute."),
          Symptom.of(
              "Cannot broadcast the table|Not enough memory to build and broadcast",
              "A table is too large to be broadcast.",
              "Turn that broadcast off: no broadcast(df), and"
                  + " spark.conf.set(\"spark.sql.autoBroadcastJoinThreshold\", -1)."),
          Symptom.of(
              OUT_OF_HEAP,
              "The session's driver ran out of memory.",
              "Keep less in it: no collect() of large data, smaller broadcasts; or start the session"
                  + " with more (spark.driver.memory). Restart the kernel if it behaves oddly now."),
          Symptom.of(
              "stopped SparkContext|SparkContext (was|has been) (shut down|shutdown|stopped)",
              "The session's Spark has been stopped.",
              "Restart the kernel to get a new one; leave out sc.stop() and spark.stop()."));

  static final List<Rule> STORAGE =
      List.of(
          Symptom.of(
              "No space left on device",
              "A disk is full, of an executor or of the driver.",
              "Shuffles and spills fill spark.local.dir: use larger or more disks, more executors, or"
                  + " shuffle less (filter and select columns before joins)."),
          Symptom.of(
              "No FileSystem for scheme \"?s3a?\"?|S3AFileSystem not found",
              "This session cannot read S3: Hadoop's S3 client is not on its classpath.",
              "Use s3a:// with %deps org.apache.hadoop:hadoop-aws of Spark's Hadoop version, or a"
                  + " profile that has it."),
          Symptom.of(
              "(Unable to load|No AWS|Unable to find).{0,30}[Cc]redentials|NoAwsCredentials",
              "There are no AWS credentials.",
              "Give the session an execution role, or set the credentials provider"
                  + " (spark.hadoop.fs.s3a.aws.credentials.provider)."),
          Symptom.of(
              "AuthorizationHeaderMalformed|PermanentRedirect|BucketRegionError"
                  + "|must be addressed using the specified endpoint",
              "The S3 bucket is in another region.",
              "Set spark.hadoop.fs.s3a.endpoint.region to the bucket's region."),
          Symptom.of(
              "NoSuchBucket",
              "There is no such S3 bucket.",
              "Check its name for a typing error, and the account that it belongs to."),
          Symptom.of(
              "(?i)(s3|amazonaws)[\\s\\S]*(AccessDenied|Access Denied|Status Code: 403)"
                  + "|(AccessDenied|Access Denied)[\\s\\S]*(s3|amazonaws)",
              "S3 refuses access.",
              "The session's role needs s3:GetObject and s3:ListBucket on that bucket and path (for"
                  + " writing s3:PutObject and s3:DeleteObject), and kms:Decrypt if it is"
                  + " encrypted."));
}
