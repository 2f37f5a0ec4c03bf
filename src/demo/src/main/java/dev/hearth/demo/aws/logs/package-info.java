/** Log groups and streams of CloudWatch. */
package dev.hearth.demo.aws.logs;
