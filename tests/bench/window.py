#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window's start and memory side by side with an empty libadwaita window, in turns.

Usage: window.py RRMAIL-SETUP EMPTY-PROGRAM FILE

FILE gets the rows of the table that bench.py makes.
"""

import json
import os
import statistics
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'window'))
import desktop  # noqa: E402

TIMES = 15
# What the project promises, as a ratio.
MOST = {'start': 1.3, 'memory': 1.25}


def get_memory(pid):
    """Its share of the memory in KiB."""
    with open(f'/proc/{pid}/smaps_rollup', encoding='ascii') as file:
        return next(int(line.split()[1]) for line in file if line.startswith('Pss:'))


def start(program, x):
    began = time.monotonic()
    with subprocess.Popen(program, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL) as process:
        while not x.windows():
            time.sleep(0.001)
            if process.poll() is not None or time.monotonic() - began > 30:
                raise SystemExit(f'{program[0]}: no window came')
        seconds = time.monotonic() - began
        time.sleep(1)
        memory = get_memory(process.pid)
        process.terminate()
    while x.windows():
        time.sleep(0.01)
    return seconds, memory


def main():
    programs = {'rrmail-setup': [sys.argv[1], '--timeout=15'], 'empty': [sys.argv[2]]}
    x = desktop.X()
    figures = {name: [] for name in programs}
    for program in programs.values():
        start(program, x)
    for _ in range(TIMES):
        for name, program in programs.items():
            figures[name].append(start(program, x))
    rows = []
    for i, what in enumerate(MOST):
        ours, empty = (statistics.median(one[i] for one in figures[name]) for name in programs)
        unit, scale = (('ms', 1000), ('MiB', 1 / 1024))[i]
        rows.append((f'rrmail-setup, {what}', unit, ours * scale,
                     {'an empty window': empty * scale}, empty * scale * MOST[what]))
    with open(sys.argv[3], 'w', encoding='utf-8') as file:
        json.dump(rows, file)
    return 0


if __name__ == '__main__':
    desktop.enter(main, animations=True)
