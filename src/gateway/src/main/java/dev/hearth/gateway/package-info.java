/**
 * The gateway. Packages by feature, from the edge inwards: {@code jupyter} and {@code api} face
 * clients, {@code link} faces session drivers, then {@code kernel}, {@code session}, {@code launch}
 * and {@code team}. Nothing inner knows an edge; nothing here may use a class of Spark.
 */
package dev.hearth.gateway;
