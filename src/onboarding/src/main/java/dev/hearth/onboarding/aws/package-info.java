/** What a team has in AWS, and the little of AWS that making it takes. */
package dev.hearth.onboarding.aws;
