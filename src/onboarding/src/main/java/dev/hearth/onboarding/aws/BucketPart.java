package dev.hearth.onboarding.aws;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearth.client.Failure;
import dev.hearth.onboarding.part.Found;
import dev.hearth.onboarding.part.Owner;
import dev.hearth.onboarding.part.Part;
import dev.hearth.onboarding.part.Trees;
import dev.hearth.onboarding.team.TeamPlace;
import java.util.Map;
import java.util.Optional;

/** The platform's bucket, which Hearth looks at and never makes, changes or removes. */
final class BucketPart implements Part {
  private final Buckets buckets;
  private final TeamPlace place;

  BucketPart(Buckets buckets, TeamPlace place) {
    this.buckets = buckets;
    this.place = place;
  }

  private String bucket() {
    return place.platform().bucket();
  }

  @Override
  public String title() {
    return "bucket " + bucket();
  }

  @Override
  public String why() {
    return "Pod templates lie there, and Spark's logs.";
  }

  @Override
  public JsonNode wanted() {
    return Trees.of(Map.of("bucket", bucket()));
  }

  @Override
  public Optional<Found> found() {
    switch (buckets.look(bucket())) {
      case READABLE:
        return Optional.of(new Found(wanted(), new Owner(Owner.Kind.ADOPTED, "")));
      case FORBIDDEN:
        throw Failure.environment(
            "the bucket " + bucket() + " is there, but not for these credentials",
            "Let them have s3:ListBucket on it, or name another bucket below platform.");
      default:
        throw Failure.environment(
            "there is no bucket " + bucket(),
            "aws s3 mb s3://" + bucket() + " --region " + place.platform().region());
    }
  }

  @Override
  public void create() {
    throw new IllegalStateException("Hearth makes no buckets");
  }

  @Override
  public void change(Found found) {
    throw new IllegalStateException("Hearth changes no buckets");
  }

  @Override
  public void remove(Found found) {
    throw new IllegalStateException("Hearth removes no buckets");
  }

  @Override
  public Optional<String> staysBecause() {
    return Optional.of("what is in S3 is kept");
  }
}
