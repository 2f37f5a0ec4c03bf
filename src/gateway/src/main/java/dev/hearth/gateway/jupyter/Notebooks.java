package dev.hearth.gateway.jupyter;

import dev.hearth.gateway.error.Conflict;
import dev.hearth.gateway.error.NotFound;
import dev.hearth.gateway.kernel.Kernel;
import dev.hearth.gateway.kernel.KernelId;
import dev.hearth.gateway.kernel.KernelSpecs;
import dev.hearth.gateway.kernel.Kernels;
import dev.hearth.gateway.kernel.StartKernel;
import dev.hearth.gateway.team.Action;
import dev.hearth.gateway.team.Caller;
import dev.hearth.gateway.team.Principal;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/**
 * Attaches documents to kernels. A document whose kernel was deleted is attached to nothing and is
 * forgotten as soon as that is seen. Safe from any thread: the table decides between two who attach
 * the same document at once.
 */
@Singleton
class Notebooks {
  private final NotebookTable table;
  private final Kernels kernels;
  private final KernelSpecs specs;
  private final Clock clock = Clock.systemUTC();

  Notebooks(NotebookTable table, Kernels kernels, KernelSpecs specs) {
    this.table = table;
    this.kernels = kernels;
    this.specs = specs;
  }

  /** A document and its kernel. */
  record Attached(Notebook notebook, Kernel kernel) {}

  /**
   * What a client wants a document to be attached to: a kernel that runs, or a new one.
   *
   * @param spec of the new kernel; the default if there is neither
   */
  record Wish(Optional<KernelId> kernel, Optional<String> spec) {
    boolean none() {
      return kernel.isEmpty() && spec.isEmpty();
    }
  }

  List<Attached> list(Caller caller) {
    return notebooks(caller).flatMap(notebook -> attached(notebook).stream()).toList();
  }

  private Stream<Notebook> notebooks(Caller caller) {
    return caller.principals().stream().flatMap(owner -> table.list(owner).stream());
  }

  private Optional<Attached> attached(Notebook notebook) {
    return kernelOf(notebook).map(kernel -> new Attached(notebook, kernel));
  }

  private Optional<Kernel> kernelOf(Notebook notebook) {
    Optional<Kernel> kernel =
        kernels
            .find(notebook.kernel(), Caller.of(notebook.owner()), Action.SEE)
            .filter(found -> found.owner().equals(notebook.owner()));
    if (kernel.isEmpty()) {
      table.remove(notebook.id());
    }
    return kernel;
  }

  /** A kernel of somebody who may run cells on it. */
  private Optional<Kernel> find(KernelId id, Caller caller) {
    return kernels.find(id, caller, Action.USE);
  }

  Attached require(String text, Caller caller) {
    return notebook(text)
        .flatMap(id -> notebooks(caller).filter(notebook -> notebook.id().equals(id)).findFirst())
        .flatMap(this::attached)
        .orElseThrow(() -> new NotFound("Session not found."));
  }

  private static Optional<UUID> notebook(String id) {
    return KernelId.parse(id).map(KernelId::value);
  }

  /** Attaches a document, or finds what it is attached to already. */
  Attached attach(String path, String name, String type, Wish wish, Caller caller) {
    Optional<Attached> present = present(path, type, caller);
    if (present.isPresent()) {
      return present.get();
    }
    Kernel kernel = kernel(wish, path, caller);
    Notebook notebook =
        new Notebook(
            UUID.randomUUID(), path, name, type, kernel.id(), kernel.owner(), clock.instant());
    if (table.add(notebook)) {
      return new Attached(notebook, kernel);
    }
    if (wish.kernel().isEmpty()) {
      kernels.delete(kernel.id(), caller); // somebody was faster; ours is nobody's
    }
    return present(path, type, caller)
        .orElseThrow(
            () -> new Conflict("This document was attached and detached meanwhile. Try again."));
  }

  private Optional<Attached> present(String path, String type, Caller caller) {
    return notebooks(caller)
        .filter(notebook -> notebook.path().equals(path) && notebook.type().equals(type))
        .findFirst()
        .flatMap(this::attached);
  }

  private Kernel kernel(Wish wish, String path, Caller caller) {
    if (wish.kernel().isPresent()) {
      return find(wish.kernel().get(), caller)
          .orElseThrow(() -> new NotFound("There is no kernel " + wish.kernel().get() + "."));
    }
    Principal owner = caller.principal(Optional.empty());
    return kernels.start(
        new StartKernel(
            wish.spec().orElseGet(() -> specs.byDefault(owner.team()).name()),
            Optional.empty(),
            Optional.of(path),
            Map.of(),
            Optional.empty(),
            owner));
  }

  /**
   * Renames a document or attaches it to another kernel. The kernel that it leaves is deleted, as
   * in Jupyter, unless another document is attached to it.
   */
  Attached change(
      Attached attached,
      Optional<String> path,
      Optional<String> name,
      Optional<String> type,
      Wish wish) {
    Notebook old = attached.notebook();
    String newPath = path.orElse(old.path());
    String newType = type.orElse(old.type());
    table
        .find(newPath, newType, old.owner())
        .filter(other -> !other.id().equals(old.id()))
        .ifPresent(
            other -> {
              throw new Conflict("Another session has this path. Delete it, or choose another.");
            });
    Kernel kernel = wish.none() ? attached.kernel() : kernel(wish, newPath, Caller.of(old.owner()));
    Notebook changed = old.with(newPath, name.orElse(old.name()), newType, kernel.id());
    table.update(changed);
    if (!kernel.id().equals(old.kernel()) && !inUse(old.kernel(), old.owner())) {
      kernels.delete(old.kernel(), Caller.of(old.owner()));
    }
    return new Attached(changed, kernel);
  }

  /** Detaches a document and deletes its kernel, unless another document is attached to it. */
  CompletionStage<Void> detach(Attached attached) {
    Notebook notebook = attached.notebook();
    table.remove(notebook.id());
    return inUse(notebook.kernel(), notebook.owner())
        ? CompletableFuture.completedFuture(null)
        : kernels.delete(notebook.kernel(), Caller.of(notebook.owner()));
  }

  private boolean inUse(KernelId kernel, Principal owner) {
    return table.list(owner).stream().anyMatch(notebook -> notebook.kernel().equals(kernel));
  }
}
