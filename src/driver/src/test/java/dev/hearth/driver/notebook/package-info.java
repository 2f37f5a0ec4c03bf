/** Runs cells in tests as a kernel does: on a thread of its own, with captured output. */
package dev.hearth.driver.notebook;
