/**
 * How values look below a cell. A {@link dev.hearth.driver.display.Renderer} knows one kind of
 * value; {@link dev.hearth.driver.display.Displays} asks them in turn and falls back to bounded
 * text. {@link dev.hearth.driver.display.Show} holds the functions that every Scala cell can call.
 */
package dev.hearth.driver.display;
