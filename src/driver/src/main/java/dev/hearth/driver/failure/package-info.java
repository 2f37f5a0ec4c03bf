/**
 * What users see of an exception: the user's own frames with cell names and lines, the cause first
 * where Spark wrapped it, and whether it was an interrupt. Used by every interpreter.
 */
package dev.hearth.driver.failure;
