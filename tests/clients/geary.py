#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real Geary, with accounts that one click has made while it was closed: it signs in with what
they say, keeps its hands off them, and Undo waits until it is closed again."""

import os
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, '..', 'export')]

import desktop  # noqa: E402
import stage as stages  # noqa: E402
from gi.repository import GLib  # noqa: E402
from harness import Tap, account, equal  # noqa: E402
from session import KEYRING, Session  # noqa: E402

HOST = desktop.NAMES[0]
# For documentation: nothing answers there.
ADDRESS = '192.0.2.1'
# Seconds until it has signed in.
PATIENCE = 60
SECURITY = {'tls': 'transport', 'starttls': 'start-tls'}


def make(address, incoming, outgoing, login='same', host=HOST, **changes):
    made = account('imap', incoming, outgoing, login, address=address, **changes)
    made['incoming'].update(host=host, username=address, port=desktop.PORTS['imap', incoming])
    made['outgoing'].update(host=host, port=desktop.PORTS['smtp', outgoing])
    if login == 'same':
        made['outgoing']['username'] = address
    return made


ANN = make('ann@nc.rr.com', 'tls', 'starttls', name='J\u00f6rg "\u00d6", x; \\ \U0001f600',
           sent_folder='Sent Items', drafts_folder='Work/Drafts')
BOB = make('bob@nc.rr.com', 'starttls', 'tls', 'own')
KIM = make('kim@nc.rr.com', 'tls', 'tls', 'none', host='xn--bcher-kva.test')
EVERYONE = (ANN, BOB, KIM)


def password_of(address):
    return f'secret of {address} "\\ %'


def keep_password(corner, protocol, server, password):
    """As Geary keeps what it was told once."""
    subprocess.run(['secret-tool', 'store', '--label=Geary', 'xdg:schema', 'org.gnome.Geary',
                    'proto', protocol, 'host', server['host'], 'login', server['username']],
                   input=password.encode(), env=corner.environment, check=True, timeout=30)


def read(corner, number):
    file = GLib.KeyFile()
    file.load_from_file(corner.join('.config/geary', f'account_{number:02}', 'geary.ini'),
                        GLib.KeyFileFlags.NONE)
    return file


def check_fields(corner, number, made):
    """After Geary has read it, and written it again if it likes to."""
    file = read(corner, number)
    for group, server in (('Incoming', made['incoming']), ('Outgoing', made['outgoing'])):
        equal(file.get_string(group, 'host'), server['host'], 'host')
        equal(file.get_integer(group, 'port'), server['port'], 'port')
        equal(file.get_string(group, 'transport_security'), SECURITY[server['security']],
              'encryption')
    equal(file.get_string('Incoming', 'login'), made['incoming']['username'], 'user name')
    equal(file.get_string('Outgoing', 'credentials'),
          {'none': 'none'}.get(made['outgoing']['auth'],
                               'use-incoming' if made['outgoing']['username'] == made['address']
                               else 'custom'), 'signing in to send')
    (mailbox,) = file.get_string_list('Account', 'sender_mailboxes')
    assert made['address'] in mailbox, mailbox
    equal(file.get_string('Metadata', 'status'), 'enabled', 'turned on')


def check_logins(corner, made):
    logins = [session for session in corner.recorder.logins('imap')
              if session.username == made['address']]
    assert logins, [(s.protocol, s.username) for s in corner.recorder.sessions]
    for session in logins:
        equal(session.security, made['incoming']['security'], 'port')
        equal(session.logged_in_over_tls, True, 'TLS')
        equal(session.password, password_of(made['address']), 'password')


def signed_in(corner):
    return {session.username for session in corner.recorder.logins('imap')} >= {
        made['address'] for made in EVERYONE}


def wait_until(condition, seconds=PATIENCE):
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.1)


def start(corner):
    with open(corner.join('geary.log'), 'wb') as log:
        return subprocess.Popen(['geary'], env=corner.environment, stdout=log,
                                stderr=log, stdin=subprocess.DEVNULL)


def check_open(corner, before):
    """While it is open neither the account nor Undo goes through."""
    equal(corner.add('geary', make('pam@nc.rr.com', 'tls', 'tls')), 'running', 'adding')
    status, _ = corner.clients('undo')
    equal(status, 3, 'undo')
    equal(sorted(os.listdir(corner.join('.config/geary'))), before, 'folders')


def check_undo(corner):
    equal(corner.add('geary', ANN), 'exists', 'a second time')
    for _ in EVERYONE:
        status, _ = corner.clients('undo')
        equal(status, 0, 'undo')
    equal([name for name in os.listdir(corner.join('.config/geary'))
           if name.startswith('account_') and os.listdir(corner.join('.config/geary', name))], [],
          'what is left')
    copies = corner.tree(corner.join('.local/share/rrmail/copies'))
    equal(sum(b'sender_mailboxes' in data for data in copies.values()), 3, 'copies')


def main():
    desktop.enter_namespace(ADDRESS)
    tap = Tap()
    corner = desktop.Desktop()
    corner.show()
    session = Session(corner, KEYRING)
    program = None
    print('#', stages.version(['geary', '--version']))
    try:
        session.open_keyring()
        for number, made in enumerate(EVERYONE, 1):
            tap.run(f"{made['address']} is added", lambda made=made:
                    equal(corner.add('geary', made), '', 'added'))
            keep_password(corner, 'IMAP', made['incoming'], password_of(made['address']))
        keep_password(corner, 'SMTP', BOB['outgoing'], 'another one')
        before = sorted(os.listdir(corner.join('.config/geary')))
        program = start(corner)
        wait_until(lambda: signed_in(corner))
        for number, made in enumerate(EVERYONE, 1):
            tap.run(f"{made['address']}: it signs in", check_logins, corner, made)
        tap.run('while it is open', check_open, corner, before)
        program.terminate()
        program.wait(PATIENCE)
        for number, made in enumerate(EVERYONE, 1):
            tap.run(f"{made['address']}: every field", check_fields, corner, number, made)
        tap.run('undone', check_undo, corner)
    finally:
        if program is not None and program.poll() is None:
            program.kill()
            program.wait()
        session.close()
        corner.close()
    print(f'# {desktop.processor_seconds():.0f} s of processor')
    tap.finish()


main()
