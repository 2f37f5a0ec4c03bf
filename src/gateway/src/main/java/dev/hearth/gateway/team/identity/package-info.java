/**
 * The check of credentials: the gateway's own token, access tokens by name, and those of others
 * whom the gateway asks. {@link dev.hearth.gateway.team.identity.Authentication} has them all.
 */
package dev.hearth.gateway.team.identity;
