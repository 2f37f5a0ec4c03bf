/** AWS as its clients see it: one address for all services, signed requests, their errors. */
package dev.hearth.demo.aws;
