/**
 * Who is asking and what they may do. This package holds the terms (teams, roles, callers) and
 * {@link dev.hearth.gateway.team.Permissions}; {@code config} the teams of this gateway, {@code
 * identity} the check of credentials. Uses no other package of the gateway but {@code error} and
 * {@code home}.
 */
package dev.hearth.gateway.team;
