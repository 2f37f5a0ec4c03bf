package dev.hearth.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.hearth.protocol.MalformedMessageException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The JSON of each message type, as Jupyter's messaging specification has it. */
public class ContentTest {
  private static final Map<String, Object> TEXT = Map.of("text/plain", "1");

  public static Stream<Arguments> contents() {
    return Stream.of(
        arguments(
            "execute_request",
            Execute.Request.of("1 + 1"),
            "{'code':'1 + 1','silent':false,'store_history':true,'user_expressions':{},"
                + "'allow_stdin':false,'stop_on_error':true}"),
        arguments(
            "execute_request",
            new Execute.Request("", true, false, Map.of("x", "y"), true, false),
            "{'code':'','silent':true,'store_history':false,'user_expressions':{'x':'y'},"
                + "'allow_stdin':true,'stop_on_error':false}"),
        arguments(
            "execute_reply",
            new Execute.Reply(3, Map.of(), List.of()),
            "{'status':'ok','execution_count':3,'user_expressions':{},'payload':[]}"),
        arguments(
            "execute_reply",
            new Execute.Failed(3, "E", "no", List.of("at A")),
            "{'status':'error','execution_count':3,'ename':'E','evalue':'no',"
                + "'traceback':['at A']}"),
        arguments("execute_reply", new AbortedReply("execute_reply"), "{'status':'aborted'}"),
        arguments("execute_input", new Execute.Input("x", 3), "{'code':'x','execution_count':3}"),
        arguments(
            "inspect_request",
            new Inspect.Request("spark", 5, 1),
            "{'code':'spark','cursor_pos':5,'detail_level':1}"),
        arguments(
            "inspect_reply",
            new Inspect.Reply(true, TEXT, Map.of()),
            "{'status':'ok','found':true,'data':{'text/plain':'1'},'metadata':{}}"),
        arguments(
            "inspect_reply",
            new FailedReply("inspect_reply", "E", "no", List.of()),
            "{'status':'error','ename':'E','evalue':'no','traceback':[]}"),
        arguments(
            "complete_request", new Complete.Request("spa", 3), "{'code':'spa','cursor_pos':3}"),
        arguments(
            "complete_reply",
            new Complete.Reply(List.of("spark"), 0, 3, Map.of()),
            "{'status':'ok','matches':['spark'],'cursor_start':0,'cursor_end':3,'metadata':{}}"),
        arguments(
            "history_request",
            new History.Request(false, true, History.Access.TAIL, null, null, null, 10, null, null),
            "{'output':false,'raw':true,'hist_access_type':'tail','n':10}"),
        arguments(
            "history_request",
            new History.Request(true, true, History.Access.RANGE, -1, 2, 5, null, null, null),
            "{'output':true,'raw':true,'hist_access_type':'range','session':-1,'start':2,"
                + "'stop':5}"),
        arguments(
            "history_request",
            new History.Request(
                false, true, History.Access.SEARCH, null, null, null, 3, "val *", true),
            "{'output':false,'raw':true,'hist_access_type':'search','n':3,'pattern':'val *',"
                + "'unique':true}"),
        arguments(
            "history_reply",
            new History.Reply(
                List.of(
                    new History.Entry(1, 1, "a", false, null),
                    new History.Entry(1, 2, "b", true, "2"),
                    new History.Entry(1, 3, "c", true, null))),
            "{'status':'ok','history':[[1,1,'a'],[1,2,['b','2']],[1,3,['c',null]]]}"),
        arguments("is_complete_request", new IsComplete.Request("{"), "{'code':'{'}"),
        arguments(
            "is_complete_reply",
            new IsComplete.Reply(IsComplete.Verdict.COMPLETE, null),
            "{'status':'complete'}"),
        arguments(
            "is_complete_reply",
            new IsComplete.Reply(IsComplete.Verdict.INCOMPLETE, "  "),
            "{'status':'incomplete','indent':'  '}"),
        arguments("kernel_info_request", new KernelInfo.Request(), "{}"),
        arguments(
            "kernel_info_reply",
            new KernelInfo.Reply(
                "5.3",
                "hearth",
                "0.1",
                new KernelInfo.LanguageInfo(
                    "scala", "2.12", "text/x-scala", ".scala", null, "text/x-scala", null),
                "Hearth",
                List.of(new KernelInfo.HelpLink("Spark", "https://spark.apache.org")),
                List.of()),
            "{'status':'ok','protocol_version':'5.3','implementation':'hearth',"
                + "'implementation_version':'0.1','language_info':{'name':'scala',"
                + "'version':'2.12','mimetype':'text/x-scala','file_extension':'.scala',"
                + "'codemirror_mode':'text/x-scala'},'banner':'Hearth','help_links':"
                + "[{'text':'Spark','url':'https://spark.apache.org'}]}"),
        arguments("comm_info_request", new Comm.InfoRequest(null), "{}"),
        arguments("comm_info_request", new Comm.InfoRequest("t"), "{'target_name':'t'}"),
        arguments(
            "comm_info_reply",
            new Comm.InfoReply(Map.of("c", new Comm.Target("t"))),
            "{'status':'ok','comms':{'c':{'target_name':'t'}}}"),
        arguments(
            "comm_open",
            new Comm.Open("c", "t", null, Map.of("k", List.of(1, true))),
            "{'comm_id':'c','target_name':'t','data':{'k':[1,true]}}"),
        arguments("comm_msg", new Comm.Msg("c", Map.of()), "{'comm_id':'c','data':{}}"),
        arguments("comm_close", new Comm.Close("c", Map.of()), "{'comm_id':'c','data':{}}"),
        arguments("interrupt_request", new Control.InterruptRequest(), "{}"),
        arguments("interrupt_reply", new Control.InterruptReply(), "{'status':'ok'}"),
        arguments("shutdown_request", new Control.ShutdownRequest(true), "{'restart':true}"),
        arguments(
            "shutdown_reply", new Control.ShutdownReply(false), "{'status':'ok','restart':false}"),
        arguments(
            "debug_request",
            new Debug.Request(Map.of("command", "debugInfo")),
            "{'command':'debugInfo'}"),
        arguments("debug_reply", new Debug.Reply(Map.of("success", true)), "{'success':true}"),
        arguments(
            "debug_event", new Debug.Event(Map.of("event", "stopped")), "{'event':'stopped'}"),
        arguments("create_subshell_request", new Subshell.CreateRequest(), "{}"),
        arguments(
            "create_subshell_reply",
            new Subshell.CreateReply("s"),
            "{'status':'ok','subshell_id':'s'}"),
        arguments(
            "delete_subshell_request", new Subshell.DeleteRequest("s"), "{'subshell_id':'s'}"),
        arguments("delete_subshell_reply", new Subshell.DeleteReply(), "{'status':'ok'}"),
        arguments("list_subshell_request", new Subshell.ListRequest(), "{}"),
        arguments(
            "list_subshell_reply",
            new Subshell.ListReply(List.of("s")),
            "{'status':'ok','subshell_id':['s']}"),
        arguments(
            "display_data",
            new Display.Data(TEXT, Map.of(), Map.of()),
            "{'data':{'text/plain':'1'},'metadata':{}}"),
        arguments(
            "display_data",
            new Display.Data(TEXT, Map.of(), Map.of("display_id", "d")),
            "{'data':{'text/plain':'1'},'metadata':{},'transient':{'display_id':'d'}}"),
        arguments(
            "update_display_data",
            new Display.Update(TEXT, Map.of(), Map.of("display_id", "d")),
            "{'data':{'text/plain':'1'},'metadata':{},'transient':{'display_id':'d'}}"),
        arguments(
            "execute_result",
            new Display.Result(3, TEXT, Map.of(), Map.of()),
            "{'execution_count':3,'data':{'text/plain':'1'},'metadata':{}}"),
        arguments("clear_output", new Display.Clear(true), "{'wait':true}"),
        arguments(
            "stream",
            new dev.hearth.protocol.message.Stream(
                dev.hearth.protocol.message.Stream.Name.STDERR, "é\n"),
            "{'name':'stderr','text':'é\\n'}"),
        arguments("status", new Status(Status.ExecutionState.BUSY), "{'execution_state':'busy'}"),
        arguments(
            "error",
            new ErrorMessage("E", "no", List.of("at A")),
            "{'ename':'E','evalue':'no','traceback':['at A']}"),
        arguments(
            "input_request", new Stdin.Request("? ", true), "{'prompt':'? ','password':true}"),
        arguments("input_reply", new Stdin.Reply("y"), "{'status':'ok','value':'y'}"),
        arguments("iopub_welcome", new IopubWelcome(""), "{'subscription':''}"));
  }

  @ParameterizedTest
  @MethodSource("contents")
  void writesTheSpecificationsJson(String msgType, Content content, String json) {
    assertThat(content.msgType()).isEqualTo(msgType);
    assertThat(json(content)).isEqualTo(json.replace('\'', '"'));
  }

  @ParameterizedTest
  @MethodSource("contents")
  void readsItBack(String msgType, Content content, String json) {
    assertThat(parse(msgType, json)).isEqualTo(content);
  }

  @Test
  void everyTypeIsAmongTheExamples() {
    assertThat(contents().map(example -> example.get()[0]).distinct())
        .containsExactlyInAnyOrderElementsOf(ContentTypes.names());
  }

  @Test
  void fillsInTheDefaultsOfAnExecuteRequest() {
    assertThat(parse("execute_request", "{'code':'x'}"))
        .isEqualTo(new Execute.Request("x", false, true, Map.of(), false, true));
  }

  @Test
  void neverStoresASilentRequest() {
    assertThat(parse("execute_request", "{'code':'x','silent':true,'store_history':true}"))
        .isEqualTo(new Execute.Request("x", true, false, Map.of(), false, true));
  }

  @Test
  void ignoresWhatItDoesNotKnow() {
    assertThat(parse("is_complete_request", "{'x':[{}],'code':'a','y':null}"))
        .isEqualTo(new IsComplete.Request("a"));
  }

  @Test
  void showsAnErrorThatLacksItsParts() {
    assertThat(parse("complete_reply", "{'status':'error'}"))
        .isEqualTo(new FailedReply("complete_reply", "", "", List.of()));
  }

  @Test
  void keepsNullsInsideOfData() {
    Content content = parse("display_data", "{'data':{'application/json':{'a':null},'b':null}}");
    assertThat(json(content))
        .isEqualTo("{\"data\":{\"application/json\":{\"a\":null},\"b\":null},\"metadata\":{}}");
  }

  @Test
  void leavesAnUnknownTypeAsItIs() {
    ByteBuffer json = bytes("{ 'any': 1.50 }");
    Content content = Content.parse("wallaby_request", json);
    assertThat(content).isEqualTo(new RawContent("wallaby_request", json));
    assertThat(content.toJson()).isEqualTo(json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "execute_request     | {}                                  | lacks code",
        "execute_request     | {'code':null}                       | lacks code",
        "execute_request     | {'code':7}                          | expected shape",
        "execute_request     | {'code':'x','silent':'true'}        | expected shape",
        "execute_request     | {'code':'x','user_expressions':[]}  | expected shape",
        "execute_request     | []                                  | expected shape",
        "execute_request     | 'x'                                 | expected shape",
        "execute_request     | null                                | is null",
        "execute_request     | {'code':'x'} {}                     | expected shape",
        "execute_request     | {'code':'x'                         | expected shape",
        "execute_reply       | 1                                   | expected shape",
        "complete_request    | {'code':'x','cursor_pos':99999999999} | expected shape",
        "history_request     | {'hist_access_type':'all'}          | expected shape",
        "history_request     | {'hist_access_type':1}              | expected shape",
        "history_reply       | {'history':[[1,2]]}                 | expected shape",
        "history_reply       | {'history':[[1,2,3]]}               | expected shape",
        "history_reply       | {'history':[[1,2,['a',3]]]}         | expected shape",
        "update_display_data | {'data':{},'metadata':{}}           | expected shape",
        "status              | {'execution_state':'asleep'}        | expected shape",
        "stream              | {'name':'stdlog','text':''}         | expected shape",
        "debug_request       | []                                  | expected shape",
      })
  void refusesWhatTheTypeDoesNotAllow(String msgType, String json, String fault) {
    assertThatThrownBy(() -> parse(msgType, json))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining(msgType + " content")
        .hasMessageContaining(fault)
        .hasNoCause();
  }

  private static String json(Content content) {
    return StandardCharsets.UTF_8.decode(content.toJson()).toString();
  }

  private static Content parse(String msgType, String json) {
    return Content.parse(msgType, bytes(json));
  }

  private static ByteBuffer bytes(String json) {
    return ByteBuffer.wrap(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
