package dev.hearth.gateway.http;

import dev.hearth.gateway.error.Conflict;
import dev.hearth.gateway.error.Forbidden;
import dev.hearth.gateway.error.HearthException;
import dev.hearth.gateway.error.InvalidRequest;
import dev.hearth.gateway.error.NotFound;
import dev.hearth.gateway.error.TooLarge;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;

/** What a failed request is answered with. */
@Provider
public class FailureMapper implements ExceptionMapper<Throwable> {
  private static final Logger LOG = Logger.getLogger(FailureMapper.class);

  /** In words where the framework has only a number. */
  private static final Map<Integer, String> OF_THE_FRAMEWORK =
      Map.of(
          404, "There is nothing at this address.",
          405, "This address does not take that method.",
          406, "This address cannot answer in that format.",
          413, "The request is too large.",
          415, "This address does not take that format; send JSON.");

  @Context UriInfo uri;

  @Override
  public Response toResponse(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    ErrorAnswer answer = answer(cause);
    Response.ResponseBuilder response =
        Response.status(answer.status())
            .type(answer.mediaType(uri.getPath()))
            .entity(answer.body(uri.getPath()));
    if (cause instanceof WebApplicationException web) {
      copyHeaders(web.getResponse(), response);
    }
    return response.build();
  }

  /** Such as {@code Allow}, which belongs to a 405. */
  private static void copyHeaders(Response from, Response.ResponseBuilder to) {
    from.getHeaders()
        .forEach(
            (name, values) -> {
              if (!name.equalsIgnoreCase(HttpHeaders.CONTENT_TYPE)
                  && !name.equalsIgnoreCase(HttpHeaders.CONTENT_LENGTH)) {
                values.forEach(value -> to.header(name, value));
              }
            });
  }

  private static ErrorAnswer answer(Throwable failure) {
    if (failure instanceof HearthException known) {
      return new ErrorAnswer(status(known), known.getMessage(), null);
    }
    if (failure instanceof WebApplicationException web) {
      int status = web.getResponse().getStatus();
      return new ErrorAnswer(status, OF_THE_FRAMEWORK.getOrDefault(status, web.getMessage()), null);
    }
    String id = UUID.randomUUID().toString();
    LOG.errorf(failure, "A request failed unexpectedly (error %s)", id);
    return new ErrorAnswer(
        500,
        "The gateway failed to answer this request.",
        "That is a fault of Hearth's. Its log has the details under error " + id + ".");
  }

  private static int status(HearthException failure) {
    if (failure instanceof NotFound) {
      return 404;
    }
    if (failure instanceof InvalidRequest) {
      return 400;
    }
    if (failure instanceof Forbidden) {
      return 403;
    }
    if (failure instanceof Conflict) {
      return 409;
    }
    if (failure instanceof TooLarge) {
      return 413;
    }
    return 503;
  }
}
