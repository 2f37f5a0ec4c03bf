/**
 * What all HTTP of this gateway has in common: who may come in and from which pages, how errors
 * look, and the file that tells where it listens. Used by the edges {@code jupyter} and {@code
 * api}; uses {@code team}, {@code home} and {@code error}.
 */
package dev.hearth.gateway.http;
