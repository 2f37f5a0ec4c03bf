/**
 * How machine learning looks: stages of pipelines and their parameters, models with what they have
 * learnt, the quality of predictions. Works for the stages of Spark ML and for those of libraries
 * that are built like them, such as XGBoost's.
 */
package dev.hearth.driver.ml;
