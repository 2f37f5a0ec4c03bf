/**
 * Sign-in at an OpenID provider: tokens of programs, and sessions of browsers. Quarkus' OIDC does
 * the protocol and is asleep unless this package wakes it for a request.
 */
package dev.hearth.gateway.http.oidc;
