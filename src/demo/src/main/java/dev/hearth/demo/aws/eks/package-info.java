/** The one cluster, and which of its service accounts have which roles. */
package dev.hearth.demo.aws.eks;
