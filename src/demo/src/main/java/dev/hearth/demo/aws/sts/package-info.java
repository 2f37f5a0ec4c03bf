/** Who somebody is, and credentials for a time. */
package dev.hearth.demo.aws.sts;
