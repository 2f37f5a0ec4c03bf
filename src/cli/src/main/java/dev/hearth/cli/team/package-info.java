/** {@code hearth team} and {@code hearth token}: who may use a gateway. */
package dev.hearth.cli.team;
