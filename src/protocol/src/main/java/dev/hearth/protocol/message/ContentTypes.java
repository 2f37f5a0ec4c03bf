package dev.hearth.protocol.message;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;

/** Which record stands for which message type. */
final class ContentTypes {
  private static final Map<String, Class<? extends Content>> TYPES =
      Map.ofEntries(
          entry(Comm.Open.TYPE, Comm.Open.class),
          entry(Comm.Msg.TYPE, Comm.Msg.class),
          entry(Comm.Close.TYPE, Comm.Close.class),
          entry(Comm.InfoRequest.TYPE, Comm.InfoRequest.class),
          entry(Comm.InfoReply.TYPE, Comm.InfoReply.class),
          entry(Complete.Request.TYPE, Complete.Request.class),
          entry(Complete.Reply.TYPE, Complete.Reply.class),
          entry(Control.InterruptRequest.TYPE, Control.InterruptRequest.class),
          entry(Control.InterruptReply.TYPE, Control.InterruptReply.class),
          entry(Control.ShutdownRequest.TYPE, Control.ShutdownRequest.class),
          entry(Control.ShutdownReply.TYPE, Control.ShutdownReply.class),
          entry(Debug.Request.TYPE, Debug.Request.class),
          entry(Debug.Reply.TYPE, Debug.Reply.class),
          entry(Debug.Event.TYPE, Debug.Event.class),
          entry(Display.Data.TYPE, Display.Data.class),
          entry(Display.Update.TYPE, Display.Update.class),
          entry(Display.Result.TYPE, Display.Result.class),
          entry(Display.Clear.TYPE, Display.Clear.class),
          entry(ErrorMessage.TYPE, ErrorMessage.class),
          entry(Execute.Request.TYPE, Execute.Request.class),
          entry(Execute.Reply.TYPE, Execute.Reply.class),
          entry(Execute.Input.TYPE, Execute.Input.class),
          entry(History.Request.TYPE, History.Request.class),
          entry(History.Reply.TYPE, History.Reply.class),
          entry(Inspect.Request.TYPE, Inspect.Request.class),
          entry(Inspect.Reply.TYPE, Inspect.Reply.class),
          entry(IopubWelcome.TYPE, IopubWelcome.class),
          entry(IsComplete.Request.TYPE, IsComplete.Request.class),
          entry(IsComplete.Reply.TYPE, IsComplete.Reply.class),
          entry(KernelInfo.Request.TYPE, KernelInfo.Request.class),
          entry(KernelInfo.Reply.TYPE, KernelInfo.Reply.class),
          entry(Status.TYPE, Status.class),
          entry(Stdin.Request.TYPE, Stdin.Request.class),
          entry(Stdin.Reply.TYPE, Stdin.Reply.class),
          entry(Stream.TYPE, Stream.class),
          entry(Subshell.CreateRequest.TYPE, Subshell.CreateRequest.class),
          entry(Subshell.CreateReply.TYPE, Subshell.CreateReply.class),
          entry(Subshell.DeleteRequest.TYPE, Subshell.DeleteRequest.class),
          entry(Subshell.DeleteReply.TYPE, Subshell.DeleteReply.class),
          entry(Subshell.ListRequest.TYPE, Subshell.ListRequest.class),
          entry(Subshell.ListReply.TYPE, Subshell.ListReply.class));

  private ContentTypes() {}

  /** All types that have a record. */
  static Set<String> names() {
    return TYPES.keySet();
  }

  static Content parse(String msgType, ByteBuffer json) {
    Class<? extends Content> type = TYPES.get(msgType);
    if (type == null) {
      return new RawContent(msgType, json);
    }
    String part = msgType + " content";
    return msgType.endsWith("_reply") && type != Debug.Reply.class
        ? reply(msgType, Json.object(json, part), type, part)
        : Json.read(json, type, part);
  }

  private static Content reply(
      String msgType, ObjectNode json, Class<? extends Content> type, String part) {
    switch (json.path("status").asText()) {
      case "error":
        return Execute.Reply.TYPE.equals(msgType)
            ? Json.read(json, Execute.Failed.class, part)
            : FailedReply.read(msgType, Json.read(json, ErrorMessage.class, part));
      case "aborted":
      case "abort": // what some older kernels say
        return new AbortedReply(msgType);
      default:
        return Json.read(json, type, part);
    }
  }
}
