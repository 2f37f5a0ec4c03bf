package dev.hearth.gateway.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hearth.gateway.error.Conflict;
import dev.hearth.gateway.error.NotFound;
import dev.hearth.gateway.error.Unavailable;
import dev.hearth.gateway.kernel.journal.Journal;
import dev.hearth.gateway.kernel.journal.MemoryJournal;
import dev.hearth.gateway.team.Action;
import dev.hearth.gateway.team.Caller;
import dev.hearth.gateway.team.Principal;
import dev.hearth.gateway.team.TeamName;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RegisteredKernelsTest {
  private static final Principal ANN = new Principal("ann", TeamName.LOCAL);
  private static final Principal BOB = new Principal("bob", TeamName.LOCAL);

  private final FakeEngine engine = new FakeEngine();
  private final MemoryKernelRegistry registry = new MemoryKernelRegistry();
  private final Map<KernelId, MemoryJournal> journals = new ConcurrentHashMap<>();
  private final KernelLeases leases = new KernelLeases(Duration.ofHours(1));
  private final RegisteredKernels kernels = gateway();

  @AfterEach
  void closeLeases() {
    leases.close();
  }

  @Test
  void findsTheKernelsOfAnEarlierProcess() {
    Kernel kernel = kernels.start(request(Optional.empty(), ANN));

    RegisteredKernels next = gateway();
    next.restore();

    assertThat(next.find(kernel.id(), Caller.of(ANN), Action.USE))
        .map(Kernel::journal)
        .contains(kernel.journal());
  }

  @Test
  void showsAKernelThatItsEngineCannotRestoreAsDeadWithAReason() {
    Kernel kernel = kernels.start(request(Optional.empty(), ANN));
    engine.forgetful = true;

    RegisteredKernels next = gateway();
    next.restore();

    Kernel lost = next.find(kernel.id(), Caller.of(ANN), Action.USE).orElseThrow();
    assertThat(lost.status().state()).isEqualTo(ExecutionState.DEAD);
    assertThat(lost.status().reason()).isPresent();
    assertThatThrownBy(lost::interrupt)
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("start a new one");
  }

  @Test
  void anIdOfTheClientIsStartedOnce() {
    KernelId id = KernelId.random();

    List<Kernel> started =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(i -> kernels.start(request(Optional.of(id), ANN)))
            .toList();

    assertThat(started).allMatch(kernel -> kernel == started.get(0));
    assertThat(engine.started).hasValue(1);
  }

  @Test
  void anIdOfSomebodyElseIsAConflict() {
    Kernel kernel = kernels.start(request(Optional.empty(), ANN));

    assertThatThrownBy(() -> kernels.start(request(Optional.of(kernel.id()), BOB)))
        .isInstanceOf(Conflict.class);
  }

  @Test
  void nobodySeesTheKernelsOfOthers() {
    Kernel kernel = kernels.start(request(Optional.empty(), ANN));

    assertThat(kernels.find(kernel.id(), Caller.of(BOB), Action.USE)).isEmpty();
    assertThat(kernels.list(Caller.of(BOB))).isEmpty();
    assertThatThrownBy(() -> kernels.delete(kernel.id(), Caller.of(BOB)))
        .isInstanceOf(NotFound.class);
  }

  @Test
  void aFailedStartLeavesNothingBehind() {
    engine.refusal = new Unavailable("no room");

    assertThatThrownBy(() -> kernels.start(request(Optional.empty(), ANN)))
        .isSameAs(engine.refusal);

    assertThat(registry.all()).isEmpty();
    assertThat(journals.values()).allMatch(MemoryJournal::deleted);
    assertThat(kernels.list(Caller.of(ANN))).isEmpty();
  }

  @Test
  void aDeletedKernelIsGoneWhenItsEngineSaysSo() {
    Kernel kernel = kernels.start(request(Optional.empty(), ANN));
    AtomicBoolean journalStoodAtFarewell = new AtomicBoolean();
    kernels.addFarewell(
        ended -> {
          journalStoodAtFarewell.set(!journals.get(ended.id()).deleted());
          return CompletableFuture.completedFuture(null);
        });

    CompletableFuture<Void> deleted =
        kernels.delete(kernel.id(), Caller.of(ANN)).toCompletableFuture();
    assertThat(kernels.find(kernel.id(), Caller.of(ANN), Action.USE)).isEmpty();
    assertThat(deleted).isNotDone();
    engine.mayEnd.complete(null);

    assertThat(deleted).isCompleted();
    assertThat(journalStoodAtFarewell).isTrue();
    assertThat(journals.get(kernel.id()).deleted()).isTrue();
    assertThat(registry.all()).isEmpty();
  }

  @Test
  void aLeasedKernelWhoseClientNeverComesIsDeleted() {
    engine.mayEnd.complete(null);
    Kernel kernel = kernels.start(leased(Duration.ofMillis(1)));

    await().until(() -> registry.all().isEmpty());
    assertThat(kernels.find(kernel.id(), Caller.of(ANN), Action.USE)).isEmpty();
  }

  @Test
  void aLeasedKernelLivesWhileItsClientIsThere() {
    engine.mayEnd.complete(null);
    Kernel kept = kernels.start(leased(Duration.ofSeconds(1)));
    leases.held(kept.id());
    Kernel ended = kernels.start(leased(Duration.ofMillis(1_100)));

    await().until(() -> kernels.find(ended.id(), Caller.of(ANN), Action.USE).isEmpty());
    assertThat(kernels.find(kept.id(), Caller.of(ANN), Action.USE)).isPresent();
    leases.released(kept.id(), false);
    await().until(() -> kernels.find(kept.id(), Caller.of(ANN), Action.USE).isEmpty());
  }

  @Test
  void aClientThatFellSilentIsWaitedForLonger() {
    engine.mayEnd.complete(null);
    Kernel asleep = kernels.start(leased(Duration.ofSeconds(1)));
    leases.held(asleep.id());
    leases.released(asleep.id(), true);
    Kernel ended = kernels.start(leased(Duration.ofMillis(1_100)));

    await().until(() -> kernels.find(ended.id(), Caller.of(ANN), Action.USE).isEmpty());
    assertThat(kernels.find(asleep.id(), Caller.of(ANN), Action.USE)).isPresent();
  }

  private static StartKernel leased(Duration lease) {
    return new StartKernel(
        "echo", Optional.empty(), Optional.empty(), Map.of(), Optional.of(lease), ANN);
  }

  @Test
  void aDeletionThatTheGatewayDidNotSurviveIsCompletedByTheNext() {
    Kernel kernel = kernels.start(request(Optional.empty(), ANN));
    kernels.delete(kernel.id(), Caller.of(ANN));

    RegisteredKernels next = gateway();
    next.restore();
    assertThat(next.find(kernel.id(), Caller.of(ANN), Action.USE)).isEmpty();
    engine.mayEnd.complete(null);

    assertThat(registry.all()).isEmpty();
  }

  private RegisteredKernels gateway() {
    return new RegisteredKernels(
        TestSpecs.standard(),
        List.of(engine),
        registry,
        new MemoryJournals(),
        leases,
        event -> {},
        Clock.systemUTC());
  }

  private static StartKernel request(Optional<KernelId> id, Principal principal) {
    return new StartKernel("echo", id, Optional.empty(), Map.of(), Optional.empty(), principal);
  }

  private final class MemoryJournals implements KernelJournals {
    @Override
    public Journal open(KernelId kernel) {
      return journals.computeIfAbsent(kernel, key -> new MemoryJournal());
    }

    @Override
    public void delete(KernelId kernel) {
      open(kernel).delete();
    }
  }
}
