/** What the commands do with the parts of teams' places. */
package dev.hearth.onboarding.run;
