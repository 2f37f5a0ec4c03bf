package dev.hearth.driver.scala;

import java.util.ArrayList;
import java.util.List;
import scala.reflect.internal.Trees.Tree;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * Cuts a cell into what is compiled and run one after the other. The REPL wraps each part into a
 * class of its own, and what stands together in one wrapper is serialised together with a closure,
 * and runs again on an executor that makes an instance of a class of it. So a value, a statement or
 * an expression stands alone; classes, objects and traits that follow each other stay together,
 * since they may be companions; so do methods, which may call each other; imports go with what
 * comes next.
 */
final class Statements {
  private enum Kind {
    TYPES,
    METHODS,
    IMPORT,
    ALONE
  }

  private final Cell cell;
  private final List<Fragment> parts = new ArrayList<>();
  private int partStart;

  private Statements(Cell cell) {
    this.cell = cell;
  }

  /**
   * @param trees the parsed cell, with range positions
   */
  static List<Fragment> of(Cell cell, List<Tree> trees) {
    return new Statements(cell).cut(trees);
  }

  private List<Fragment> cut(List<Tree> trees) {
    Kind previous = null;
    int previousEnd = 0;
    for (Tree tree : trees) {
      Kind kind = kind(tree);
      int start = earliest(tree);
      if (previous != null && !together(previous, kind)) {
        int boundary = boundary(previousEnd, start);
        if (boundary >= 0) {
          addPart(boundary);
        }
      }
      previous = kind;
      previousEnd = Math.max(previousEnd, latest(tree));
    }
    addPart(cell.text().length());
    return parts;
  }

  private void addPart(int end) {
    parts.add(new Fragment(cell, partStart, cell.text().substring(partStart, end)));
    partStart = end;
  }

  private static boolean together(Kind previous, Kind next) {
    return previous == Kind.IMPORT || (previous == next && next != Kind.ALONE);
  }

  private static Kind kind(Tree tree) {
    switch (tree.getClass().getSimpleName()) {
      case "ClassDef":
      case "ModuleDef":
      case "TypeDef":
        return Kind.TYPES;
      case "DefDef":
        return Kind.METHODS;
      case "Import":
        return Kind.IMPORT;
      default:
        return Kind.ALONE;
    }
  }

  /** A tree stands at its operator, not at its first character: that is one of a tree within. */
  private static int earliest(Tree tree) {
    int[] start = {Integer.MAX_VALUE};
    forEach(tree, t -> start[0] = Math.min(start[0], t.pos().start()));
    return start[0];
  }

  private static int latest(Tree tree) {
    int[] end = {0};
    forEach(tree, t -> end[0] = Math.max(end[0], t.pos().end()));
    return end[0];
  }

  private static void forEach(Tree tree, java.util.function.Consumer<Tree> positioned) {
    tree.foreach(
        new AbstractFunction1<scala.reflect.api.Trees.TreeApi, BoxedUnit>() {
          @Override
          public BoxedUnit apply(scala.reflect.api.Trees.TreeApi within) {
            Tree t = (Tree) within;
            if (t.pos().isDefined()) {
              positioned.accept(t);
            }
            return BoxedUnit.UNIT;
          }
        });
  }

  /**
   * Behind the line end or semicolon between two statements; -1 if there is none (two trees of one
   * {@code val (a, b) = ...}). Positions leave out parentheses, so those that close the first or
   * open the second statement may lie in the gap; so may comments, which hold anything.
   */
  private int boundary(int from, int to) {
    String text = cell.text();
    int boundary = -1;
    int i = from;
    while (i < to) {
      char c = text.charAt(i);
      if (text.startsWith("//", i)) {
        int end = text.indexOf('\n', i);
        i = end < 0 ? to : end;
        continue;
      }
      if (text.startsWith("/*", i)) {
        i = endOfComment(i);
        continue;
      }
      if (c == ')' || c == ']' || c == '}') {
        boundary = -1;
      } else if ((c == '\n' || c == ';') && boundary < 0) {
        boundary = i + 1;
      }
      i++;
    }
    return boundary;
  }

  /** Scala's comments nest. */
  private int endOfComment(int start) {
    String text = cell.text();
    int depth = 0;
    int i = start;
    while (i < text.length()) {
      if (text.startsWith("/*", i)) {
        depth++;
        i += 2;
      } else if (text.startsWith("*/", i)) {
        depth--;
        i += 2;
        if (depth == 0) {
          return i;
        }
      } else {
        i++;
      }
    }
    return i;
  }
}
