package dev.hearth.driver.progress;

/**
 * What tasks have moved, as Spark's task metrics count it.
 *
 * @param rowsRead at sources
 * @param rowsWritten to files and tables
 * @param shuffled bytes written for shuffles
 * @param spilled bytes written to disk for want of memory
 */
record Volume(long rowsRead, long rowsWritten, long shuffled, long spilled) {}
