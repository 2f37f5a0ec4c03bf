"""Starts kernels and runs trivial cells with jupyter_client, by turns, and prints nanoseconds.

Arguments: how many starts, how many cells, and names of kernels with a cell each: echo=x.
"""
import sys
import time

from jupyter_client.manager import start_new_kernel

starts, cells = int(sys.argv[1]), int(sys.argv[2])
kernels = [argument.split("=", 1) for argument in sys.argv[3:]]


def run(client, code):
    client.execute_interactive(code, output_hook=lambda message: None, timeout=60)


for _ in range(starts):
    for name, code in kernels:
        began = time.perf_counter_ns()
        manager, client = start_new_kernel(kernel_name=name, startup_timeout=60)
        run(client, code)
        print("start", name, time.perf_counter_ns() - began, flush=True)
        client.stop_channels()
        manager.shutdown_kernel()

running = [(name, code, *start_new_kernel(kernel_name=name)) for name, code in kernels]
for i in range(2 * cells):
    for name, code, manager, client in running:
        began = time.perf_counter_ns()
        run(client, code)
        if i >= cells:
            print("cell", name, time.perf_counter_ns() - began, flush=True)
for _, _, manager, client in running:
    client.stop_channels()
    manager.shutdown_kernel()
