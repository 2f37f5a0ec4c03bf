/** The protocols that services of AWS speak. */
package dev.hearth.demo.aws.protocol;
