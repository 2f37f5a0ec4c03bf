/**
 * What Hearth's processes say to each other and to Jupyter clients: messages, their framings, and
 * the link between a session driver and the gateway. Pure Java and Jackson; used by every module,
 * uses none.
 */
package dev.hearth.protocol;
