/** {@code hearth run}: a notebook, cell by cell, as an ordinary Jupyter client. */
package dev.hearth.cli.run;
