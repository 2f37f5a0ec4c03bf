/**
 * Comms for cells: what a widget in the notebook and its counterpart in the kernel tell each other.
 */
package dev.hearth.driver.comm;
