package dev.hearth.onboarding.aws.sdk;

import dev.hearth.onboarding.aws.Buckets;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Buckets by S3's API. */
final class SdkBuckets implements Buckets {
  private static final int MOVED = 301;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  private final S3Client s3;

  SdkBuckets(S3Client s3) {
    this.s3 = s3;
  }

  @Override
  public Access look(String bucket) {
    try {
      s3.listObjectsV2(request -> request.bucket(bucket).maxKeys(1));
      return Access.READABLE;
    } catch (S3Exception e) {
      switch (e.statusCode()) {
        case FORBIDDEN:
        case MOVED:
          return Access.FORBIDDEN;
        case NOT_FOUND:
          return Access.MISSING;
        default:
          throw e;
      }
    }
  }
}
