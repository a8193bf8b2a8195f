#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a program under valgrind.

Usage: watch.py VALGRIND PROGRAM [ARGUMENT]...

What it prints and its exit status are its own. But the exit status is 99, with the reason on
standard error, where it used memory that was not set or not its own, lost some, or had a
descriptor open at its end that it did not begin with.
"""

import os
import re
import subprocess
import sys
import tempfile

FAULTY = 99
HERE = os.path.dirname(os.path.abspath(__file__))

# The main context of the first thread and that of GLib's worker last as long as the program, and
# each has a descriptor to be woken with.
KEPT = re.compile(r'at 0x\w+: eventfd .*\n(.*\n)?'
                  r'.*: g_main_context_new_with_flags .*\n'
                  r'.*: (g_main_context_default|g_get_worker_context|\?\?\? \(in .*/libglib-)')
INHERITED = '<inherited from parent>'
SUMMARY = 'FILE DESCRIPTORS: '


def start(valgrind, log):
    """What stands before the program and its arguments."""
    return [valgrind, '--quiet', f'--log-file={log}', f'--error-exitcode={FAULTY}',
            '--leak-check=full', '--show-leak-kinds=definite',
            '--errors-for-leak-kinds=definite', '--track-fds=yes', '--num-callers=30',
            # A child that has not begun its own program yet has all that its parent had.
            '--child-silent-after-fork=yes',
            # Else a thread that waits for another may keep it from its turn for seconds.
            '--fair-sched=try',
            '--suppressions=' + os.path.join(HERE, 'rrmail.supp')]


def faults(log):
    """What valgrind wrote there, without what is as it should be."""
    with open(log, encoding='utf-8', errors='replace') as file:
        # Lines with dashes are about valgrind itself: a call of the system that it does not know.
        lines = [re.sub(r'^==\d+== ?', '', line) for line in file.read().splitlines()
                 if not line.startswith('--')]
    # No empty line stands behind the summary.
    lines = ['' if line.startswith(SUMMARY) else line for line in lines]
    stacks = re.split(r'\n\s*\n', '\n'.join(lines))
    return [stack.strip() for stack in stacks
            if stack.strip() and INHERITED not in stack and not KEPT.search(stack)]


def main():
    valgrind, *command = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        log = os.path.join(folder, 'log')
        status = subprocess.run([*start(valgrind, log), *command], check=False).returncode
        found = faults(log)
    for stack in found:
        print(stack + '\n', file=sys.stderr)
    # A signal has a number below zero.
    sys.exit(FAULTY if found else status if status >= 0 else 128 - status)


if __name__ == '__main__':
    main()
