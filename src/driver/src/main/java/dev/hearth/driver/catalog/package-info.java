/**
 * What a Spark session knows by name, for completion and inspection: databases, tables, columns,
 * functions. Nothing here runs a job, and nothing waits long for a slow metastore.
 */
package dev.hearth.driver.catalog;
