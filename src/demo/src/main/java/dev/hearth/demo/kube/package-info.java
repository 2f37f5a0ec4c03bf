/** The API of Kubernetes, and the cluster behind it as far as its clients can see it. */
package dev.hearth.demo.kube;
