package dev.hearth.driver.scala;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import scala.collection.JavaConverters;
import scala.reflect.internal.Names.Name;
import scala.reflect.internal.Trees.DefDef;
import scala.reflect.internal.Trees.MemberDef;
import scala.tools.nsc.interpreter.IMain;
import scala.tools.nsc.interpreter.MemberHandlers.ImportHandler;
import scala.tools.nsc.interpreter.MemberHandlers.MemberDefHandler;
import scala.tools.nsc.interpreter.MemberHandlers.MemberHandler;

/**
 * What the cells so far have imported and defined, as plain data: whoever completes or inspects
 * reads it without the compiler's lock. Immutable.
 *
 * @param entries in the order in which they came
 */
record Scope(List<Entry> entries) {
  static final Scope EMPTY = new Scope(List.of());

  /** One import clause or one defined name. */
  sealed interface Entry {
    /** The clause that makes it visible. */
    String clause();
  }

  /** An import of the user's own. */
  record Imported(String clause) implements Entry {}

  /** What a name stands for. */
  enum Kind {
    VALUE("instance"),
    LAZY("instance"),
    METHOD("function"),
    CLASS("class"),
    TRAIT("interface"),
    OBJECT("module"),
    TYPE("type");

    private final String shown;

    Kind(String shown) {
      this.shown = shown;
    }

    /** As clients know it. */
    String shown() {
      return shown;
    }
  }

  /**
   * @param path by which code of other lines reaches it
   * @param type empty for what has none of its own, such as classes
   * @param implicitly whether it works without being named
   * @param request the line that defined it, to find the value
   */
  record Defined(
      String name, Kind kind, String type, String path, boolean implicitly, IMain.Request request)
      implements Entry {
    @Override
    public String clause() {
      return "import " + path;
    }
  }

  Scope {
    entries = Collections.unmodifiableList(entries);
  }

  /** With what a line has defined. To be called with the compiler's lock, after the line ran. */
  Scope plus(IMain.Request request) {
    List<Entry> all = new ArrayList<>(entries);
    for (MemberHandler handler : JavaConverters.seqAsJavaList(request.handlers())) {
      if (handler instanceof ImportHandler imported) {
        all.add(new Imported(imported.importString()));
      } else if (handler instanceof MemberDefHandler definition) {
        defined(request, definition).ifPresent(all::add);
      }
    }
    return new Scope(all);
  }

  private static Optional<Defined> defined(IMain.Request request, MemberDefHandler handler) {
    MemberDef member = handler.member();
    String name = handler.name().decoded();
    if (name.contains("$") || name.isBlank()) {
      return Optional.empty();
    }
    Kind kind = kind(member);
    boolean typed = kind == Kind.VALUE || kind == Kind.LAZY || kind == Kind.METHOD;
    return Optional.of(
        new Defined(
            name,
            kind,
            typed ? type(request, handler.name()) : "",
            request.fullPath(handler.name().toString()),
            handler.definesImplicit(),
            request));
  }

  private static Kind kind(MemberDef member) {
    return switch (member.getClass().getSimpleName()) {
      case "ClassDef" -> member.mods().isTrait() ? Kind.TRAIT : Kind.CLASS;
      case "ModuleDef" -> Kind.OBJECT;
      case "TypeDef" -> Kind.TYPE;
      case "DefDef" -> ((DefDef) member).mods().isLazy() ? Kind.LAZY : Kind.METHOD;
      default -> member.mods().isLazy() ? Kind.LAZY : Kind.VALUE;
    };
  }

  private static String type(IMain.Request request, Name name) {
    return request.typeOf().contains(name) ? request.typeOf().apply(name) : "";
  }

  /** Each name once, by its newest meaning; a class and its companion object are one. */
  Map<String, Defined> newest() {
    Map<String, Defined> names = new LinkedHashMap<>();
    for (Entry entry : entries) {
      if (entry instanceof Defined defined) {
        names.remove(defined.name());
        names.put(defined.name(), defined);
      }
    }
    return names;
  }

  /** The newest meaning of a name. */
  Optional<Defined> find(String name) {
    for (int i = entries.size() - 1; i >= 0; i--) {
      if (entries.get(i) instanceof Defined defined && defined.name().equals(name)) {
        return Optional.of(defined);
      }
    }
    return Optional.empty();
  }
}
