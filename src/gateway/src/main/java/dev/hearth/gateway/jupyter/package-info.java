/**
 * Jupyter Server's REST API, as its clients really use it: kernels, kernelspecs, sessions, status
 * and identity. Paths, statuses and shapes are those of jupyter_server 2; where it answers with
 * less help than it could (unknown kernelspecs, bad JSON), ours says more.
 */
package dev.hearth.gateway.jupyter;
