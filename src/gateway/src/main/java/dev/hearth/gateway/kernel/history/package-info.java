/**
 * What users have run, whatever the language: taken from the messages of their kernels, kept in the
 * registry's database, and told to those who ask with {@code history_request}.
 */
package dev.hearth.gateway.kernel.history;
