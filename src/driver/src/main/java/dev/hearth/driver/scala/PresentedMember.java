package dev.hearth.driver.scala;

/**
 * A name that could stand at a position, as the presentation compiler knows it.
 *
 * @param kind as in {@link dev.hearth.driver.kernel.Completion.Match}
 * @param signature what it is, without its name: {@code (path: String): DataFrame}, {@code : Int}
 * @param declaration the whole of it, e.g. {@code def count(): Long}
 * @param owner the full name of the class or object that defines it
 * @param rank smaller comes first: own members before those that every object has
 */
record PresentedMember(
    String name, String kind, String signature, String declaration, String owner, int rank) {}
