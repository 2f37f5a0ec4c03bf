/** What processes at both ends of the protocols need of the operating system. */
package dev.hearth.protocol.process;
