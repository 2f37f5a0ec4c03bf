/**
 * Magics: lines that begin with {@code %}, and cells that begin with {@code %%}, speak to the
 * session instead of the language. {@link dev.hearth.driver.magic.MagicInterpreter} stands in front
 * of every language's interpreter and hands on what is none; {@link dev.hearth.driver.magic.Magics}
 * is the list of them.
 */
package dev.hearth.driver.magic;
