#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real terminal programs read what was exported for them and sign in to servers on loopback,
which write down what arrives: the right port, the right kind of TLS, the right user name and
password, and no password where the protection was taken away."""

import email
import email.policy
import os
import re
import shutil
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, '..', 'export')]

import programs  # noqa: E402
import recorder  # noqa: E402
import stage as stages  # noqa: E402
from harness import Exporter, Refused, Tap, account, equal  # noqa: E402

HOST = recorder.NAMES[0]
PASSWORD = 'pa"ss \\ `w` $o %r'
# Refused with STARTTLS altogether.
NO_STARTTLS = {'getmail', 'offlineimap'}
# 0.14 of aerc is the version that is read here; newer ones differ.
VERSIONS = {'aerc': '0.14.0'}


def make(stage, protocol, security, outgoing='tls', login='same', host=HOST, auth='plain',
         **changes):
    made = account(protocol, security if security != 'stripped' else 'starttls',
                   outgoing if outgoing != 'stripped' else 'starttls', login, password=PASSWORD,
                   **changes)
    if login == 'own':
        made['outgoing_password'] = 'another one'
    made['incoming'].update(host=host, port=stage.recorder.port(protocol, security))
    made['outgoing'].update(host=host, port=stage.recorder.port('smtp', outgoing))
    made['incoming']['auth'] = auth
    if login != 'none':
        made['outgoing']['auth'] = auth
    return made


def export_for(exporter, format_id, made):
    options = {'version': VERSIONS[format_id]} if format_id in VERSIONS else {}
    return exporter.export(format_id, made, with_password=format_id != 'alpine', **options)


def play(stage, exporter, format_id, made, function):
    """Runs a program over an export; what it said."""
    export = export_for(exporter, format_id, made)
    home, environment = stage.home()
    stage.recorder.clear()
    said = function(stage, export, made, home, environment)
    # The connection's thread writes down a little later than the client is through.
    time.sleep(0.2)
    for folder in (home, os.getcwd()):
        if 'PWNED' in os.listdir(folder):
            raise AssertionError('something typed was run')
    return said


def check_session(stage, side, server, password, said):
    protocol = server['protocol']
    if server['auth'] == 'none':
        sent = [s for s in stage.recorder.sessions if s.protocol == protocol and s.message]
        over_tls = server['security'] != 'none'
        if not sent or sent[0].username is not None or sent[0].tls != over_tls:
            raise AssertionError(f'{side}: not sent as it should be\n{said[1]}')
        return
    logins = stage.recorder.logins(protocol)
    if not logins:
        raise AssertionError(f'{side}: no login arrived; the program said ({said[0]}):\n{said[1]}')
    for session in logins:
        equal(session.security, server['security'], f'{side} port')
        equal(session.logged_in_over_tls, server['security'] != 'none', f'{side} TLS')
        equal(session.username, server['username'], f'{side} user name')
        equal(session.password, password, f'{side} password')


def check_login(stage, exporter, format_id, program, function, made):
    said = play(stage, exporter, format_id, made, function)
    if program in programs.READS:
        check_session(stage, 'incoming', made['incoming'], made['password'], said)
    if program in programs.SENDS:
        check_session(stage, 'outgoing', made['outgoing'],
                      made.get('outgoing_password', made['password']), said)
        sent = programs.sent(stage)
        equal({s.sender for s in sent}, {made['address']}, 'sender')
        if program in programs.NAMES:
            message = email.message_from_string(sent[0].message, policy=email.policy.default)
            (writer,) = message['From'].addresses
            name = made['name']
            if program == 'aerc':
                # When it writes a message it puts single quotes for double ones, and does not
                # double a backslash.
                name = name.replace('"', "'").replace('\\', '')
            equal((writer.display_name, writer.addr_spec), (name, made['address']), 'From')


def check_no_login(stage, exporter, format_id, program, function, **changes):
    """The program comes, and nothing secret reaches the server: neither where STARTTLS is not
    offered any more, nor where the certificate is for another name."""
    came = False
    for protocol in ('imap', 'pop3'):
        made = make(stage, protocol, changes.get('security', 'tls'),
                    changes.get('security', 'tls'), host=changes.get('host', HOST))
        try:
            said = play(stage, exporter, format_id, made, function)
        except Refused as refused:
            if refused.code not in ('security', 'protocol'):
                raise
            continue
        came = came or bool(stage.recorder.sessions)
        for session in stage.recorder.sessions:
            if session.username is not None:
                raise AssertionError(f'{session.protocol}: a password was sent\n{said[1]}')
            for command in session.commands:
                if PASSWORD in command:
                    raise AssertionError(f'{session.protocol}: {command}')
    if not came and not (program in NO_STARTTLS and 'security' in changes):
        raise AssertionError('the program never came')


def check_words(stage, exporter, format_id):
    """The names of the mechanisms that the servers here do not have are at least names it knows."""
    for auth in ('cram-md5', 'scram-sha-256', 'ntlm'):
        made = make(stage, 'pop3', 'tls', auth=auth)
        home, environment = stage.home()
        path = stages.write(f'{home}/rc', exporter.export(format_id, made).files[0].data)
        status, said = stages.run([format_id, '-C', path, '--pretend'] +
                                  ([] if format_id == 'mpop' else ['lee@example.org']), environment)
        if status or auth not in said.lower():
            raise AssertionError(f'{auth} ({status}): {said}')


def check_keyring(stage, exporter, program, function):
    """A file without a password names a command that asks the keyring: a shell runs it as it is
    meant, with nothing typed in it."""
    made = make(stage, 'imap', 'tls', 'starttls', 'own')
    made['incoming']['username'] = "`touch PWNED`'; touch PWNED #"
    export = exporter.export(program, made, version=VERSIONS[program])
    home, environment = stage.home()
    asked = os.path.join(home, 'asked')
    stages.write(f'{home}/bin/secret-tool', f'#!/bin/sh\necho "$@" >> {asked}\n'
                 f"printf %s '{PASSWORD}'\n".encode(), 0o700)
    environment['PATH'] = f"{home}/bin:{environment['PATH']}"
    stage.recorder.clear()
    said = function(stage, export, made, home, environment)
    if 'PWNED' in os.listdir(home):
        raise AssertionError('something typed was run')
    check_session(stage, 'incoming', made['incoming'], PASSWORD, said)
    check_session(stage, 'outgoing', made['outgoing'], PASSWORD, said)
    with open(asked, encoding='utf-8') as file:
        lines = set(file.read().splitlines())
    equal(len(lines), 2, 'different questions')
    for line in lines:
        if not re.fullmatch('lookup rrmail-login [0-9a-f]{32}', line):
            raise AssertionError(f'asked: {line}')


def cells(format_id):
    reads = ('imap', 'pop3')
    for protocol in reads:
        for security in ('tls', 'starttls', 'none'):
            yield f'{protocol} {security}', {'protocol': protocol, 'security': security,
                                             'outgoing': security}
    for auth in ('auto', 'login'):
        for protocol in reads:
            yield f'{protocol} tls, {auth}', {'protocol': protocol, 'security': 'tls',
                                              'outgoing': 'tls', 'auth': auth}
    for outgoing in ('tls', 'starttls', 'none'):
        for login in ('own', 'none'):
            yield f'smtp {outgoing}, {login} login', {'protocol': 'imap', 'security': 'tls',
                                                      'outgoing': outgoing, 'login': login}


STRANGE = ('jo "q" x', "o'brien", 'back\\slash', '`touch PWNED`', '$(touch PWNED) $HOME ${HOME}',
           '100%s %(x)s', '# hash ;semi', 'jörg', '{1}', 'a@b@c', '"quoted"', ' edges ')


def check_strange(stage, exporter, format_id, program, function):
    """User names with all that a format must escape arrive as they were typed, or are refused."""
    taken = 0
    for username in STRANGE:
        for protocol in ('imap', 'pop3'):
            made = make(stage, protocol, 'tls', 'tls', name=f'Name {username}')
            made['incoming']['username'] = made['outgoing']['username'] = username
            try:
                check_login(stage, exporter, format_id, program, function, made)
            except Refused:
                continue
            except AssertionError as error:
                raise AssertionError(f'{username!r}: {error}') from error
            taken += 1
            break
    if taken < 2:
        raise AssertionError('hardly any of the names was taken')


def main():
    stages.enter_namespace()
    tap = Tap()
    stage = stages.Stage()
    exporter = Exporter()
    wanted = sys.argv[1:]
    for format_id, readers in programs.PROGRAMS.items():
        for program, function, version in readers:
            if wanted and program not in wanted:
                continue
            if shutil.which(program) is None:
                tap.ok(False, f'{program} is installed')
                continue
            print(f'# {stages.version(version)}')
            for name, changes in cells(format_id):
                made = make(stage, **changes)
                try:
                    export_for(exporter, format_id, made)
                except Refused:
                    continue
                tap.run(f'{program}: {name}', check_login, stage, exporter, format_id, program,
                        function, made)
            if program in ('msmtp', 'mpop'):
                tap.run(f'{program}: words', check_words, stage, exporter, format_id)
            if program == 'aerc':
                tap.run('aerc: the password from the keyring', check_keyring, stage, exporter,
                        program, function)
            tap.run(f'{program}: STARTTLS taken away', check_no_login, stage, exporter, format_id,
                    program, function, security='stripped')
            tap.run(f"{program}: another host's certificate", check_no_login, stage, exporter,
                    format_id, program, function, host=recorder.WRONG_NAME)
            tap.run(f'{program}: strange names', check_strange, stage, exporter, format_id, program,
                    function)
    tap.run('the exporter ends well', exporter.close)
    stage.close()
    tap.finish()


if __name__ == '__main__':
    main()
