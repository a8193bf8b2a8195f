# SPDX-License-Identifier: GPL-3.0-or-later
"""Running a command and looking at what it cost."""

import os
import selectors
import statistics
import subprocess
import tempfile
import time

# Seconds that one run may take; ten thousand accounts come close to it.
LONGEST = 600


class Cost:
    """Seconds on the wall, and of these until it said its last word; seconds of the processor, and
    what all else on the computer took of it meanwhile; the most memory in MiB."""

    def __init__(self, wall, last, processor, rest, memory, status, out):
        self.wall = wall
        self.last = last
        self.processor = processor
        self.rest = rest
        self.memory = memory
        self.status = status
        self.out = out


def run(command, env=None, status=(0,)):
    """Runs it once.  What it says on standard error is for whoever watches, if it fails.

    The most memory is what time(1) saw: what the kernel tells here begins with the memory of this
    program, from which the other one was started."""
    with tempfile.NamedTemporaryFile('r', encoding='ascii') as memory:
        begun = time.monotonic()
        busy = _get_busy()
        with subprocess.Popen(['time', '--quiet', '-f', '%M', '-o', memory.name, *command],
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, env=env) as process:
            # Both pipes are read to their ends before the process is waited for.
            out, err, last = _drain(process, begun + LONGEST)
            _, state, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(state)
        wall = time.monotonic() - begun
        processor = usage.ru_utime + usage.ru_stime
        rest = _get_busy() - busy - processor
        if process.returncode not in status:
            raise RuntimeError(f'{command[0]} ended with {process.returncode}: '
                               f'{err.decode("utf-8", "replace")[-500:]}')
        return Cost(wall, last - begun, processor, rest, int(memory.read()) / 1024,
                    process.returncode, out)


def _get_busy():
    """Seconds that the processors of the computer were not idle, since it was started."""
    with open('/proc/stat', encoding='ascii') as file:
        user, nice, system, _idle, _wait, irq, softirq = map(int, file.readline().split()[1:8])
    return (user + nice + system + irq + softirq) / os.sysconf('SC_CLK_TCK')


def _drain(process, until):
    parts = {process.stdout: [], process.stderr: []}
    last = time.monotonic()
    with selectors.DefaultSelector() as selector:
        for stream in parts:
            selector.register(stream, selectors.EVENT_READ)
        while selector.get_map():
            ready = selector.select(until - time.monotonic())
            if not ready:
                process.kill()
                raise RuntimeError(f'{process.args} takes too long')
            for key, _ in ready:
                piece = os.read(key.fd, 65536)
                if piece:
                    parts[key.fileobj].append(piece)
                    last = time.monotonic()
                else:
                    selector.unregister(key.fileobj)
    return b''.join(parts[process.stdout]), b''.join(parts[process.stderr]), last


def median(command, times, env=None, status=(0,)):
    """The middle of several runs, for each figure by itself."""
    costs = [run(command, env, status) for _ in range(times)]
    return Cost(statistics.median(cost.wall for cost in costs),
                statistics.median(cost.last for cost in costs),
                statistics.median(cost.processor for cost in costs),
                statistics.median(cost.rest for cost in costs),
                statistics.median(cost.memory for cost in costs), costs[-1].status, costs[-1].out)
