/** Sessions on EMR on EKS, against a stand-in of AWS and Kubernetes. */
package dev.hearth.e2e.emr;
