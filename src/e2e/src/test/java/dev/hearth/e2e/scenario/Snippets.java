package dev.hearth.e2e.scenario;

import java.util.Optional;

/**
 * A language's words for what the scenarios need.
 *
 * @param kernel the kernelspec
 * @param language what the kernel calls its language
 * @param value a cell whose result's text contains 42; also as an expression
 * @param fails a cell that compiles, if cells are compiled, and fails
 * @param endures a cell that runs until it is interrupted
 * @param completable code at whose end something can be completed
 * @param completed one of the matches
 * @param inspectable a name that is known, to its end
 * @param unfinished code that needs more lines; none if every code is complete
 * @param prints prints {@code line 1}, then {@code err} on standard error; none if cells print
 *     nothing
 * @param asks prints what the user types; none if cells cannot ask
 */
record Snippets(
    String kernel,
    String language,
    String value,
    String fails,
    String endures,
    String completable,
    String completed,
    String inspectable,
    Optional<String> unfinished,
    Optional<String> prints,
    Optional<String> asks) {}
