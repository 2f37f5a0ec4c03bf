/**
 * Notebook documents: reading and writing {@code .ipynb} files of nbformat 4, what the messages of
 * an execution do to a cell, and parameters. Knows nothing of gateways and terminals.
 */
package dev.hearth.cli.notebook;
