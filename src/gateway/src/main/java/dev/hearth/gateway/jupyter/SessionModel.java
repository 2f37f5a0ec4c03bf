package dev.hearth.gateway.jupyter;

import dev.hearth.gateway.kernel.Kernel;

/**
 * What Jupyter's API calls a session.
 *
 * @param notebook path and name once more, for old clients
 */
public record SessionModel(
    String id, String path, String name, String type, KernelModel kernel, Document notebook) {

  /** A document by its path. */
  public record Document(String path, String name) {}

  static SessionModel of(Notebook notebook, Kernel kernel, int connections) {
    return new SessionModel(
        notebook.id().toString(),
        notebook.path(),
        notebook.name(),
        notebook.type(),
        KernelModel.of(kernel, connections),
        new Document(notebook.path(), notebook.name()));
  }
}
