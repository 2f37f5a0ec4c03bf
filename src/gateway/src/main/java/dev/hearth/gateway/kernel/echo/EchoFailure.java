package dev.hearth.gateway.kernel.echo;

import java.util.List;

/** A cell has failed, as user code does; no fault of the gateway's. */
final class EchoFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final String ename;

  EchoFailure(String ename, String evalue) {
    super(evalue, null, false, false); // the trace of an echo is nobody's code
    this.ename = ename;
  }

  static EchoFailure interrupted() {
    return new EchoFailure("KeyboardInterrupt", "The cell was interrupted.");
  }

  String ename() {
    return ename;
  }

  String evalue() {
    return getMessage();
  }

  List<String> traceback() {
    return List.of(ename + ": " + getMessage());
  }
}
