package dev.hearth.gateway.kernel;

/**
 * A kind of kernel that users can start.
 *
 * @param name as in {@code POST /api/kernels}, e.g. {@code scala}
 * @param displayName for menus
 * @param language as in Jupyter's kernelspec, e.g. {@code scala}
 * @param engine which implementation runs it: {@code driver} or {@code echo}
 * @param profile from which a session is started for it; empty for engines without sessions
 * @param description of that profile: what it is for, its hardware, its price; may be empty
 */
public record KernelSpec(
    String name,
    String displayName,
    String language,
    String engine,
    String profile,
    String description) {}
