/**
 * The Spark jobs of cells: put into the cell's job group, shown below the cell while they run,
 * cancelled with it. Implements the kernel package's {@link dev.hearth.driver.kernel.CellJobs};
 * nothing else of a kernel is known here.
 */
package dev.hearth.driver.progress;
