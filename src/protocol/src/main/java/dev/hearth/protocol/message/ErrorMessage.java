package dev.hearth.protocol.message;

import java.util.List;

/**
 * {@code error}: code has failed.
 *
 * @param ename the error's kind; empty if the kernel named none
 * @param evalue its message; empty if there is none
 * @param traceback lines for display, may hold ANSI colours
 */
public record ErrorMessage(String ename, String evalue, List<String> traceback) implements Content {
  public static final String TYPE = "error";

  public ErrorMessage {
    // An error that lacks one of these is still an error that the user must see.
    ename = ename == null ? "" : ename;
    evalue = evalue == null ? "" : evalue;
    traceback = Immutable.list(traceback);
  }

  @Override
  public String msgType() {
    return TYPE;
  }
}
