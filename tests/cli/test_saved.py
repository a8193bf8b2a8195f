#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""rrmail test keeps its result with the saved account: where that is what was tested, and without
undoing what others write meanwhile."""

import json
import os
import socket
import subprocess
import sys
import threading

from command import Command, Tap, check, equal

PAT = 'pat@example.invalid'
LISTED = 'pat@nc.rr.com'
WAIT = 30


class Server:
    """Takes a connection, and closes it as soon as it is let go: no mail server at all."""

    def __init__(self):
        self.listener = socket.create_server(('127.0.0.1', 0))
        self.port = self.listener.getsockname()[1]
        self.reached = threading.Event()
        self.go = threading.Event()
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                connection = self.listener.accept()[0]
            except OSError:
                return
            self.reached.set()
            self.go.wait(WAIT)
            connection.close()

    def close(self):
        self.go.set()
        self.listener.close()


def account(address, port):
    text = f'[account {address}]\nlabel=Pat\n'
    for side, protocol in (('incoming', 'imap'), ('outgoing', 'smtp')):
        text += (f'{side}.protocol={protocol}\n{side}.host=127.0.0.1\n{side}.port={port}\n'
                 f'{side}.security=tls\n{side}.username={address}\n')
    return text + '\n'


def arguments(command, address, port, *more):
    return ['test', address, f'--incoming=imaps://127.0.0.1:{port}',
            f'--outgoing=smtps://127.0.0.1:{port}', f'--password-file={command.path("password")}',
            '--no-probes', '--json', *more]


def read(command):
    with open(command.path('config/rrmail/accounts.ini'), encoding='utf-8') as file:
        return file.read()


def test_written_meanwhile(command, server):
    """An account that is added while the test runs is there at its end."""
    command.write('config/rrmail/accounts.ini', account(PAT, server.port))
    with subprocess.Popen([command.program, *arguments(command, PAT, server.port)],
                          env=command.env, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE) as running:
        check(server.reached.wait(WAIT), 'the server was not reached')
        text = '# mine\n' + account(PAT, server.port) + account('new@example.invalid', 993)
        command.write('config/rrmail/accounts.ini', text)
        server.go.set()
        equal(running.wait(WAIT), 1, running.stderr.read())
    found = read(command)
    check(account('new@example.invalid', 993).strip() in found, found)
    check(found.startswith('# mine\n'), found)
    equal(found.count('\nverdict=not-working\n'), 1, found)


def test_forgotten_meanwhile(command, server):
    command.write('config/rrmail/accounts.ini', account(PAT, server.port))
    with subprocess.Popen([command.program, *arguments(command, PAT, server.port)],
                          env=command.env, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE) as running:
        check(server.reached.wait(WAIT), 'the server was not reached')
        command.write('config/rrmail/accounts.ini', '')
        server.go.set()
        equal(running.wait(WAIT), 1, running.stderr.read())
    equal(read(command), '', 'the file')


def test_side_by_side(command, server):
    """Tests of several accounts at once: each result is kept."""
    addresses = [f'u{number}@example.invalid' for number in range(6)]
    command.write('config/rrmail/accounts.ini',
                  ''.join(account(address, server.port) for address in addresses))
    server.go.set()
    tests = [subprocess.Popen([command.program, *arguments(command, address, server.port)],
                              env=command.env, stdout=subprocess.DEVNULL)
             for address in addresses]
    for test in tests:
        equal(test.wait(WAIT), 1, 'exit')
    equal(read(command).count('\ntested='), len(addresses), read(command))


def test_other_settings(command, server):
    """What a test of other servers, or of one of them, found is no result of the account."""
    server.go.set()
    for saved, more in ((account(PAT, 1), []),
                        (account(PAT, server.port), ['--username=other']),
                        (account(PAT, server.port), ['--auth=cram-md5']),
                        (account(PAT, server.port), ['--only=incoming']),
                        (account(PAT, server.port), ['--no-save'])):
        path = command.write('config/rrmail/accounts.ini', saved)
        equal(command.run(*arguments(command, PAT, server.port, *more)).status, 1, more)
        equal(read(command), saved, more)
        os.unlink(path)
    command.write('config/rrmail/accounts.ini', account(PAT, server.port))
    equal(command.run(*arguments(command, PAT, server.port)).status, 1, 'the same settings')
    equal(read(command).count('\ntested='), 1, read(command))


def settings_of(report):
    """Where each server stands, and who said so."""
    return [(side['host'], side['port'], side['source'])
            for side in (report['account']['incoming'], report['account']['outgoing'])]


def test_own_settings(command, server):
    """Of an address of the built-in list, the servers that were saved are tested."""
    server.go.set()
    rest = [f'--password-file={command.path("password")}', '--no-probes', '--offline']
    saved = ('127.0.0.1', server.port, 'saved')
    path = command.write('config/rrmail/accounts.ini', account(LISTED, server.port))
    result = command.run('test', LISTED, '--json', *rest)
    equal(settings_of(json.loads(result.out)), [saved, saved], result)
    equal(read(command).count('\ntested='), 1, read(command))

    result = command.run('test', LISTED, *rest)
    check('Settings: your saved account\n' in result.out, result)

    typed = f'--outgoing=smtps://localhost:{server.port}'
    result = command.run('test', LISTED, '--json', typed, *rest)
    equal(settings_of(json.loads(result.out)),
          [saved, ('localhost', server.port, 'person')], result)
    result = command.run('test', LISTED, typed, *rest)
    check('Settings for receiving: your saved account\n' in result.out, result)
    check('Settings for sending: typed in\n' in result.out, result)

    os.unlink(path)
    away = [f'--connect-to={host}::127.0.0.1:{server.port}'
            for host in ('mail.twc.com', 'mobile.charter.net')]
    result = command.run('test', LISTED, '--json', *away, *rest)
    equal({source for *_, source in settings_of(json.loads(result.out))}, {'map'}, result)
    result = command.run('test', LISTED, *away, *rest)
    check('Settings: built-in Roadrunner list\n' in result.out, result)


def test_own_ways(command, server):
    """What else was saved of the account counts in its test."""
    server.go.set()
    text = account(LISTED, server.port).replace('incoming.protocol=imap', 'leave-on-server=false\n'
                                                'incoming.protocol=pop3')
    command.write('config/rrmail/accounts.ini', text)
    result = command.run('test', LISTED, '--json', '--no-probes', '--offline', '--until=connect')
    equal(result.status, 0, result)
    codes = [finding['code'] for finding in json.loads(result.out)['findings']]
    check('pop-removes-mail' in codes, codes)


def test_shallow(command, server):
    """A test that stops early and finds nothing says nothing about how far the last one went."""
    server.go.set()
    deep = account(PAT, server.port).replace(
        '\n\n', '\ntested=2026-11-01T08:00:00Z\nverdict=working\n\n')
    for known in (deep, deep.replace('verdict=working', 'verdict=not-working\nservice=smtp\n'
                                     'finding=sender-not-login')):
        command.write('config/rrmail/accounts.ini', known)
        equal(command.run(*arguments(command, PAT, server.port, '--until=connect')).status, 0, '')
        equal(read(command), known, 'after a test that stops early')

    command.write('config/rrmail/accounts.ini', deep)
    equal(command.run(*arguments(command, PAT, server.port, '--until=greeting')).status, 1, '')
    check('\nverdict=not-working\n' in read(command), read(command))

    command.write('config/rrmail/accounts.ini', account(PAT, server.port))
    equal(command.run(*arguments(command, PAT, server.port, '--until=connect')).status, 0, '')
    check('\nverdict=incomplete\nuntil=connect\n' in read(command), read(command))


def main():
    tap = Tap()
    for name, function in sorted(globals().items()):
        if name.startswith('test_'):
            command = Command(sys.argv[1])
            command.write('password', 'correct-horse\n')
            server = Server()
            try:
                tap.run(name[5:].replace('_', ' '), function, command, server)
            finally:
                server.close()
                command.close()
    tap.finish()


if __name__ == '__main__':
    main()
