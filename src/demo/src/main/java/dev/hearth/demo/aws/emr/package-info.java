/** EMR on EKS: virtual clusters and job runs. */
package dev.hearth.demo.aws.emr;
