package dev.hearth.demo.aws.s3;

import dev.hearth.demo.aws.AwsError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Buckets as folders and objects as files, so that a curious person can look at them. A key cannot
 * be an object and the beginning of others' at once, where S3 allows that.
 */
public final class ObjectStore {

  /** What a list tells of an object. */
  public record Listed(String key, long size, Instant modified) {}

  private final Path folder;

  public ObjectStore(Path folder) {
    this.folder = folder;
  }

  /** Makes it, if it is not there. */
  public void createBucket(String bucket) {
    try {
      Files.createDirectories(bucketFolder(bucket));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public boolean hasBucket(String bucket) {
    return Files.isDirectory(bucketFolder(bucket));
  }

  /**
   * Stores an object.
   *
   * @throws AwsError if there is no such bucket, or only a new object is wanted and there is one
   */
  public synchronized void put(String bucket, String key, byte[] content, boolean onlyNew) {
    Path file = file(bucket, key);
    if (onlyNew && Files.exists(file)) {
      throw new AwsError(
          412,
          "PreconditionFailed",
          "At least one of the pre-conditions you specified did not hold");
    }
    try {
      Files.createDirectories(file.getParent());
      Path fresh = Files.createTempFile(folder, "put-", null);
      Files.write(fresh, content);
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new AwsError(
          400, "InvalidRequest", "This stand-in cannot store the key " + key + ": " + e);
    }
  }

  /** The object, if there is one. */
  public Optional<byte[]> get(String bucket, String key) {
    Path file = file(bucket, key);
    try {
      return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Instant modified(String bucket, String key) {
    try {
      return Files.getLastModifiedTime(file(bucket, key)).toInstant();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public synchronized void delete(String bucket, String key) {
    try {
      Files.deleteIfExists(file(bucket, key));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All objects whose keys begin so, in the order of their keys. */
  public List<Listed> list(String bucket, String prefix) {
    Path root = existing(bucket);
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> listed(root, file))
          .filter(object -> object.key().startsWith(prefix))
          .sorted(Comparator.comparing(Listed::key))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Listed listed(Path root, Path file) {
    StringBuilder key = new StringBuilder();
    for (Path part : root.relativize(file)) {
      key.append(key.isEmpty() ? "" : "/").append(decode(part.toString()));
    }
    try {
      return new Listed(
          key.toString(), Files.size(file), Files.getLastModifiedTime(file).toInstant());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(String bucket, String key) {
    Path file = existing(bucket);
    for (String part : key.split("/", -1)) {
      file = file.resolve(encode(part));
    }
    return file;
  }

  private Path existing(String bucket) {
    Path path = bucketFolder(bucket);
    if (!Files.isDirectory(path)) {
      throw new AwsError(404, "NoSuchBucket", "The specified bucket does not exist");
    }
    return path;
  }

  private Path bucketFolder(String bucket) {
    if (!bucket.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]") || bucket.contains("..")) {
      throw new AwsError(400, "InvalidBucketName", "The specified bucket is not valid.");
    }
    return folder.resolve(bucket);
  }

  /** A part of a key as a file's name: neither empty nor one that leads elsewhere. */
  private static String encode(String part) {
    return switch (part) {
      case "" -> "%";
      case "." -> "%2E";
      case ".." -> "%2E%2E";
      default -> URLEncoder.encode(part, StandardCharsets.UTF_8);
    };
  }

  private static String decode(String name) {
    return name.equals("%") ? "" : URLDecoder.decode(name, StandardCharsets.UTF_8);
  }
}
