/** What a team's place consists of, compared with what is there. */
package dev.hearth.onboarding.part;
