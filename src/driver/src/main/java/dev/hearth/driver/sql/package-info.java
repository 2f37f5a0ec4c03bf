/**
 * SQL cells, of SQL kernels and of {@code %%sql} cells: one or several statements, cut by Spark's
 * own lexer, run in order; the last one's rows are the result.
 */
package dev.hearth.driver.sql;
