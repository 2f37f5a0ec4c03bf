/** Who somebody is, as real identity providers have it. */
package dev.hearth.e2e.identity;
