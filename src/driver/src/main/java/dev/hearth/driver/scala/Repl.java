package dev.hearth.driver.scala;

import java.lang.reflect.Method;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import scala.Option;
import scala.Product;
import scala.collection.JavaConverters;
import scala.reflect.NameTransformer;
import scala.reflect.internal.Names;
import scala.reflect.internal.Symbols.Symbol;
import scala.reflect.internal.Trees.Tree;
import scala.reflect.internal.Types;
import scala.runtime.BoxedUnit;
import scala.tools.nsc.Settings;
import scala.tools.nsc.interpreter.IMain;
import scala.tools.nsc.interpreter.Results;
import scala.util.Either;

/**
 * The compiler and the memory of one kernel: parses a cell, compiles its parts and runs them. Each
 * part may use what earlier ones defined. The compiler's own lock is not enough for it to be used
 * by two threads, so every method takes the lock of this, but {@link #run}, in which user code runs
 * for as long as it likes.
 */
final class Repl implements AutoCloseable {
  private final CellCompiler compiler;
  private final Presentation presentation;
  private volatile Scope scope = Scope.EMPTY;

  /**
   * @param classes where the compiled classes go: {@code spark.repl.class.outputDir} as it was when
   *     the Spark context was made; executors load them from there
   */
  Repl(Path classes) {
    Settings settings = new Settings();
    settings.processArguments(
        JavaConverters.asScalaBuffer(
                List.of(
                    "-Yrepl-class-based",
                    "-Yrepl-outdir",
                    classes.toString(),
                    "-Yrangepos",
                    "-deprecation",
                    "-unchecked",
                    "-language:_"))
            .toList(),
        true);
    settings.usejavacp().tryToSetFromPropertyValue("true");
    settings.explicitParentLoader_$eq(Option.apply(Thread.currentThread().getContextClassLoader()));
    compiler = new CellCompiler(settings);
    presentation = new Presentation(compiler);
  }

  /** Lets the compiler know the classes of jars; the class loader must know them already. */
  synchronized void addJars(List<URL> jars) {
    if (!jars.isEmpty()) {
      compiler.addJars(jars);
      presentation.close(); // the next question gets a compiler that sees them
    }
  }

  /** What a cell is before anything is compiled. */
  sealed interface Parsed {
    /** Possibly of no parts: only blanks and comments. */
    record Program(List<Fragment> parts) implements Parsed {}

    /** More text may make it whole. */
    record Unfinished() implements Parsed {}

    /** No further text helps. */
    record Malformed(List<Diagnostic> diagnostics) implements Parsed {}
  }

  synchronized Parsed parse(Cell cell) {
    DiagnosticsReporter diagnostics = fresh();
    diagnostics.parsing(Fragment.whole(cell));
    Product parsed;
    try {
      parsed = parseText(cell.text());
    } finally {
      diagnostics.parsing(null);
    }
    List<Diagnostic> messages = diagnostics.drain();
    switch (parsed.productPrefix()) {
      case "Success":
        @SuppressWarnings("unchecked")
        var trees = (scala.collection.immutable.List<Tree>) parsed.productElement(0);
        return new Parsed.Program(
            trees.isEmpty() ? List.of() : Statements.of(cell, JavaConverters.seqAsJavaList(trees)));
      case "Incomplete":
        return new Parsed.Unfinished();
      default:
        return new Parsed.Malformed(messages);
    }
  }

  /**
   * A part after compilation.
   *
   * @param request absent if it did not compile
   * @param interrupted whether the thread was interrupted meanwhile
   */
  record Compiled(
      Optional<IMain.Request> request,
      boolean expression,
      boolean interrupted,
      List<Diagnostic> messages) {
    boolean failed() {
      return request.isEmpty();
    }
  }

  /**
   * @param synthetic whether its value goes by an internal name, instead of the next {@code resN}
   */
  synchronized Compiled compile(Fragment fragment, boolean synthetic) {
    DiagnosticsReporter diagnostics = fresh();
    diagnostics.parsing(fragment);
    Either<Results.Result, IMain.Request> parsed;
    try {
      parsed = compiler.requestFromLine(fragment.text(), synthetic);
    } finally {
      diagnostics.parsing(null);
    }
    if (parsed.isLeft()) {
      return new Compiled(
          Optional.empty(), false, diagnostics.takeInterrupt(), diagnostics.drain());
    }
    IMain.Request request = parsed.right().get();
    boolean compiled = compiler.compile(request, fragment);
    return new Compiled(
        compiled ? Optional.of(request) : Optional.empty(),
        !request.line().equals(fragment.text()),
        diagnostics.takeInterrupt(),
        diagnostics.drain());
  }

  /**
   * Runs the user's code on the calling thread.
   *
   * @throws Throwable whatever the user's code throws
   */
  void run(IMain.Request request) throws Throwable {
    amongItsClasses(() -> new LineObject(request, compiler.classLoader()).instance());
  }

  /** An action that may throw anything, as user code does. */
  @FunctionalInterface
  interface Action<T> {
    T perform() throws Throwable;
  }

  /** Performs something with the classes of the cells within the thread's reach. */
  <T> T amongItsClasses(Action<T> action) throws Throwable {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(compiler.classLoader());
    try {
      return action.perform();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Makes the names that the part defined known to later ones. To be called once it ran. */
  synchronized List<Diagnostic> remember(IMain.Request request) {
    compiler.recordRequest(request);
    scope = scope.plus(request);
    return compiler.diagnostics().drain();
  }

  /** What could stand at a position of a cell. Waits for no cell. */
  PresentedNames.Found namesAt(String code, int cursor) {
    return presentation.namesAt(scope, code, cursor);
  }

  /** What the cells so far have defined. Waits for no cell. */
  DefinedValues values() {
    return new DefinedValues(scope, compiler.classLoader());
  }

  /** Names that cells have defined, and those of Spark's functions, which are imported. */
  synchronized List<String> knownNames() {
    Set<String> names = new TreeSet<>();
    for (Names.Name name : JavaConverters.seqAsJavaList(compiler.allDefinedNames())) {
      names.add(name.decoded());
    }
    for (Method function : org.apache.spark.sql.functions.class.getMethods()) {
      names.add(NameTransformer.decode(function.getName()));
    }
    names.removeIf(name -> name.contains("$"));
    return List.copyOf(names);
  }

  /** Names of the members of a value that a cell has defined; none if there is no such value. */
  synchronized List<String> membersOf(String value) {
    Set<String> names = new TreeSet<>();
    try {
      Types.Type type = compiler.typeOfTerm(value);
      for (Symbol member : JavaConverters.seqAsJavaList(type.members().toList())) {
        names.add(member.name().decoded().strip());
      }
    } finally {
      fresh(); // what it said meanwhile is no news
    }
    names.removeIf(name -> name.contains("$"));
    return List.copyOf(names);
  }

  /** What an expression came to, after it ran. */
  synchronized Value value(IMain.Request request) throws ReflectiveOperationException {
    Symbol symbol = request.value();
    String type = request.typeOf().apply(symbol.name());
    LineObject line = new LineObject(request, compiler.classLoader());
    return new Value(symbol.name().decoded(), type, line.member(symbol.name().toString()));
  }

  /**
   * @param name as later cells can use it, e.g. {@code res0}
   */
  record Value(String name, String type, Object value) {
    /** A field of type Unit holds nothing. */
    boolean isUnit() {
      return value == BoxedUnit.UNIT || (value == null && type.equals("Unit"));
    }
  }

  /** What went wrong before is forgotten: an error would make the next compilation fail unsaid. */
  private DiagnosticsReporter fresh() {
    compiler.reporter().reset();
    compiler.diagnostics().drain();
    return compiler.diagnostics();
  }

  /** The type of what comes back has a name that Java cannot write; all it can be are products. */
  private Product parseText(String text) {
    Object parsed = compiler.parse().apply(text);
    return (Product) parsed;
  }

  @Override
  public synchronized void close() {
    presentation.close();
    scope = Scope.EMPTY;
    compiler.close();
  }
}
