/**
 * Kernels that live in a session driver. {@link dev.hearth.gateway.kernel.driver.DriverEngine}
 * starts a session for a kernel and joins kernels with the links of their drivers; {@link
 * dev.hearth.gateway.kernel.driver.DriverWire} is the wire port, implemented by package {@code
 * link}.
 */
package dev.hearth.gateway.kernel.driver;
