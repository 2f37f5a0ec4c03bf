/** The names and numbers of a team's place, as they follow from the file of teams. */
package dev.hearth.onboarding.team;
