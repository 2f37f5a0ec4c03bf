/**
 * The shipped notebooks, run cell by cell on a real Spark. The mortgage notebook's feature table is
 * compared with {@link dev.hearth.notebooks.FeatureTable}, which works it out from the definitions.
 */
package dev.hearth.notebooks;
