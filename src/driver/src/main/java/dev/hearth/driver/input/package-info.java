/** What cells read from standard input: the user is asked for it, line by line. */
package dev.hearth.driver.input;
