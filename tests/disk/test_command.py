#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command on a full disk and on one that is read-only: it says so, what was there stays as it
was, and nothing half-written lies beside it.

Usage: test_command.py RRMAIL MODULE
"""

import os
import signal
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'cli'))

from command import Command, Tap, check, equal  # noqa: E402
from test_clients import make, read  # noqa: E402
from test_saved import PAT, Server, account, arguments  # noqa: E402

# More than any of the commands makes.
MOST_CHANGES = 200
FAULTS = {'0': 'The disk is full.', '3': 'The disk is full.', 'none': 'This disk is read-only.'}


class Disk:
    """The files that the command writes to lie on it while it is in use."""

    def __init__(self, command, room):
        self.values = {'LD_PRELOAD': os.path.abspath(sys.argv[2]),
                       'RRM_DISK_FOLDER': command.home, 'RRM_DISK_ROOM': room}
        self.env = command.env

    def __enter__(self):
        self.env.update(self.values)

    def __exit__(self, *_):
        for name in self.values:
            del self.env[name]


def tree(folder):
    """All files with their bytes, but for locks."""
    found = {}
    for place, _, names in os.walk(folder):
        for name in names:
            if not name.endswith('.lock'):
                with open(os.path.join(place, name), 'rb') as file:
                    found[os.path.join(place, name)] = file.read()
    return found


def unchanged(command, room, *options):
    before = tree(command.home)
    with Disk(command, room):
        result = command.run(*options)
    equal(tree(command.home), before, f'{options}: {result}')
    return result


def test_result(command, room, sentence):
    """The test itself needs no disk: its verdict and exit status are the same."""
    server = Server()
    server.go.set()
    command.write('config/rrmail/accounts.ini', '# mine\n' + account(PAT, server.port))
    command.write('password', 'secret')
    options = arguments(command, PAT, server.port)
    try:
        result = unchanged(command, room, *options)
        equal(result.status, 1, result)
        check('"verdict"' in result.out, result)
        equal(result.err, f'rrmail: The result cannot be kept: {sentence}\n', 'what is said')
    finally:
        server.close()


def test_export(command, room, _sentence):
    out = command.path('out')
    for form in ('autoconfig', 'kmail'):
        result = unchanged(command, room, 'export', 'pat@nc.rr.com', '--format=' + form,
                           '--output=' + out)
        equal(result.status, 3, result)
        check(result.out == '' and f'\nrrmail: {out}' in '\n' + result.err, result)
        check(not any(names for _, _, names in os.walk(out)), 'a piece of a file')


def test_mend(command, room, _sentence):
    make(command)
    home = '--home=' + command.path('person')
    result = unchanged(command, room, 'clients', 'mend', home)
    equal(result.status, 3, result)
    check('nothing was changed' in result.err, result)
    equal(command.run('clients', 'mend', home).status, 0, 'with room')
    result = unchanged(command, room, 'clients', 'undo')
    equal(result.status, 3, result)
    equal(command.run('clients', 'undo').status, 0, 'back, with room')


def test_resume(command):
    """That a disk is full while it records is tested with the batch itself."""
    record = command.write('record', '')
    path = command.write('list.csv', 'address\npat@nc.rr.com\n')
    options = ['batch', path, '--until=connect', '--connect-to=mail.twc.com::127.0.0.1:1',
               '--resume=' + record]
    result = unchanged(command, 'none', *options)
    equal(result.status, 3, result)
    check('--resume' in result.err, result)


def ended(command, number, *options):
    """Runs the command until it is about to change something on the disk for that time."""
    env = dict(command.env, LD_PRELOAD=os.path.abspath(sys.argv[2]), RRM_DISK_FOLDER=command.home,
               RRM_DISK_END=str(number))
    return subprocess.run([command.program, *options], env=env, cwd=command.home, timeout=30,
                          stdin=subprocess.DEVNULL, capture_output=True, check=False).returncode


def test_killed(command):
    """Wherever a change ends: the file is the old one or the new one, and Undo brings back the
    old."""
    path = make(command)
    before = read(path)
    home = '--home=' + command.path('person')
    equal(command.run('clients', 'mend', home).status, 0, 'the whole change')
    after = read(path)
    equal(command.run('clients', 'undo').status, 0, 'and back')
    seen = set()
    for number in range(1, MOST_CHANGES):
        status = ended(command, number, 'clients', 'mend', home)
        check(read(path) in (before, after), f'neither at change {number}')
        seen.add(read(path) == after)
        if read(path) == after:
            back = ended(command, number, 'clients', 'undo')
            check(read(path) in (before, after), f'neither on the way back, at change {number}')
            if back != 0:
                equal(command.run('clients', 'undo').status, 0, f'back at {number}')
        equal(read(path), before, f'the old file, after change {number}')
        if status == 0:
            break
        equal(status, -signal.SIGKILL, 'the end')
    check(number > 5 and status == 0, (number, status))
    equal(seen, {True, False}, 'it ended before and after')


def test_killed_result(command):
    server = Server()
    server.go.set()
    command.write('password', 'secret')
    old = '# mine\n' + account(PAT, server.port)
    try:
        for number in range(1, MOST_CHANGES):
            path = command.write('config/rrmail/accounts.ini', old)
            status = ended(command, number, *arguments(command, PAT, server.port))
            text = read(path).decode()
            check(text == old or (text.startswith(old.rstrip()) and 'verdict=' in text), text)
            if status >= 0:
                break
        check(number > 2 and status == 1 and text != old, (number, status))
    finally:
        server.close()


def main():
    tap = Tap()
    for room, sentence in FAULTS.items():
        for function in (test_result, test_export, test_mend):
            command = Command(sys.argv[1])
            command.env['XDG_DATA_HOME'] = command.path('data')
            tap.run(f'{function.__name__[5:]}, room {room}', function, command, room, sentence)
            command.close()
    command = Command(sys.argv[1])
    tap.run('resume', test_resume, command)
    command.close()
    for function in (test_killed, test_killed_result):
        command = Command(sys.argv[1])
        command.env['XDG_DATA_HOME'] = command.path('data')
        tap.run(function.__name__[5:].replace('_', ' '), function, command)
        command.close()
    tap.finish()


if __name__ == '__main__':
    main()
