/** {@code hearth audit}: checks the files of the audit log, without a gateway. */
package dev.hearth.cli.audit;
