/** The stand-in's own small API: what shall go wrong, and what was asked. */
package dev.hearth.demo.control;
