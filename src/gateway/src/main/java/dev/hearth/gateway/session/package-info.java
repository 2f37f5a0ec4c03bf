/**
 * Sessions: their life cycle, their registry in a database, and what happens to them when the
 * gateway starts again. Announces to {@link dev.hearth.gateway.session.SessionListener}s; knows no
 * kernel.
 */
package dev.hearth.gateway.session;
