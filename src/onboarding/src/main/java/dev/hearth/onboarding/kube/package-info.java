/** What a team has in Kubernetes. */
package dev.hearth.onboarding.kube;
