/**
 * What user code prints: the process's standard streams are replaced once, and every text goes to
 * the cell that started the writing thread. The kernel package runs each cell within {@link
 * dev.hearth.driver.output.KernelOutput#capture}; nothing here knows of Jupyter.
 */
package dev.hearth.driver.output;
