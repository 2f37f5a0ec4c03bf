/**
 * The database behind the registries of sessions, kernels and notebooks: opened by its JDBC URL at
 * run time, brought to the schema in {@code db/migration}, offered as {@link
 * dev.hearth.gateway.registry.RegistryDatabase} and as a Jdbi bean. What is in the tables is the
 * business of the packages that own them. Uses {@code home}.
 */
package dev.hearth.gateway.registry;
