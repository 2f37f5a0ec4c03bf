package dev.hearth.onboarding.aws;

/** Buckets of S3, which are looked at and never changed. */
public interface Buckets {

  Access look(String bucket);

  /** Whether a bucket can be had. */
  enum Access {
    READABLE,
    FORBIDDEN,
    MISSING
  }
}
