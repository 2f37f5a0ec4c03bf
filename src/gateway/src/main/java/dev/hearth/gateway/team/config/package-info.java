/**
 * The teams of a gateway: a file in YAML, read at the start and again when it changes. {@link
 * dev.hearth.gateway.team.config.TeamDirectory} has those that are in force.
 */
package dev.hearth.gateway.team.config;
