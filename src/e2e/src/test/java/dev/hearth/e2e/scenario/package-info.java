/** What every language must do, told once and run in each. */
package dev.hearth.e2e.scenario;
