/** What shall go wrong, and what was asked. */
package dev.hearth.demo.fault;
