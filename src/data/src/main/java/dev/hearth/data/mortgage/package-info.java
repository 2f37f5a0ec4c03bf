/**
 * Sample data for the mortgage notebook, in the layout of Fannie Mae's single-family loan
 * performance files: one line per loan and month, 108 fields or more between vertical bars, no
 * header, one file per quarter of acquisition.
 *
 * <p>{@link dev.hearth.data.mortgage.MortgageData} is the entry. It draws each loan ({@link
 * dev.hearth.data.mortgage.Originator}), lives its months ({@link
 * dev.hearth.data.mortgage.LoanLife}) and writes them ({@link
 * dev.hearth.data.mortgage.LoanRecord}). Nothing here depends on the machine, its locale or its
 * time zone: a seed and a number of rows always give the same bytes.
 */
package dev.hearth.data.mortgage;
