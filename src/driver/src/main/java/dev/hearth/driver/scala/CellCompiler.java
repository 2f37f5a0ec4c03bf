package dev.hearth.driver.scala;

import java.io.PrintWriter;
import java.io.Writer;
import java.net.URL;
import java.util.function.Supplier;
import scala.Option;
import scala.Tuple2;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.reflect.internal.Symbols.Symbol;
import scala.reflect.internal.Types.Type;
import scala.reflect.internal.util.AbstractFileClassLoader;
import scala.reflect.internal.util.SourceFile;
import scala.reflect.io.AbstractFile;
import scala.runtime.AbstractFunction0;
import scala.tools.nsc.Global;
import scala.tools.nsc.Settings;
import scala.tools.nsc.interpreter.IMain;
import scala.tools.nsc.interpreter.MemberHandlers;
import scala.tools.nsc.interpreter.ReplReporter;

/**
 * Scala's REPL, with two changes: what it compiles for a cell carries the cell's name and lines,
 * and its messages are kept as data. Used by one thread at a time.
 */
final class CellCompiler extends IMain {
  /** Made on first use, which comes while the constructor of the superclass runs. */
  private DiagnosticsReporter reporter;

  /** Made on first use, too. */
  private AbstractFileClassLoader classes;

  private Fragment fragment;
  private IMain.Request request;

  CellCompiler(Settings settings) {
    super(settings, new PrintWriter(Writer.nullWriter()));
    // The values are shown by us; the REPL need not render them.
    printResults_$eq(false);
    // Several of these write their classes to one folder, from which executors load them.
    naming().scala$tools$nsc$interpreter$Naming$_setter_$freshLineId_$eq(supplier(LineIds::next));
    initializeSynchronous();
  }

  @Override
  public ReplReporter reporter() {
    return diagnostics();
  }

  DiagnosticsReporter diagnostics() {
    if (reporter == null) {
      reporter = new DiagnosticsReporter(this);
    }
    return reporter;
  }

  /**
   * The superclass's own loader would do, but holds the compiler: whoever keeps an object of a
   * cell, a thread of some pool perhaps, would keep the compiler of a kernel that is gone.
   */
  @Override
  public synchronized AbstractFileClassLoader classLoader() {
    if (classes == null) {
      // To Java, a trait that extends a class is no subtype of it.
      Object folder = replOutput().dir();
      classes = new AbstractFileClassLoader((AbstractFile) folder, parentClassLoader());
    }
    return classes;
  }

  /**
   * Compiles a request that was made of the fragment. This is the superclass's {@code
   * Request.compile} but for its second half, which compiles a class that only reads and prints the
   * values, and takes as long as the first.
   */
  boolean compile(IMain.Request request, Fragment fragment) {
    this.request = request;
    this.fragment = fragment;
    try {
      reporter().reset();
      if (!request.lineRep().compile(request.ObjectSourceCode().apply(request.handlers()))) {
        return false;
      }
    } finally {
      this.request = null;
      this.fragment = null;
    }
    request.typeOf();
    request.typesOfDefinedTerms();
    JavaConverters.seqAsJavaList(request.defHandlers()).forEach(h -> nameSymbol(request, h));
    return true;
  }

  @Override
  public Type typeOfExpression(String expression, boolean silent) {
    return global()
        .exitingTyper(supplier(() -> StablePath.type(this, expression)))
        .orElseGet(() -> super.typeOfExpression(expression, silent));
  }

  private static <T> AbstractFunction0<T> supplier(Supplier<T> of) {
    return new AbstractFunction0<>() {
      @Override
      public T apply() {
        return of.get();
      }
    };
  }

  void addJars(java.util.List<URL> jars) {
    // Packages that no run has looked for would not be searched anew.
    Global.Run unused = global().new Run();
    global().extendCompilerClassPath(JavaConverters.asScalaBuffer(jars).toSeq());
  }

  /** Lets the parsed definition know what it was compiled to. */
  private static void nameSymbol(IMain.Request request, MemberHandlers.MemberDefHandler handler) {
    Option<Symbol> symbol = request.definedSymbols().get(handler.member().name());
    if (symbol.isDefined()) {
      handler.member().setSymbol(symbol.get());
    }
  }

  @Override
  public Tuple2<Object, Global.Run> compileSourcesKeepingRun(Seq<SourceFile> sources) {
    if (request == null) {
      return super.compileSourcesKeepingRun(sources);
    }
    SourceFile source = sources.apply(0);
    String text = new String(source.content());
    String packaging = request.lineRep().packaged("");
    if (!text.startsWith(packaging)) {
      return super.compileSourcesKeepingRun(sources);
    }
    int userText = packaging.length() + request.ObjectSourceCode().preambleLength();
    if (!text.startsWith(request.line(), userText)) {
      return super.compileSourcesKeepingRun(sources);
    }
    SourceFile named = new FragmentSource(fragment, request.line(), userText, source.content());
    return super.compileSourcesKeepingRun(
        JavaConverters.asScalaBuffer(java.util.List.of(named)).toSeq());
  }
}
