package dev.hearth.driver.magic;

import dev.hearth.driver.display.Displays;
import dev.hearth.driver.progress.SessionJobs;
import org.apache.spark.sql.SparkSession;

/**
 * What all kernels of a session share.
 *
 * @param spark that of kernels which have none of their own
 * @param jars adds jars for all of them
 */
public record MagicSession(
    SparkSession spark, SessionJobs jobs, Displays displays, SessionJars jars) {}
