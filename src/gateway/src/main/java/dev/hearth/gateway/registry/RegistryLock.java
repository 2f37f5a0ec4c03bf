package dev.hearth.gateway.registry;

/** That this gateway, and no other, uses the registry's database; until closed. */
interface RegistryLock extends AutoCloseable {

  /** For databases that admit one process only, such as H2's files. */
  RegistryLock NEEDLESS = () -> {};

  @Override
  void close();
}
