package dev.hearth.driver.scala;

import java.util.HashSet;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import scala.reflect.internal.Symbols.Symbol;
import scala.reflect.internal.util.BatchSourceFile;
import scala.reflect.internal.util.SourceFile;
import scala.reflect.io.VirtualFile;
import scala.runtime.AbstractFunction0;
import scala.tools.nsc.interactive.Global;
import scala.tools.nsc.interpreter.IMain;
import scala.tools.nsc.symtab.SymbolLoaders;

/**
 * Types unfinished cells, apart from the compiler that runs them: it has its own symbols and its
 * own lock, so it neither waits for a cell's compilation nor leaves a trace in the REPL. It is kept
 * between requests, which saves most of their time; classes of new lines are made known to it as
 * they are first named. Thread-safe; one request at a time.
 */
final class PresentationCompiler {
  /** What it learns of each source stays, so from time to time a fresh one takes over. */
  private static final int MOST_REQUESTS = 500;

  private static final Pattern LINE = Pattern.compile("\\$line\\d+");

  private final IMain repl;
  private Global compiler;
  private int requests;
  private final Set<String> knownLines = new HashSet<>();

  PresentationCompiler(IMain repl) {
    this.repl = repl;
  }

  /** Applies the function to what could stand at the offset. No symbol may leave it. */
  synchronized <T> T completionsAt(
      CellSource source, int offset, BiFunction<Global, Global.CompletionResult, T> use) {
    return typing(
        source, (global, file) -> use.apply(global, global.completionsAt(file.position(offset))));
  }

  synchronized void close() {
    if (compiler != null) {
      compiler.askShutdown(); // ends its thread
      compiler = null;
    }
    knownLines.clear();
  }

  private <T> T typing(CellSource source, BiFunction<Global, SourceFile, T> use) {
    Global global = ready(source.text());
    SourceFile file =
        new BatchSourceFile(new VirtualFile("hearth-cell"), source.text().toCharArray());
    try {
      return global.enteringTyper(
          new AbstractFunction0<T>() {
            @Override
            public T apply() {
              global.newTyperRun();
              global.reloadSource(file);
              return use.apply(global, file);
            }
          });
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      // Its state is no longer to be trusted.
      close();
      throw e;
    } finally {
      global.removeUnitOf(file);
    }
  }

  private Global ready(String text) {
    if (++requests > MOST_REQUESTS) {
      close();
    }
    if (compiler == null) {
      compiler = repl.newPresentationCompiler();
      requests = 1;
    }
    Matcher lines = LINE.matcher(text);
    while (lines.find()) {
      if (knownLines.add(lines.group())) {
        enterPackage(lines.group());
      }
    }
    return compiler;
  }

  /** A compiler lists the packages of its class path only once, when it starts. */
  private void enterPackage(String name) {
    Symbol root = compiler.rootMirror().RootClass();
    if (root.info().decl(compiler.newTermName(name)) == compiler.NoSymbol()) {
      SymbolLoaders loaders = compiler.loaders();
      loaders.enterPackage(root, name, loaders.new PackageLoader(name, compiler.classPath()));
    }
  }
}
