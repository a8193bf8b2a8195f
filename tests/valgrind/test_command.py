#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command under valgrind: each way through it that is long once, as it goes well and as it
does not.

Usage: test_command.py VALGRIND RRMAIL
"""

import json
import os
import subprocess
import sys

from watch import faults, start

HERE = os.path.dirname(os.path.abspath(__file__))
TESTS = os.path.dirname(HERE)
sys.path[:0] = [os.path.join(TESTS, name) for name in ('cli', 'server', 'discover', 'batch')]

from certificates import Certificates  # noqa: E402
from command import Command, Result, Tap, check, equal  # noqa: E402
from test_batch import HEADER, Practice  # noqa: E402
from web import ADDRESS, DOMAIN, FIRST, HOSTS, MISSING, config, found, web  # noqa: E402

WAIT = 200
# Nothing is to run out only because all of it takes long here.
PATIENT = '--timeout=60'
ROWS = 12
PROFILES = '[Profile0]\nName=default\nIsRelative=1\nPath=abc.default\n'


class Watched:
    """The command, of which nothing is lost and nothing stays open."""

    def __init__(self, valgrind, command):
        self.valgrind = valgrind
        self.command = command

    def run(self, *arguments):
        log = self.command.path('valgrind.log')
        done = subprocess.run([*start(self.valgrind, log), self.command.program, *arguments],
                              env=self.command.env, cwd=self.command.home, check=False,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=WAIT)
        result = Result(done.returncode, done.stdout, done.stderr)
        stacks = faults(log)
        check(not stacks, '\n\n'.join(stacks))
        return result


def test_lookup(watched, certificates):
    """From the built-in list, from a provider's file, and from nowhere."""
    equal(watched.run('lookup', 'pat@nc.rr.com', '--json').status, 0, 'in the list')
    with web(certificates, lambda host, path: found(config('a.example'))
             if (host, path) == ('autoconfig.' + DOMAIN, FIRST) else MISSING) as server:
        result = watched.run('lookup', ADDRESS, '--json', *server.ways)
        equal(result.status, 0, result)
        equal(json.loads(result.out)['incoming'][0]['host'], 'a.example', result)
    with web(certificates, lambda host, path: MISSING) as server:
        equal(watched.run('lookup', ADDRESS, '--json', *server.ways).status, 1, 'nowhere')


def test_test(watched, practice):
    account = ['test', practice.address, PATIENT, *practice.options]
    works = watched.run(*account, '--password-file=' + practice.password_file)
    equal(works.status, 0, works)
    wrong = watched.command.write('wrong', 'not-the-password\n')
    refused = watched.run(*account, '--password-file=' + wrong, '--json')
    equal(refused.status, 1, refused)
    equal(json.loads(refused.out)['findings'][0]['code'], 'password-rejected', refused)


def test_batch(watched, practice):
    """One row in four is refused, and one cannot be read."""
    wrong = watched.command.write('wrong', 'not-the-password\n')
    rows = [f'{practice.address},{wrong if row % 4 == 3 else practice.password_file},,,'
            for row in range(ROWS)]
    path = watched.command.write('list.csv', '\n'.join([HEADER, *rows, 'none,x,,,']) + '\n')
    record = watched.command.path('record.jsonl')
    options = [path, '--jobs=4', '--resume=' + record, PATIENT, *practice.options]
    result = watched.run('batch', *options)
    equal(result.status, 1, result)
    verdicts = [json.loads(line)['verdict'] for line in result.out.splitlines()]
    equal(sorted(verdicts), ['not-working'] * 4 + ['working'] * 9, result)
    again = watched.run('batch', *options)
    equal((again.status, again.out), (1, ''), 'there is nothing left to do')


def test_clients(watched):
    """Listed, mended, and brought back."""
    with open(os.path.join(TESTS, 'clients-data', 'thunderbird', 'family.js'),
              encoding='utf-8') as file:
        text = file.read()
    watched.command.write('person/.thunderbird/profiles.ini', PROFILES)
    watched.command.write('person/.thunderbird/abc.default/prefs.js', text)
    home = '--home=' + watched.command.path('person')
    equal(watched.run('clients', home, '--json').status, 1, 'before')
    equal(watched.run('clients', 'mend', home).status, 0, 'mended')
    equal(watched.run('clients', home).status, 0, 'after')
    equal(watched.run('clients', 'undo').status, 0, 'as it was')


def main():
    valgrind, program = sys.argv[1:]
    command = Command(program)
    watched = Watched(valgrind, command)
    practice = Practice(command)
    tap = Tap()
    try:
        certificates = Certificates(command.path('certificates'), HOSTS)
        tap.run('lookup', test_lookup, watched, certificates)
        tap.run('test', test_test, watched, practice)
        tap.run('batch', test_batch, watched, practice)
        tap.run('clients', test_clients, watched)
    finally:
        practice.close()
        command.close()
    tap.finish()


if __name__ == '__main__':
    main()
