/** The account as AWS' own clients reach it. */
package dev.hearth.onboarding.aws.sdk;
