package dev.hearth.gateway.launch.emr;

import dev.hearth.gateway.error.HearthException;
import dev.hearth.gateway.error.InvalidRequest;
import dev.hearth.gateway.error.Unavailable;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** What AWS has against a request, in words for a user and for whoever runs the gateway. */
final class AwsFailure {
  private AwsFailure() {}

  /**
   * @param what was tried, e.g. {@code start a job run in the virtual cluster abc}
   */
  static HearthException of(String what, SdkException failure) {
    if (failure instanceof AwsServiceException answer) {
      return answered(what, answer);
    }
    String cause = firstLine(failure.getMessage());
    if (failure instanceof SdkClientException && cause.contains("credentials")) {
      return new Unavailable(
          "The gateway has no credentials for AWS, and cannot "
              + what
              + ". Give its service account a role, or set AWS_ACCESS_KEY_ID and"
              + " AWS_SECRET_ACCESS_KEY. AWS's SDK says: "
              + cause,
          failure);
    }
    return new Unavailable(
        "AWS could not be reached to " + what + ": " + cause + " Trying again may help.", failure);
  }

  /** Whether a request that failed so may have done its work: the answer was lost, or an error. */
  static boolean mayHaveBeenCarriedOut(RuntimeException failure) {
    Throwable cause = failure.getCause();
    if (cause instanceof AwsServiceException answer) {
      return answer.statusCode() >= 500;
    }
    return cause instanceof SdkException;
  }

  private static HearthException answered(String what, AwsServiceException answer) {
    String code = code(answer);
    String message = message(answer);
    if (answer.isThrottlingException() || code.contains("Throttled")) {
      return new Unavailable(
          "AWS did not take the request to "
              + what
              + ": too many requests at a time, also after several tries. Try again in a minute.",
          answer);
    }
    switch (code) {
      case "AccessDeniedException":
      case "AccessDenied":
        return new Unavailable(
            "The gateway's role may not "
                + what
                + ". The platform team can allow it (docs/emr.md, Rights). AWS says: "
                + message,
            answer);
      case "ResourceNotFoundException":
        return new InvalidRequest(
            "AWS does not know what is needed to "
                + what
                + ": "
                + message
                + " 'hearth team check FILE --live' says what is missing.",
            answer);
      case "ValidationException":
        return new InvalidRequest("EMR refuses to " + what + ": " + message, answer);
      case "UnrecognizedClientException":
      case "InvalidClientTokenId":
      case "InvalidSignatureException":
      case "ExpiredTokenException":
      case "ExpiredToken":
        return new Unavailable(
            "AWS does not accept the gateway's credentials, so that it cannot "
                + what
                + ". AWS says: "
                + message,
            answer);
      default:
        return new Unavailable(
            "AWS failed to "
                + what
                + ": "
                + message
                + " ("
                + code
                + ", request "
                + Optional.ofNullable(answer.requestId()).orElse("without id")
                + ").",
            answer);
    }
  }

  private static String code(AwsServiceException answer) {
    return Optional.ofNullable(answer.awsErrorDetails())
        .map(AwsErrorDetails::errorCode)
        .orElse("HTTP " + answer.statusCode());
  }

  private static String message(AwsServiceException answer) {
    String message =
        Optional.ofNullable(answer.awsErrorDetails())
            .map(AwsErrorDetails::errorMessage)
            .filter(text -> !text.isBlank())
            .orElse("HTTP " + answer.statusCode());
    String line = firstLine(message);
    return line.endsWith(".") ? line : line + ".";
  }

  private static String firstLine(String text) {
    return Optional.ofNullable(text).flatMap(t -> t.lines().findFirst()).orElse("no reason given");
  }
}
