/** Roles, and who may assume them. */
package dev.hearth.demo.aws.iam;
