/**
 * Benchmarks. Each prints what it measured beside a bare baseline from the same run, since times of
 * one machine mean little on another.
 */
package dev.hearth.bench;
