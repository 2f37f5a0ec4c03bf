package dev.hearth.demo.aws;

import dev.hearth.demo.http.Request;
import dev.hearth.demo.http.Response;

/** One service of AWS. Safe for all threads. */
public interface AwsService {
  /** Its name in the scope of signatures, e.g. {@code emr-containers}. */
  String signingName();

  /**
   * Which of its operations a request asks for.
   *
   * @throws AwsError if there is no such operation
   */
  String operation(Request request);

  /**
   * Does it.
   *
   * @throws AwsError if it is refused
   */
  Response handle(String operation, Request request, Caller caller);

  /** An error in the service's protocol. */
  Response error(AwsError error);

  /** The code with which it refuses access keys that it does not know. */
  String unknownKeyCode();
}
