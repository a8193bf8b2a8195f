#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A computer that lacks something: descriptors, a home, a disk with room, locked memory, a bus.
The command says what it can and never crashes; and at its start it loads nothing that it does not
need."""

import os
import re
import resource
import socket
import subprocess
import sys

from command import Command, Tap, check, equal

WAIT = 60
TEST = ['test', '--practice', '--no-probes', '--until=login']
QUIET = [['lookup', 'pat@nc.rr.com', '--offline'], ['explain', '0x800CCC0E'], ['formats'],
         ['guide', 'pat@nc.rr.com', '--client=thunderbird'], ['--version'], ['--help']]


def run(command, arguments, env=None, prepare=None, stdout=subprocess.PIPE):
    done = subprocess.run([command.program, *arguments], env=env or command.env, cwd=command.home,
                          stdin=subprocess.DEVNULL, stdout=stdout, stderr=subprocess.PIPE,
                          timeout=WAIT, check=False, preexec_fn=prepare)
    check(done.returncode >= 0, f'{arguments}: ended by signal {-done.returncode}: {done.stderr}')
    return done


def test_closed_descriptors(command):
    """What would be the next free descriptor must not become the output: a report would go to
    whatever was opened in its place, a server's connection among it."""
    for closed in ((0,), (1,), (2,), (0, 1, 2)):
        done = run(command, TEST, prepare=lambda closed=closed: [os.close(fd) for fd in closed])
        equal(done.returncode, 3 if 1 in closed else 0, f'exit without {closed}: {done.stderr}')
        equal(done.stderr == b'', 1 not in closed or 2 in closed, f'{closed}: {done.stderr}')
        # "Broken pipe" would be that of a connection.
        check(done.stderr == b'' or b'Bad file descriptor' in done.stderr, done.stderr)
    for arguments in QUIET:
        done = run(command, arguments, prepare=lambda: os.close(1))
        equal(done.returncode, 3, f'{arguments}: {done.stderr}')


def test_no_home(command):
    """No home, one that cannot be, and one where nothing can be written."""
    file = command.write('a-file', 'x')
    for values in ({}, {'HOME': '/nonexistent'}, {'HOME': '/proc/self/fd'},
                   {'HOME': command.home, 'XDG_CONFIG_HOME': file, 'XDG_DATA_HOME': file,
                    'XDG_CACHE_HOME': file, 'XDG_RUNTIME_DIR': file}):
        env = {name: value for name, value in command.env.items()
               if name != 'HOME' and not name.startswith('XDG_')}
        env.update(values)
        for arguments in (TEST, ['lookup', 'pat@nc.rr.com', '--offline'], ['formats']):
            done = run(command, arguments, env)
            equal(done.returncode, 0, f'{values} {arguments}: {done.stderr}')


def test_full_disk(command):
    for arguments in [*QUIET, TEST, [*TEST, '--json'],
                      ['export', 'pat@nc.rr.com', '--format=json']]:
        with open('/dev/full', 'wb') as full:
            done = run(command, arguments, stdout=full)
        equal(done.returncode, 3, f'{arguments}: {done.stderr}')
        # A guide may have a note to tell before.
        check(done.stderr.splitlines()[-1].startswith(b'rrmail: '), done.stderr)


def test_limits(command):
    """Memory that cannot be locked is no reason to refuse; too few descriptors are told."""
    done = run(command, TEST,
               prepare=lambda: resource.setrlimit(resource.RLIMIT_MEMLOCK, (0, 0)))
    equal(done.returncode, 0, done.stderr)
    for few in (6, 10, 14, 18, 24):
        done = run(command, ['test', 'pat@nc.rr.com', '--no-save', '--no-probes',
                             '--until=connect', '--connect-to=mail.twc.com::127.0.0.1:1'],
                   prepare=lambda few=few: resource.setrlimit(resource.RLIMIT_NOFILE, (few, few)))
        check(done.returncode in (1, 3), f'{few} descriptors: {done.returncode} {done.stderr}')


def loaded(command, arguments):
    """What the loader began, by name."""
    env = dict(command.env, LD_DEBUG='files')
    done = run(command, arguments, env)
    equal(done.returncode, 0, done.stderr[-500:])
    return {os.path.basename(name.decode())
            for name in re.findall(rb'calling init: (\S+)', done.stderr)}


def test_start(command):
    """Nothing is loaded that is not linked, nothing big is, and nobody is called on a bus."""
    bus = socket.socket(socket.AF_UNIX)
    path = command.path('bus')
    bus.bind(path)
    bus.listen(5)
    bus.setblocking(False)
    command.env['DBUS_SESSION_BUS_ADDRESS'] = command.env['DBUS_SYSTEM_BUS_ADDRESS'] = \
        'unix:path=' + path
    first = loaded(command, ['--version'])
    check(10 < len(first) < 45, f'{len(first)} libraries: {sorted(first)}')
    big = [name for name in first
           if re.match(r'lib(gtk|adwaita|soup|xml2|sqlite|X11|wayland|curl|icu|systemd)', name)]
    equal(big, [], 'libraries that are not needed')
    for arguments in QUIET:
        equal(loaded(command, arguments) - first, set(), f'what {arguments} loads besides')
    try:
        bus.accept()
        raise AssertionError('a bus was called')
    except BlockingIOError:
        pass
    bus.close()


def test_silent_bus(command):
    """A bus that takes the connection and says nothing: it is not waited for without end."""
    bus = socket.socket(socket.AF_UNIX)
    path = command.path('silent-bus')
    bus.bind(path)
    bus.listen(50)
    env = dict(command.env, DBUS_SESSION_BUS_ADDRESS='unix:path=' + path)
    settings = ''.join(f'{side}.protocol={protocol}\n{side}.host=127.0.0.1\n{side}.port=9\n'
                       f'{side}.security=tls\n{side}.username=pat\n'
                       for side, protocol in (('incoming', 'imap'), ('outgoing', 'smtp')))
    command.write('config/rrmail/accounts.ini', '[account pat@example.invalid]\n' + settings)
    password = command.write('password', 'sesame-4711')
    for arguments, status, words in (
            (['test', 'pat@example.invalid'], 2, b'no terminal'),
            (['export', 'pat@nc.rr.com', '--offline', '--format=goa', '--add',
              f'--password-file={password}'], 3, b'rrmail: ')):
        done = run(command, arguments, env)
        equal((done.returncode, done.stdout), (status, b''), f'{arguments}: {done.stderr}')
        check(words in done.stderr, done.stderr)
    bus.close()


def main():
    command = Command(sys.argv[1])
    tap = Tap()
    try:
        for function in (test_closed_descriptors, test_no_home, test_full_disk, test_limits,
                         test_start, test_silent_bus):
            tap.run(function.__name__[5:].replace('_', ' '), function, command)
    finally:
        command.close()
    tap.finish()


if __name__ == '__main__':
    main()
