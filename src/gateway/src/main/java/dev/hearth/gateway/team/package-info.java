/**
 * Who is asking: principals, teams and the check of credentials. Uses no other package of the
 * gateway but {@code error}.
 */
package dev.hearth.gateway.team;
