#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""rrmail test of an address that the built-in list does not know: servers that somebody on the
network has named are shown and confirmed before anything goes there.

Usage: test_found.py RRMAIL
"""

import json
import os
import re
import shlex
import signal
import subprocess
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, '..', 'cli'), os.path.join(HERE, '..', 'server')]

from certificates import Certificates  # noqa: E402
from command import Command, Tap, check, equal, refused  # noqa: E402
from web import (ADDRESS, DOMAIN, HOSTS, MISSING, SETTINGS, Listener, found, server,  # noqa: E402
                 settings, web)


OPTIONS = (f'--incoming=imaps://imap.{DOMAIN} '
           '--outgoing=smtp://a%3Bb%20%24%28c%29@mail.other.example:2587')


class Practice:
    """The practice server, under the name that its certificate has."""

    def __init__(self, command, certificates):
        self.process = subprocess.Popen([command.program, 'practice'], env=command.env,
                                        stdout=subprocess.PIPE, text=True)
        self.ways = []
        for line in self.process.stdout:
            key, _, value = line.strip().partition(': ')
            if key == 'Address':
                self.address = value
            elif key == 'Certificate file':
                self.ca_file = value
            elif key == 'Password file':
                self.password_file = value
            elif key.startswith('--connect-to='):
                self.ways.append(key)
            else:
                break
        with open(self.password_file, encoding='utf-8') as file:
            self.password = file.read().strip()
        both = command.path('both.pem')
        with open(both, 'wb') as file:
            for path in (self.ca_file, certificates.ca_file):
                with open(path, 'rb') as part:
                    file.write(part.read())
        self.ways.append('--ca-file=' + both)
        self.settings = settings(
            server('incoming', 'imap', 'mail.twc.com', 993, 'SSL', self.address),
            server('outgoing', 'smtp', 'mail.twc.com', 587, 'STARTTLS', self.address))

    def close(self):
        self.process.terminate()
        self.process.wait()


def test_no_terminal(command, certificates):
    """What was found is told as options, in one line; nobody is called, and no password is read."""
    listener = Listener()
    with web(certificates, lambda host, path: found(SETTINGS)) as there:
        for more in ([], ['--json'], ['--until=connect'], ['--password-file=/nowhere'],
                     ['--only=incoming', '--json']):
            result = command.run('test', ADDRESS, *more, *listener.ways, *there.ways)
            refused(result, 2, ADDRESS, 'not in the built-in list', OPTIONS)
            check('terminal' not in result.err, result.err)
    equal(listener.calls, 0, 'calls')


def test_long_names(command, certificates):
    """No name is cut."""
    host = '.'.join(['a' * 60] * 4) + '.' + 'b' * 9
    answer = settings(server('incoming', 'imap', host, 993, 'SSL'),
                      server('outgoing', 'smtp', host, 465, 'SSL',
                             more='<authentication>none</authentication>'))
    with web(certificates, lambda host, path: found(answer)) as there:
        refused(command.run('test', ADDRESS, *there.ways), 2, f'--incoming=imaps://{host} ',
                f'--outgoing=smtps://{host} --outgoing-auth=none')


def test_options_that_were_told(command, certificates):
    """They are what the command then takes, with nothing more asked of anybody."""
    practice = Practice(command, certificates)
    try:
        with web(certificates, lambda host, path: found(practice.settings)) as there:
            ways = practice.ways + there.ways[:-1] + ['--until=login']
            result = command.run('test', ADDRESS, *ways)
            refused(result, 2, '--incoming=')
            told = shlex.split(re.search(r'--incoming=.*', result.err).group())
            asked = len(there.requests)
            result = command.run('test', ADDRESS, '--json', *told, *ways,
                                 '--password-file=' + practice.password_file)
            equal(result.status, 0, result)
            equal(json.loads(result.out)['account']['incoming']['username'], practice.address,
                  'user name')
            equal(len(there.requests), asked, 'requests')
    finally:
        practice.close()


def test_terminal(command, certificates):
    """The person sees where each server came from, and says yes or no."""
    practice = Practice(command, certificates)
    listener = Listener()
    try:
        with web(certificates, lambda host, path: found(SETTINGS)) as there:
            for answer in ('n\n', '\n', 'maybe\n'):
                result = command.run_on_terminal([('[y/N]', answer)], 'test', ADDRESS,
                                                 *listener.ways, *there.ways)
                equal(result.status, 2, result)
                for words in (f'imap.{DOMAIN}', 'mail.other.example', 'autoconfig',
                              f'mail.other.example is not part of {DOMAIN}', 'Nothing was done'):
                    check(words in result.out, f'{words}: {result.out}')
                check('Password:' not in result.out, result.out)
                check(f'imap.{DOMAIN} is not part' not in result.out, result.out)
            equal(listener.calls, 0, 'calls')
        with web(certificates, lambda host, path: found(practice.settings)) as there:
            result = command.run_on_terminal(
                [('[y/N]', 'y\n'), ('Password:', practice.password + '\n')], 'test', ADDRESS,
                '--until=login', *practice.ways, *there.ways[:-1])
            equal(result.status, 0, result)
            check(practice.password not in result.out, result.out)
    finally:
        practice.close()


def test_guess(command, _certificates):
    """A guess is confirmed as anything else is."""
    listener = Listener()
    port = listener.ways[0].rsplit(':', 1)[1]
    ways = [f'--connect-to=imap.{DOMAIN}:143:127.0.0.1:{port}',
            f'--connect-to=smtp.{DOMAIN}:587:127.0.0.1:{port}']
    refused(command.run('test', ADDRESS, *ways), 2, f'--incoming=imap://imap.{DOMAIN} '
            f'--outgoing=smtp://smtp.{DOMAIN}')


def test_nobody_is_asked(command, certificates):
    """Where the servers are named, off the network, and for an address that looks misspelt."""
    with web(certificates, lambda host, path: found(SETTINGS)) as there:
        refused(command.run('test', ADDRESS, '--offline', *there.ways), 2, 'built-in list')
        refused(command.run('test', 'pat@nc.rr.con', *there.ways), 2, 'misspelled')
        for options in (['--incoming=imaps://a.example', '--outgoing=smtps://a.example'],
                        ['--incoming=imaps://a.example', '--only=incoming']):
            refused(command.run('test', ADDRESS, *options, *there.ways), 2, 'password')
        refused(command.run('test', ADDRESS, '--incoming=imaps://', *there.ways), 2, '--incoming')
        equal(there.requests, [], 'requests')
        # The address is never told, and one server that is named leaves the other to be found.
        result = command.run('test', ADDRESS, '--incoming=imaps://a.example', *there.ways)
        refused(result, 2, 'mail.other.example')
        check('--incoming=' not in result.err, result.err)
        check(there.requests and 'pat' not in ''.join(there.requests), there.requests)


# What is written without a test, and an option that ends before anything is looked for.
WRITERS = (['export', '--format=autoconfig'], ['guide', '--client=any'])


def test_writers_no_terminal(command, certificates):
    """A mail program would send the password to what is written for it: a person agrees first."""
    with web(certificates, lambda host, path: found(SETTINGS)) as there:
        for name, *options in WRITERS:
            refused(command.run(name, ADDRESS, *options, *there.ways), 2, ADDRESS,
                    'not in the built-in list', OPTIONS)
        # The options that are told are what the command takes, with nothing more asked of anybody.
        asked = len(there.requests)
        check(asked > 0, 'nobody was asked')
        for name, *options in WRITERS:
            result = command.run(name, ADDRESS, *options, *shlex.split(OPTIONS), *there.ways)
            equal((result.status, result.err), (0, ''), result)
            check(f'imap.{DOMAIN}' in result.out and 'mail.other.example' in result.out, result)
        equal(len(there.requests), asked, 'requests')


def test_writers_terminal(command, certificates):
    with web(certificates, lambda host, path: found(SETTINGS)) as there:
        for name, *options in WRITERS:
            result = command.run_on_terminal([('[y/N]', 'n\n')], name, ADDRESS, *options,
                                             *there.ways)
            equal(result.status, 2, result)
            check(f'mail.other.example is not part of {DOMAIN}' in result.out, result.out)
            check('Nothing was done' in result.out, result.out)
            result = command.run_on_terminal([('[y/N]', 'y\n')], name, ADDRESS, *options,
                                             *there.ways)
            equal(result.status, 0, result)
            check('mail.other.example' in result.out.rpartition('[y/N]')[2], result.out)


def test_writers_ask_for_what_they_need(command, certificates):
    """Off the network, of a misspelt address, and for a server that has no place, nobody is."""
    with web(certificates, lambda host, path: found(SETTINGS)) as there:
        for name, *options in WRITERS:
            refused(command.run(name, ADDRESS, '--offline', *options, *there.ways), 2,
                    'not in the built-in list', '--incoming=URL')
            refused(command.run(name, 'pat@nc.rr.con', *options, *there.ways), 2, 'misspelled')
        for format_id, option in (('fetchmail', '--incoming=imaps://a.example'),
                                  ('msmtp', '--outgoing=smtps://a.example')):
            result = command.run('export', ADDRESS, '--format=' + format_id, option, *there.ways)
            equal((result.status, 'a.example' in result.out), (0, True), result)
        equal(there.requests, [], 'requests')
        refused(command.run('export', ADDRESS, '--format=fetchmail', *there.ways), 2,
                f'--incoming=imaps://imap.{DOMAIN}')
    with web(certificates, lambda host, path: MISSING) as there:
        for name, *options in WRITERS:
            refused(command.run(name, ADDRESS, *options, *there.ways), 2, '--incoming=URL')


def test_stopped(command, certificates):
    """Ctrl-C ends the search, and no question comes."""
    asked = threading.Event()

    def wait(_host, _path):
        asked.set()
        time.sleep(10)
        return MISSING

    with web(certificates, wait) as there:
        running = subprocess.Popen([command.program, 'test', ADDRESS, '--json', *there.ways],
                                   env=command.env, cwd=command.home, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE)
        check(asked.wait(20), 'nobody was asked')
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=20)
    equal((running.returncode, out), (130, b''), err)


def test_nothing_found(command, certificates):
    with web(certificates, lambda host, path: MISSING) as there:
        refused(command.run('test', ADDRESS, *there.ways), 2, 'not in the built-in list',
                '--incoming=URL')
    half = settings(server('incoming', 'imap', 'a.example', 993, 'SSL'))
    with web(certificates, lambda host, path: found(half)) as there:
        refused(command.run('test', ADDRESS, *there.ways), 2, 'No outgoing server')
        refused(command.run('test', ADDRESS, '--only=incoming', *there.ways), 2,
                '--incoming=imaps://a.example')


def main():
    tap = Tap()
    with tempfile.TemporaryDirectory() as folder:
        certificates = Certificates(os.path.join(folder, 'certificates'), HOSTS)
        for name, function in sorted(globals().items()):
            if name.startswith('test_'):
                command = Command(sys.argv[1])
                try:
                    tap.run(name[5:].replace('_', ' '), function, command, certificates)
                finally:
                    command.close()
    tap.finish()


if __name__ == '__main__':
    main()
