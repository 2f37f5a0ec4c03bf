/**
 * The folder in which a gateway keeps all its state, and the lock that gives it to one gateway at a
 * time. Uses no other package of the gateway but {@code error}; every package may use it.
 */
package dev.hearth.gateway.home;
