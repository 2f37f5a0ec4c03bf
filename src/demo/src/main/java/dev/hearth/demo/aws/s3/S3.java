package dev.hearth.demo.aws.s3;

import dev.hearth.demo.aws.Account;
import dev.hearth.demo.aws.AwsError;
import dev.hearth.demo.aws.AwsService;
import dev.hearth.demo.aws.Caller;
import dev.hearth.demo.aws.protocol.Xml;
import dev.hearth.demo.http.Request;
import dev.hearth.demo.http.Response;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The service S3, with buckets in the path or, where the host has a name, in front of it. */
public final class S3 implements AwsService {
  private static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d*)-(\\d*)");
  private static final int PAGE = 1000;

  private final ObjectStore store;

  public S3(ObjectStore store) {
    this.store = store;
  }

  /**
   * What a request is about.
   *
   * @param key empty for the bucket itself
   */
  private record Target(String bucket, String key) {
    static Target of(Request request) {
      String path = Request.decodePath(request.path()).substring(1);
      Optional<String> inHost =
          request
              .header("Host")
              .map(host -> host.replaceAll(":\\d+$", ""))
              .filter(host -> host.endsWith(".localhost") || host.contains(".s3."))
              .map(host -> host.replaceAll("\\.(localhost|s3\\..*)$", ""));
      if (inHost.isPresent()) {
        return new Target(inHost.get(), path);
      }
      int slash = path.indexOf('/');
      return slash < 0
          ? new Target(path, "")
          : new Target(path.substring(0, slash), path.substring(slash + 1));
    }

    boolean isObject() {
      return !key.isEmpty();
    }
  }

  @Override
  public String signingName() {
    return "s3";
  }

  @Override
  public String operation(Request request) {
    boolean object = Target.of(request).isObject();
    return switch (request.method()) {
      case "PUT" -> object ? "PutObject" : "CreateBucket";
      case "GET" -> object ? "GetObject" : "ListObjectsV2";
      case "HEAD" -> object ? "HeadObject" : "HeadBucket";
      case "DELETE" -> object ? "DeleteObject" : "DeleteBucket";
      default ->
          throw new AwsError(501, "NotImplemented", "This stand-in does not know this operation.");
    };
  }

  @Override
  public Response handle(String operation, Request request, Caller caller) {
    Target target = Target.of(request);
    return switch (operation) {
      case "CreateBucket" -> {
        store.createBucket(target.bucket());
        yield Response.of(200).with("Location", "/" + target.bucket());
      }
      case "HeadBucket" -> {
        if (!store.hasBucket(target.bucket())) {
          throw new AwsError(404, "NoSuchBucket", "The specified bucket does not exist");
        }
        yield Response.of(200).with("x-amz-bucket-region", Account.REGION);
      }
      case "ListObjectsV2" -> list(target.bucket(), request);
      case "PutObject" -> put(target, request);
      case "GetObject", "HeadObject" -> get(target, request);
      case "DeleteObject" -> {
        store.delete(target.bucket(), target.key());
        yield Response.of(204);
      }
      default ->
          throw new AwsError(501, "NotImplemented", "This stand-in does not know " + operation);
    };
  }

  private Response put(Target target, Request request) {
    SentContent sent = SentContent.of(request);
    boolean onlyNew = request.header("If-None-Match").filter("*"::equals).isPresent();
    store.put(target.bucket(), target.key(), sent.bytes(), onlyNew);
    return Response.of(200)
        .with("ETag", etag(sent.bytes()))
        .with("x-amz-checksum-crc32", sent.crc32());
  }

  private Response get(Target target, Request request) {
    byte[] content =
        store
            .get(target.bucket(), target.key())
            .orElseThrow(() -> new AwsError(404, "NoSuchKey", "The specified key does not exist."));
    Instant modified = store.modified(target.bucket(), target.key());
    String etag = etag(content);
    if (request.header("If-None-Match").filter(etag::equals).isPresent()) {
      return Response.of(304).with("ETag", etag);
    }
    Optional<Matcher> range = request.header("Range").map(RANGE::matcher).filter(Matcher::matches);
    Response response = range.isPresent() ? part(content, range.get()) : whole(content, request);
    return response
        .with("ETag", etag)
        .with("Content-Type", "binary/octet-stream")
        .with("Accept-Ranges", "bytes")
        .with(
            "Last-Modified",
            DateTimeFormatter.RFC_1123_DATE_TIME.format(modified.atOffset(ZoneOffset.UTC)));
  }

  private static Response whole(byte[] content, Request request) {
    Response whole = new Response(200, java.util.Map.of(), content);
    return request.header("x-amz-checksum-mode").isPresent()
        ? whole
            .with("x-amz-checksum-crc32", SentContent.crc32(content))
            .with("x-amz-checksum-type", "FULL_OBJECT")
        : whole;
  }

  private static Response part(byte[] content, Matcher range) {
    boolean suffix = range.group(1).isEmpty();
    long from =
        suffix
            ? Math.max(0, content.length - Long.parseLong(range.group(2)))
            : Long.parseLong(range.group(1));
    long to =
        suffix || range.group(2).isEmpty()
            ? content.length - 1L
            : Math.min(content.length - 1L, Long.parseLong(range.group(2)));
    if (from > to) {
      throw new AwsError(416, "InvalidRange", "The requested range is not satisfiable");
    }
    return new Response(
        206,
        java.util.Map.of("Content-Range", "bytes " + from + "-" + to + "/" + content.length),
        Arrays.copyOfRange(content, (int) from, (int) to + 1));
  }

  private Response list(String bucket, Request request) {
    String prefix = request.parameter("prefix").orElse("");
    String delimiter = request.parameter("delimiter").orElse("");
    String after =
        request
            .parameter("continuation-token")
            .or(() -> request.parameter("start-after"))
            .orElse("");
    int most = Math.min(PAGE, Integer.parseInt(request.parameter("max-keys").orElse("" + PAGE)));
    List<ObjectStore.Listed> all =
        store.list(bucket, prefix).stream()
            .filter(object -> object.key().compareTo(after) > 0)
            .toList();
    Set<String> common = new TreeSet<>();
    Xml xml = new Xml().open("ListBucketResult", NAMESPACE);
    int count = 0;
    String last = "";
    boolean truncated = false;
    for (ObjectStore.Listed object : all) {
      int end = delimiter.isEmpty() ? -1 : object.key().indexOf(delimiter, prefix.length());
      boolean seen =
          end >= 0 && common.contains(object.key().substring(0, end + delimiter.length()));
      if (!seen && count == most) {
        truncated = true;
        break;
      }
      last = object.key();
      if (end >= 0) {
        count += common.add(object.key().substring(0, end + delimiter.length())) ? 1 : 0;
      } else {
        count++;
        xml.open("Contents")
            .put("Key", object.key())
            .put("LastModified", object.modified().truncatedTo(ChronoUnit.MILLIS))
            .put("ETag", etag(store.get(bucket, object.key()).orElse(new byte[0])))
            .put("Size", object.size())
            .put("StorageClass", "STANDARD")
            .close();
      }
    }
    common.forEach(each -> xml.open("CommonPrefixes").put("Prefix", each).close());
    xml.put("Name", bucket)
        .put("Prefix", prefix)
        .put("MaxKeys", most)
        .put("KeyCount", count)
        .put("IsTruncated", truncated);
    if (truncated) {
      xml.put("NextContinuationToken", last);
    }
    return Response.text(200, "application/xml", xml.toString());
  }

  private static String etag(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("MD5").digest(content);
      return '"' + String.format("%032x", new BigInteger(1, digest)) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Response error(AwsError error) {
    Xml xml =
        new Xml()
            .open("Error")
            .put("Code", error.code())
            .put("Message", error.getMessage())
            .put("RequestId", UUID.randomUUID());
    return Response.text(error.status(), "application/xml", xml.toString());
  }

  @Override
  public String unknownKeyCode() {
    return "InvalidAccessKeyId";
  }
}
