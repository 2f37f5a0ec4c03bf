/** Jupyter's messages: the envelope, and one file of records per message family. */
package dev.hearth.protocol.message;
