/** {@code hearth data}: sample data for the shipped notebooks. */
package dev.hearth.cli.data;
