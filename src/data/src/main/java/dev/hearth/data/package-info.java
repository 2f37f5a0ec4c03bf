/** Sample data for the shipped notebooks, generated because the real data may not be shipped. */
package dev.hearth.data;
