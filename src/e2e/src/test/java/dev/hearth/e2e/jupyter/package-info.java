/** Hearth as stock Jupyter clients see it: real ones, of this machine's Python and Node. */
package dev.hearth.e2e.jupyter;
