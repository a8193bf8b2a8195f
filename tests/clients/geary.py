#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real Geary, with accounts that one click has made while it was closed: it signs in with what
they say, keeps its hands off them, and Undo waits until it is closed again. What is broken then,
and mended, it takes when it is started again, to fetch and to send."""

import os
import re
import sqlite3
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
PAM = make('pam@nc.rr.com', 'tls', 'starttls')
EVERYONE = (ANN, BOB, KIM, PAM)

# What people do to them: whose, group, key, what it says then.
BREAK = (
    (ANN, 'Incoming', 'host', 'imap-server.nc.rr.com'),
    (ANN, 'Incoming', 'port', '143'),
    (ANN, 'Incoming', 'transport_security', 'none'),
    (ANN, 'Outgoing', 'credentials', 'none'),
    (BOB, 'Incoming', 'login', 'bob'),
    (BOB, 'Incoming', 'port', '143'),
    (BOB, 'Incoming', 'transport_security', 'none'),
    (BOB, 'Outgoing', 'host', 'mail.twc.net'),
    (BOB, 'Outgoing', 'login', 'bob'),
    (PAM, 'Incoming', 'host', 'mobile.charter.net'),
    (PAM, 'Outgoing', 'port', '25'),
    (PAM, 'Outgoing', 'transport_security', 'none'),
)
# The server of KIM is somebody else's, and what looks wrong there is, too.
WRONG = {
    'ann@nc.rr.com': ['host-retired', 'client-smtp-auth-off'],
    'bob@nc.rr.com': ['username-needs-domain', 'host-typo', 'username-needs-domain',
                      'cleartext-chosen'],
    'kim@nc.rr.com': [],
    'pam@nc.rr.com': ['host-for-other-addresses', 'client-wrong-settings'],
}
# How they come out of it: the outgoing server takes the name of the incoming one.
MENDED_BOB = make('bob@nc.rr.com', 'tls', 'starttls')
MENDED = (ANN, MENDED_BOB, KIM, PAM)
MESSAGE = 'From: {0}\r\nTo: lee@example.org\r\nSubject: hello\r\n\r\nhello\r\n'


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
    equal(corner.add('geary', make('zoe@nc.rr.com', 'tls', 'tls')), 'running', 'adding')
    status, _ = corner.clients('undo')
    equal(status, 3, 'undo')
    equal(sorted(os.listdir(corner.join('.config/geary'))), before, 'folders')


def check_undo(corner):
    for _ in EVERYONE:
        status, _ = corner.clients('undo')
        equal(status, 0, 'undo')
    equal([name for name in os.listdir(corner.join('.config/geary'))
           if name.startswith('account_') and os.listdir(corner.join('.config/geary', name))], [],
          'what is left')
    copies = corner.tree(corner.join('.local/share/rrmail/copies'))
    # Those that went; those that were mended, before that and before it was undone.
    equal(sum(b'sender_mailboxes' in data for data in copies.values()), len(EVERYONE) + 2 * 3,
          'copies')


def path_of(corner, made):
    return corner.join('.config/geary', f'account_{EVERYONE.index(made) + 1:02}', 'geary.ini')


def tree(corner):
    return corner.tree(corner.join('.config/geary'))


def damage(corner):
    equal(corner.add('geary', ANN), 'exists', 'a second time')
    for made, group, key, value in BREAK:
        text = corner.read(path_of(corner, made)).decode()
        before, head, rest = text.partition(f'[{group}]\n')
        changed, count = re.subn(f'^{key}=.*$', f'{key}={value}', rest, count=1,
                                 flags=re.MULTILINE)
        equal(count, 1, f"{made['address']}: {group}, {key}")
        stages.write(path_of(corner, made), (before + head + changed).encode())


def database(corner, made):
    """Where it keeps the mail of an account."""
    return sqlite3.connect(corner.join('.local/share/geary',
                                       f'account_{EVERYONE.index(made) + 1:02}', 'geary.db'))


def orders(corner):
    return [read(corner, number).get_integer('Account', 'ordinal')
            for number, _ in enumerate(EVERYONE, 1)]


def folders(corner):
    found = {}
    for made in EVERYONE:
        with database(corner, made) as file:
            found[made['address']] = sorted(
                file.execute('SELECT name FROM FolderTable').fetchall())
    return found


def queue(corner):
    """A message of each that waits to be sent, as the program keeps it."""
    for made in EVERYONE:
        with database(corner, made) as file:
            file.execute('INSERT INTO SmtpOutboxTable (ordering, message) VALUES (1, ?)',
                         (MESSAGE.format(made['address']),))


def codes(corner):
    (only,) = corner.clients('--all')[1]['programs']
    return {a['address']: [finding['code'] for finding in a['findings']]
            for a in only['accounts']}


def check_mend(corner):
    equal(codes(corner), WRONG, 'findings')
    before = tree(corner)
    equal(corner.clients('mend', '--dry-run')[0], 0, 'a try')
    equal(tree(corner) == before, True, 'nothing was changed')
    status, answer = corner.clients('mend')
    (only,) = answer['programs']
    mended = {address: [] for address in WRONG}
    for one in only['mended']:
        mended[one['address']].append(one['code'])
    equal((status, mended), (0, WRONG), 'mended')
    after = tree(corner)
    equal({name for name in after if after[name] != before.get(name)},
          {os.path.relpath(path_of(corner, made), corner.join('.config/geary'))
           for made in (ANN, BOB, PAM)}, 'changed files')
    equal(codes(corner), {address: [] for address in WRONG}, 'afterwards')


def sent(corner):
    return {session.sender: session for session in corner.recorder.sessions if session.sender}


def check_sent(corner, made):
    session = sent(corner)[made['address']]
    outgoing = made['outgoing']
    equal(session.security, outgoing['security'], 'port')
    equal(session.tls, True, 'TLS')
    login = None if outgoing['auth'] == 'none' else outgoing['username']
    equal(session.username, login, 'user name')
    if login:
        equal(session.password, password_of(made['address']), 'password')


def check_kept(corner, before):
    order, names = before
    equal(orders(corner), order, 'order')
    # Where it was ended before it had looked for all of them, there are more now.
    equal([address for address, found in folders(corner).items()
           if not set(names[address]) <= set(found)], [], 'without a folder')
    file = read(corner, 1)
    equal([file.get_string_list('Folders', name) for name in ('sent_folder', 'drafts_folder')],
          [['Sent Items'], ['Work', 'Drafts']], 'folders of the account')


def check_later_undo(corner, before):
    """On a later day, after the program has written its files anew if it likes to."""
    equal(corner.clients('undo', corner.join('.config/geary'))[0], 0, 'undo')
    for made in (ANN, BOB, PAM):
        name = os.path.relpath(path_of(corner, made), corner.join('.config/geary'))
        equal(tree(corner)[name] == before[name], True, name)
    equal(codes(corner), WRONG, 'as it was')


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
        good = tree(corner)
        tap.run('made as people have it', damage, corner)
        before = tree(corner)
        kept = (orders(corner), folders(corner))
        queue(corner)
        tap.run('what is wrong is found and mended', check_mend, corner)
        corner.recorder.clear()
        program = start(corner)
        wait_until(lambda: signed_in(corner) and len(sent(corner)) == len(EVERYONE))
        for number, made in enumerate(MENDED, 1):
            tap.run(f"{made['address']}: it signs in with what was mended", check_logins, corner,
                    made)
            tap.run(f"{made['address']}: it sends with what was mended", check_sent, corner, made)
        program.terminate()
        program.wait(PATIENCE)
        for number, made in enumerate(MENDED, 1):
            tap.run(f"{made['address']}: every field that was mended", check_fields, corner, number,
                    made)
        tap.run('order and folders', check_kept, corner, kept)
        tap.run('undone on a later day', check_later_undo, corner, before)
        for name, data in good.items():
            stages.write(corner.join('.config/geary', name), data)
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
