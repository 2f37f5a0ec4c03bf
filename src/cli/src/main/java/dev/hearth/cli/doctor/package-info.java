/** {@code hearth doctor}: what this machine has, what each thing is for, and what to do. */
package dev.hearth.cli.doctor;
