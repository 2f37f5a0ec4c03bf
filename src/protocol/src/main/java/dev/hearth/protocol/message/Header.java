package dev.hearth.protocol.message;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/**
 * The header of a Jupyter message.
 *
 * @param msgId unique per message
 * @param session the client's session for requests, the kernel's for what a kernel sends
 * @param username whoever the sender says they are; never authority
 * @param date ISO 8601, as it came
 * @param msgType e.g. {@code execute_request}
 * @param version of the message protocol, e.g. {@code 5.3}
 * @param subshellId of protocol 5.5; {@code null} is the main shell
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Header(
    String msgId,
    String session,
    String username,
    String date,
    String msgType,
    String version,
    String subshellId) {

  /** The protocol version that Hearth's kernels speak. */
  public static final String PROTOCOL_VERSION = "5.3";

  /** What stands for the parent of a message that has none: an empty JSON object. */
  public static final Header NONE = new Header("", "", "", null, "", null, null);

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  public Header {
    msgId = msgId == null ? "" : msgId;
    session = session == null ? "" : session;
    username = username == null ? "" : username;
    msgType = msgType == null ? "" : msgType;
  }

  /** A header for a new message of a kernel or client whose session is given. */
  public static Header of(String msgType, String session, String username) {
    return new Header(
        UUID.randomUUID().toString(),
        session,
        username,
        DATE.format(Instant.now()),
        msgType,
        PROTOCOL_VERSION,
        null);
  }
}
