package dev.hearth.gateway.launch;

import dev.hearth.gateway.error.InvalidRequest;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** The launchers of this gateway, by name. Immutable. */
public final class Launchers {
  private final SortedMap<String, Launcher> byName = new TreeMap<>();

  public Launchers(Collection<? extends Launcher> launchers) {
    launchers.forEach(launcher -> byName.put(launcher.name(), launcher));
  }

  /**
   * @throws InvalidRequest if there is no such launcher
   */
  public Launcher named(String name) {
    Launcher launcher = byName.get(name);
    if (launcher == null) {
      throw new InvalidRequest(
          "There is no launcher '"
              + name
              + "' in this gateway. Launchers: "
              + String.join(", ", byName.keySet())
              + ".");
    }
    return launcher;
  }

  public Collection<Launcher> all() {
    return Collections.unmodifiableCollection(byName.values());
  }
}
