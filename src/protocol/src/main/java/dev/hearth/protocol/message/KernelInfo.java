package dev.hearth.protocol.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;

/** What a kernel says of itself. */
public sealed interface KernelInfo extends Content {

  /** {@code kernel_info_request}. */
  record Request() implements KernelInfo {
    public static final String TYPE = "kernel_info_request";

    @Override
    public String msgType() {
      return TYPE;
    }
  }

  /**
   * {@code kernel_info_reply}.
   *
   * @param protocolVersion of the messages, e.g. {@link Header#PROTOCOL_VERSION}
   * @param implementation the kernel's name
   * @param banner what a console prints at its start
   * @param supportedFeatures of protocol 5.5, e.g. {@code debugger}; absent when empty
   */
  record Reply(
      String protocolVersion,
      String implementation,
      String implementationVersion,
      LanguageInfo languageInfo,
      String banner,
      List<HelpLink> helpLinks,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> supportedFeatures)
      implements KernelInfo, Successful {
    public static final String TYPE = "kernel_info_reply";

    public Reply {
      Objects.requireNonNull(protocolVersion, "protocol_version");
      Objects.requireNonNull(implementation, "implementation");
      implementationVersion = implementationVersion == null ? "" : implementationVersion;
      Objects.requireNonNull(languageInfo, "language_info");
      banner = banner == null ? "" : banner;
      helpLinks = Immutable.list(helpLinks);
      supportedFeatures = Immutable.list(supportedFeatures);
    }

    @Override
    public String msgType() {
      return TYPE;
    }
  }

  /**
   * The kernel's language, as notebooks record it in their metadata.
   *
   * @param fileExtension with its dot
   * @param pygmentsLexer for static pages, or {@code null} if it is the name
   * @param codemirrorMode for editors: a name, or a JSON object; {@code null} if it is the name
   * @param nbconvertExporter or {@code null} for the ordinary one
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record LanguageInfo(
      String name,
      String version,
      String mimetype,
      String fileExtension,
      String pygmentsLexer,
      Object codemirrorMode,
      String nbconvertExporter) {
    public LanguageInfo {
      Objects.requireNonNull(name, "language_info.name");
    }
  }

  /** An entry of the client's Help menu. */
  record HelpLink(String text, String url) {}
}
