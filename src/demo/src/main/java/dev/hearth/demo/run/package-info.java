/** Job runs that run: real drivers as processes, and the pods that a cluster would show. */
package dev.hearth.demo.run;
