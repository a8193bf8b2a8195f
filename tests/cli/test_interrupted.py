#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""rrmail export --add, stopped at each call that writes: the profile is the old one, or the new one
with a copy of the old one.

Usage: test_interrupted.py RRMAIL RRMAIL-THAT-IS-STOPPED
"""

import os
import signal
import subprocess
import sys

from command import WAIT, Command, Result, Tap, check, equal

ADDRESS = 'pat@nc.rr.com'
PREFS = 'user_pref("mail.accountmanager.accounts", "account1");\n'
STOPPED = 130
# More than it takes to write one file and its copy.
MANY = 60


def make(command):
    command.write('.thunderbird/profiles.ini',
                  '[Profile0]\nName=default\nIsRelative=1\nPath=abc.default\nDefault=1\n')
    return command.write('.thunderbird/abc.default/prefs.js', PREFS)


def read(path):
    with open(path, encoding='utf-8') as file:
        return file.read()


def files(command):
    """Everything in the profile: nothing half-written may be left there."""
    return sorted(os.listdir(command.path('.thunderbird', 'abc.default')))


def add(command, number, at):
    done = subprocess.run(
        [sys.argv[2], 'export', ADDRESS, '--format=thunderbird', '--add',
         '--incoming=imaps://mail.twc.com', '--outgoing=smtp://mail.twc.com'],
        env={**command.env, 'RRMAIL_INTERRUPT': f'{number}:{at}'}, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=WAIT, check=False)
    return Result(done.returncode, done.stdout, done.stderr)


def go_back(command, path):
    """The new profile has a copy of the old one."""
    check('pat@nc.rr.com' in read(path), read(path))
    equal(command.run('clients', 'undo').status, 0, 'the copy')
    equal(read(path), PREFS, 'every byte')


def test_asked(command):
    """Ctrl-C and the like: the account is taken out again."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        for at in range(1, MANY):
            path = make(command)
            result = add(command, int(number), at)
            if result.status == 0:
                # Either it was not stopped, or all was done before the signal was seen.
                go_back(command, path)
                if 'Interrupted.' in result.err:
                    continue
                break
            equal(result.status, STOPPED, f'{number} at {at}: {result}')
            check('Stopped.' in result.err and 'was added' not in result.out, result)
            equal((read(path), files(command)), (PREFS, ['prefs.js']), f'{number} at {at}')
        check(5 < at < MANY - 1, f'{number}: {at} calls')


def test_killed(command):
    """Without a word: what was begun is whole, or nothing."""
    n_new = 0
    for at in range(1, MANY):
        path = make(command)
        result = add(command, int(signal.SIGKILL), at)
        if result.status == 0:
            break
        equal(result.status, -signal.SIGKILL, result)
        if read(path) != PREFS:
            n_new += 1
            go_back(command, path)
    go_back(command, path)
    check(5 < at < MANY - 1 and n_new > 0, f'{at} calls, {n_new} times the new one')


def main():
    tap = Tap()
    for name, function in sorted(globals().items()):
        if name.startswith('test_'):
            command = Command(sys.argv[1])
            command.env['XDG_DATA_HOME'] = command.path('data')
            tap.run(name[5:], function, command)
            command.close()
    tap.finish()


if __name__ == '__main__':
    main()
