/**
 * What cells may do with their Spark session itself: list the user's sessions, go to another one,
 * read the log, configure it anew. The gateway does it; {@link
 * dev.hearth.driver.session.SessionCommands} stands before a language's interpreter and asks.
 */
package dev.hearth.driver.session;
