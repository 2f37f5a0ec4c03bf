package dev.hearth.driver.kernel;

import dev.hearth.driver.output.KernelOutput;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What a kernel is given by its session.
 *
 * @param interpreters of its language
 * @param jobs see {@link CellJobs}
 * @param output where what its cells print comes out
 * @param timer for what must happen later; its tasks are short
 * @param interrupts see {@link InterruptTiming}
 * @param classLoader the context class loader of the thread that runs cells
 * @param gateway what the kernel may ask of its gateway
 */
public record KernelServices(
    InterpreterFactory interpreters,
    CellJobs jobs,
    KernelOutput output,
    ScheduledExecutorService timer,
    InterruptTiming interrupts,
    ClassLoader classLoader,
    GatewayCalls gateway) {}
