/**
 * What {@code k8s/} and {@code images/} say, held against itself, the code and the decisions; no
 * cluster and no gateway.
 */
package dev.hearth.e2e.deploy;
