package dev.hearth.gateway.session;

import dev.hearth.gateway.team.ShareLevel;
import java.time.Duration;

/**
 * How kernels share the sessions of a profile.
 *
 * @param shareViews whether they share temporary views and SQL settings; tables that are cached,
 *     and global temporary views, are shared in either case
 * @param linger how long a shared session stays when its last kernel has left
 */
public record Sharing(ShareLevel level, boolean shareViews, Duration linger) {}
