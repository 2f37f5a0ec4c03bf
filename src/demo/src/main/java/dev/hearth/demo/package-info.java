/**
 * A stand-in of AWS and Kubernetes for one machine: it speaks their protocols, and the job runs
 * that it is asked for are real session drivers in processes of their own.
 */
package dev.hearth.demo;
