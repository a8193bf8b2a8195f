#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""rrmail clients --test, against the practice server.

Usage: test_live.py RRMAIL
"""

import json
import os
import signal
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'cli'))

from command import Command, Tap, check, equal, refused  # noqa: E402


class Practice:
    def __init__(self, command):
        self.process = subprocess.Popen([command.program, 'practice'], env=command.env,
                                        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
        ways, words = [], {}
        for raw in self.process.stdout:
            line = raw.decode().strip()
            if line.startswith('--connect-to='):
                ways.append(line)
            elif ': ' in line:
                name, _, value = line.partition(': ')
                words[name] = value
            else:
                break
        self.address = words['Address']
        self.password_file = words['Password file']
        self.options = ['--ca-file=' + words['Certificate file'], '--no-probes', *ways]

    def close(self):
        self.process.send_signal(signal.SIGINT)
        self.process.communicate(timeout=60)


def prefs(command, practice, extra=''):
    path = os.path.join(HERE, '..', 'clients-data', 'thunderbird', 'one.js')
    with open(path, encoding='utf-8') as file:
        text = file.read().replace('ann@nc.rr.com', practice.address)
    return command.write('profile/prefs.js', text + extra)


def pref(name, value):
    return f'user_pref("{name}", {json.dumps(value)});\n'


def run(command, path, practice, *options):
    return command.run('clients', path, '--test', '--json', *practice.options,
                       '--password-file=' + practice.password_file, *options)


def test_works(command, practice):
    result = run(command, prefs(command, practice), practice)
    equal(result.status, 0, result)
    test, = json.loads(result.out)['tests']
    equal(test['address'], practice.address, test)
    equal(test['report']['verdict'], 'working', test)
    equal([service['protocol'] for service in test['report']['services']], ['imap', 'smtp'], test)
    text = command.run('clients', path_of(command), '--test', *practice.options,
                       '--password-file=' + practice.password_file)
    check('Thunderbird  ' + practice.address in text.out, text)


def path_of(command):
    return command.path('profile/prefs.js')


def test_as_it_is_set(command, practice):
    """A wrong port is tested as it is, and the account beside it that works is told."""
    path = prefs(command, practice, ''.join((
        pref('mail.accountmanager.accounts', 'account1,account2'),
        pref('mail.account.account2.server', 'server2'),
        pref('mail.account.account2.identities', 'id2'),
        pref('mail.identity.id2.useremail', practice.address),
        pref('mail.identity.id2.smtpServer', 'smtp1'),
        pref('mail.server.server2.type', 'imap'),
        pref('mail.server.server2.hostname', 'mail.twc.com'),
        pref('mail.server.server2.port', 143),
        pref('mail.server.server2.socketType', 3),
        pref('mail.server.server2.userName', practice.address))))
    result = run(command, path, practice)
    equal(result.status, 1, result)
    first, second = json.loads(result.out)['tests']
    equal(first['report']['verdict'], 'working', first)
    equal(first['findings'], [], first)
    equal(second['report']['verdict'], 'not-working', second)
    equal(second['report']['account']['incoming']['port'], 143, second)
    equal([finding['code'] for finding in second['findings']], ['client-accounts-differ'], second)
    equal(second['findings'][0]['change'], {'entry': 'smtp1', 'incoming.port': 993}, second)


def test_no_encryption(command, practice):
    """No password goes where nothing protects it, unless that was allowed."""
    extra = pref('mail.server.server1.socketType', 0) + pref('mail.server.server1.port', 143)
    path = prefs(command, practice, extra)
    result = run(command, path, practice)
    test, = json.loads(result.out)['tests']
    equal([service['protocol'] for service in test['report']['services']], ['smtp'], test)
    both = prefs(command, practice, extra + pref('mail.smtpserver.smtp1.try_ssl', 0))
    result = run(command, both, practice)
    equal(result.status, 1, result)
    test, = json.loads(result.out)['tests']
    check('report' not in test, test)


def test_secret(command, practice):
    with open(practice.password_file, encoding='utf-8') as file:
        password = file.read().strip()
    result = run(command, prefs(command, practice), practice)
    check(password not in result.out + result.err, 'the password is told')


def test_asked_once(command, practice):
    path = prefs(command, practice)
    with open(practice.password_file, encoding='utf-8') as file:
        password = file.read().strip()
    result = command.run_on_terminal([(practice.address, password + '\n')], 'clients', path, path,
                                     '--test', '--json', *practice.options)
    equal(result.status, 0, result)
    equal(result.out.count('"verdict" : "working"'), 2, result)
    equal(result.out.count('Password for'), 1, result)


def test_asked_for_each_name(command, practice):
    """An outgoing entry that is someone else's is not tried with this one's password."""
    path = prefs(command, practice, pref('mail.smtpserver.smtp1.username', 'sam@nc.rr.com'))
    with open(practice.password_file, encoding='utf-8') as file:
        password = file.read().strip()
    result = command.run_on_terminal([(practice.address, password + '\n'),
                                      ('sam@nc.rr.com', 'not the same\n')], 'clients', path,
                                     '--test', '--json', *practice.options)
    equal(result.out.count('Password for'), 2, result)


def test_usage(command, practice):
    refused(command.run('clients', 'mend', '--test'), 2, '--test')
    refused(command.run('clients', 'undo', '--test'), 2, '--test')
    path = prefs(command, practice)
    refused(command.run('clients', path, '--test'), 2)
    refused(command.run('clients', path, '--test', '--until=nonsense'), 2, 'nonsense')


def main():
    command = Command(sys.argv[1])
    practice = Practice(command)
    tap = Tap()
    tap.run('an account that works', test_works, command, practice)
    tap.run('each is tested as it is set', test_as_it_is_set, command, practice)
    tap.run('without encryption', test_no_encryption, command, practice)
    tap.run('the password is told nowhere', test_secret, command, practice)
    tap.run('the password is asked for once', test_asked_once, command, practice)
    tap.run('each name that signs in is asked about', test_asked_for_each_name, command, practice)
    tap.run('a wrong command line', test_usage, command, practice)
    practice.close()
    command.close()
    tap.finish()


if __name__ == '__main__':
    main()
