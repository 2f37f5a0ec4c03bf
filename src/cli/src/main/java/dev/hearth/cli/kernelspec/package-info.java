/** Kernels for Jupyter clients that start kernels themselves: installs the ZeroMQ bridge. */
package dev.hearth.cli.kernelspec;
