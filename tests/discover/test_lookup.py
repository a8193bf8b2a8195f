#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""rrmail lookup of an address that the built-in list does not know, against a web server of this
computer.

Usage: test_lookup.py RRMAIL
"""

import contextlib
import json
import os
import socket
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, '..', 'cli'), os.path.join(HERE, '..', 'server')]

from certificates import Certificates  # noqa: E402
from command import Command, Tap, check, equal  # noqa: E402
from web import (ADDRESS, DOMAIN, FIRST, HOSTS, MISSING, SECOND, config, found, moved,  # noqa: E402
                 web)


def look_up(command, *options, address=ADDRESS):
    """Exit status, and where each server is and comes from."""
    result = command.run('lookup', address, '--json', *options)
    equal(result.err, '', 'standard error')
    said = json.loads(result.out)
    return result.status, [(entry['protocol'], entry['host'], entry['port'], entry['source'])
                           for entry in said['incoming'] + said['outgoing']]


def settings(host):
    return (0, [('imap', host, 993, 'autoconfig'), ('smtp', 'smtp.' + host, 587, 'autoconfig')])


NOTHING = (1, [])


def test_first_place(command, certificates):
    with web(certificates, lambda host, path: found(config('a.example'))
             if (host, path) == ('autoconfig.' + DOMAIN, FIRST) else MISSING) as server:
        equal(look_up(command, *server.ways), settings('a.example'), 'what is found')
        for request in server.requests:
            check('pat' not in request, f'the address was told: {request}')
        text = command.run('lookup', ADDRESS, *server.ways)
        check('a.example' in text.out and 'autoconfig' in text.out, text)


def test_second_place(command, certificates):
    with web(certificates, lambda host, path: found(config('b.example'))
             if (host, path) == (DOMAIN, SECOND) else MISSING) as server:
        equal(look_up(command, *server.ways), settings('b.example'), 'what is found')


def test_order(command, certificates):
    """The first place wins, however long it takes."""
    def answer(host, _path):
        if host == DOMAIN:
            return found(config('second.example'))
        time.sleep(0.7)
        return found(config('first.example'))
    with web(certificates, answer) as server:
        equal(look_up(command, *server.ways), settings('first.example'), 'what is found')


def test_redirects(command, certificates):
    with web(certificates, lambda host, path: found(config('c.example'))
             if host == 'elsewhere.example' else moved('https://elsewhere.example/x')) as server:
        equal(look_up(command, *server.ways), settings('c.example'), 'to another host')
    with web(certificates, lambda host, path: found(config('d.example'))
             if path == '/there' else moved('/there')) as server:
        equal(look_up(command, *server.ways), settings('d.example'), 'to another path')
    for to in ('http://elsewhere.example/x', 'file:///etc/passwd', 'https://a:b@elsewhere.example/',
               'https:///x', '//', FIRST, SECOND):
        with web(certificates, lambda host, path, to=to: found(config('evil.example'))
                 if host == 'elsewhere.example' else moved(to)) as server:
            equal(look_up(command, *server.ways), NOTHING, to)
            check(len(server.requests) <= 8, f'{to}: {len(server.requests)} requests')


def test_certificates(command, certificates):
    for name in ('other', 'expired'):
        with web(certificates, lambda host, path: found(config('evil.example')), name) as server:
            equal(look_up(command, *server.ways), NOTHING, name)
            equal(server.requests, [], 'requests')
    with web(certificates, lambda host, path: found(config('evil.example'))) as server:
        equal(look_up(command, *server.ways[:-1]), NOTHING, 'an unknown issuer')
        equal(server.requests, [], 'requests')


def test_hostile_files(command, certificates):
    good = config('evil.example')
    entity = good.replace(b'<clientConfig', b'<!DOCTYPE x [<!ENTITY a "a">]><clientConfig', 1)
    for body in (b'', b'<html/>', good[:-20], entity, good + b' ' * 70000, b'\xff' + good,
                 b'\0' * 1000):
        with web(certificates, lambda host, path, body=body: found(body)) as server:
            equal(look_up(command, *server.ways), NOTHING, body[:60])


def endless(start, sent):
    yield start
    while True:
        sent.append(16384)
        yield b'a' * 16384


def test_endless(command, certificates):
    """A hundred megabytes are not read, in the body or before it."""
    for start in (b'HTTP/1.1 200 OK\r\n\r\n', b'HTTP/1.1 200 OK\r\nX: ',
                  b'HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n'):
        sent = []
        with web(certificates, lambda host, path, start=start, sent=sent:
                 endless(start, sent)) as server:
            equal(look_up(command, *server.ways), NOTHING, start)
            # What fits into the buffers on the way goes, for each of the two places.
            check(0 < sum(sent) < 20 * 1024 * 1024, f'{sum(sent)} bytes were taken')


def dribble():
    yield b'HTTP/1.1 200 OK\r\n\r\n<'
    while True:
        time.sleep(0.2)
        yield b' '


def test_slow(command, certificates):
    """Whoever dribbles gets no more time than whoever is silent."""
    with web(certificates, lambda host, path: dribble()) as server:
        begun = time.monotonic()
        equal(look_up(command, *server.ways), NOTHING, 'what is found')
        check(4 < time.monotonic() - begun < 20, f'{time.monotonic() - begun} seconds')


def test_guess(command, certificates):
    """Only by connecting, and only where nobody tells."""
    heard = []

    def listen(listener):
        with contextlib.suppress(OSError):
            while True:
                connection, _ = listener.accept()
                heard.append(connection.recv(100))

    listener = socket.create_server(('127.0.0.1', 0))
    threading.Thread(target=listen, args=(listener,), daemon=True).start()
    port = listener.getsockname()[1]
    guesses = [f'--connect-to={host}:127.0.0.1:{port}'
               for host in (f'imap.{DOMAIN}:143', f'mail.{DOMAIN}:993', f'smtp.{DOMAIN}:587')]
    equal(look_up(command, *guesses), (0, [('imap', 'mail.' + DOMAIN, 993, 'guess'),
                                           ('smtp', 'smtp.' + DOMAIN, 587, 'guess')]), 'guesses')
    equal(heard, [b''] * 3, 'what was said')
    with web(certificates, lambda host, path: found(config('a.example'))) as server:
        equal(look_up(command, *guesses, *server.ways), settings('a.example'), 'a file is better')
    equal(len(heard), 3, 'connections')
    listener.close()


def test_nothing(command, certificates):
    """What is not there was not guessed."""
    with web(certificates, lambda host, path: MISSING) as server:
        said = json.loads(command.run('lookup', ADDRESS, '--json', *server.ways).out)
        equal((said['source'], said['incoming'], said['outgoing']), ('map', [], []), 'nothing')


def test_nobody_is_asked(command, certificates):
    """Off the network, for an address of ours, and for one that is misspelt."""
    with web(certificates, lambda host, path: found(config('evil.example'))) as server:
        equal(look_up(command, '--offline', *server.ways), NOTHING, 'off the network')
        status, servers = look_up(command, *server.ways, address='pat@nc.rr.com')
        equal((status, {source for *_, source in servers}), (0, {'map'}), 'one of ours')
        look_up(command, *server.ways, address='pat@nc.rr.con')
        equal(server.requests, [], 'requests')


def main():
    command = Command(sys.argv[1])
    tap = Tap()
    try:
        with tempfile.TemporaryDirectory() as folder:
            certificates = Certificates(os.path.join(folder, 'certificates'), HOSTS)
            for function in (test_first_place, test_second_place, test_order, test_redirects,
                             test_certificates, test_hostile_files, test_endless, test_slow,
                             test_guess, test_nothing, test_nobody_is_asked):
                tap.run(function.__name__[5:].replace('_', ' '), function, command, certificates)
    finally:
        command.close()
    tap.finish()


if __name__ == '__main__':
    main()
