/** Objects in buckets, which are folders of this machine. */
package dev.hearth.demo.aws.s3;
