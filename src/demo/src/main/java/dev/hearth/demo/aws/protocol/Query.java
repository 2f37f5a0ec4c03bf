package dev.hearth.demo.aws.protocol;

import dev.hearth.demo.aws.AwsError;
import dev.hearth.demo.http.Request;
import dev.hearth.demo.http.Response;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The protocol awsQuery: a form goes in, XML comes out.
 *
 * @param namespace of the service's XML
 */
public record Query(String namespace) {

  /** The operation that a request asks for. */
  public String operation(Request request) {
    String action = request.form().get("Action");
    if (action == null) {
      throw new AwsError(400, "MissingAction", "There is no Action in the request.");
    }
    return action;
  }

  /** An answer with a result. */
  public Response answer(String operation, Consumer<Xml> result) {
    Xml xml = new Xml().open(operation + "Response", namespace).open(operation + "Result");
    result.accept(xml);
    xml.close();
    return Response.text(200, "text/xml", metadata(xml).toString());
  }

  /** An answer of an operation that has no result. */
  public Response answer(String operation) {
    return Response.text(
        200, "text/xml", metadata(new Xml().open(operation + "Response", namespace)).toString());
  }

  private static Xml metadata(Xml xml) {
    return xml.open("ResponseMetadata").put("RequestId", UUID.randomUUID()).close();
  }

  public Response error(AwsError error) {
    Xml xml =
        new Xml()
            .open("ErrorResponse", namespace)
            .open("Error")
            .put("Type", error.status() < 500 ? "Sender" : "Receiver")
            .put("Code", error.code())
            .put("Message", error.getMessage())
            .close()
            .put("RequestId", UUID.randomUUID());
    return Response.text(error.status(), "text/xml", xml.toString());
  }

  /** A field that must be there. */
  public static String required(Map<String, String> form, String field) {
    String value = form.get(field);
    if (value == null || value.isEmpty()) {
      throw new AwsError(
          400,
          "ValidationError",
          "1 validation error detected: Value null at '"
              + field
              + "' failed to satisfy constraint: Member must not be null");
    }
    return value;
  }
}
