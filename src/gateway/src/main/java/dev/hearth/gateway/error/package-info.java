/** The few ways in which Hearth refuses or fails, in words for users; no HTTP in here. */
package dev.hearth.gateway.error;
