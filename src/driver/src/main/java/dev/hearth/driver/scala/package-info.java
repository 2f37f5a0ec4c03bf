/**
 * The Scala kernel's language: Spark's Scala 2.12 REPL with the semantics of {@code spark-shell}.
 * {@link dev.hearth.driver.scala.ScalaInterpreter} cuts a cell into statements ({@link
 * dev.hearth.driver.scala.Statements}), compiles and runs each ({@link
 * dev.hearth.driver.scala.Repl}), and turns what comes of it into an outcome.
 *
 * <p>{@link dev.hearth.driver.scala.ScalaCompletion} answers questions about code, from a compiler
 * of its own; see docs/decisions/0011.
 *
 * <p>Names with a dollar sign ({@code $line7}, {@code $read}, {@code $iw}) are the REPL's own
 * wrappers around the user's code; users never see them.
 */
package dev.hearth.driver.scala;
