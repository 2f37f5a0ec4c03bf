/** HTTP as every stand-in of a service sees it. */
package dev.hearth.demo.http;
