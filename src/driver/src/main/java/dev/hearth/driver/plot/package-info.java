/**
 * Charts of Datasets. A {@link dev.hearth.driver.plot.Chart} aggregates in Spark, so that few marks
 * reach the driver however many rows there are; the {@link dev.hearth.driver.plot.Figure} that
 * comes out of it is written as Vega-Lite, drawn as SVG and sketched as text.
 */
package dev.hearth.driver.plot;
