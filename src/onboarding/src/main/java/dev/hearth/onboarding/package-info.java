/**
 * Makes the places of teams on EMR on EKS, checks them, and takes them away: the program behind
 * {@code hearth team apply}, {@code remove} and {@code check --live}. It works with the rights of
 * whoever calls it, never with the gateway's.
 */
package dev.hearth.onboarding;
