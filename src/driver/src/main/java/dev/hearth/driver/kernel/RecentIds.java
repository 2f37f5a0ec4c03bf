package dev.hearth.driver.kernel;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The message ids seen last, by which a request that comes twice is known. Not thread-safe. */
final class RecentIds {
  private static final int REMEMBERED = 2_048;

  private final Set<String> seen =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
              return size() > REMEMBERED;
            }
          });

  /** Whether the id is new. An empty one, which identifies nothing, always is. */
  boolean add(String id) {
    return id.isEmpty() || seen.add(id);
  }
}
