/**
 * What profiles that run on a cluster ask of it: sizes from instance types, Spark's settings for
 * each kind, where pods may run, and the rules that hold for what operators and users change. Knows
 * no session and starts nothing. {@code docs/profiles.md} tells all of it.
 */
package dev.hearth.gateway.session.cluster;
