#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real registry of evolution-data-server, which Evolution asks for its accounts: what one click
has added to it, every field, and what is left of it after Undo."""

import os
import sys
import time
from urllib.parse import unquote

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, '..', 'export')]

import desktop  # noqa: E402
import stage as stages  # noqa: E402
from gi.repository import GLib  # noqa: E402
from harness import Tap, account, equal  # noqa: E402
from session import Session  # noqa: E402

NAME = 'org.gnome.evolution.dataserver.Sources5'
INTERFACE = 'org.gnome.evolution.dataserver.Source'
LIST = '/usr/libexec/evolution-data-server/list-sources'
SECURITY = {'tls': 'ssl-on-alternate-port', 'starttls': 'starttls-on-standard-port',
            'none': 'none'}


def make(protocol, address, incoming, outgoing, login='same', **changes):
    made = account(protocol, incoming, outgoing, login, address=address, password='never there',
                   **changes)
    made['incoming']['username'] = address
    if login == 'same':
        made['outgoing']['username'] = address
    return made


ANN = make('imap', 'ann@nc.rr.com', 'tls', 'starttls', name='J\u00f6rg "\u00d6", x; \\ \U0001f600',
           organization='A [club]; of=us', reply_address='office@example.org',
           sent_folder='Sent Items', drafts_folder='Entw\u00fcrfe/neu', trash_folder='Gone',
           junk_folder='Spam')
BOB = make('pop3', 'bob@nc.rr.com', 'starttls', 'tls', 'own', leave_on_server=True,
           remove_after_days=30, remove_when_deleted=True)
KIM = make('imap', 'kim@nc.rr.com', 'none', 'none', 'none', name='', root_folder='INBOX.x')
EVERYONE = (ANN, BOB, KIM)


class Registry:
    """What it says of the accounts that were added."""

    def __init__(self, session):
        self.session = session

    def objects(self):
        return {path: found[INTERFACE] for path, found in self.session.objects(
            NAME, '/org/gnome/evolution/dataserver/SourceManager').items() if INTERFACE in found}

    def sources(self):
        """Each that has a server or an identity of ours, by its identifier."""
        found = {}
        for properties in self.objects().values():
            file = GLib.KeyFile()
            data = properties['Data']
            file.load_from_data(data, len(data.encode()), GLib.KeyFileFlags.NONE)
            if properties['UID'].startswith('rrmail-'):
                found[properties['UID']] = file
        return found

    def of(self, address):
        """The three sources of one account: account, identity, transport."""
        sources = self.sources()
        (uid,) = [uid for uid, file in sources.items() if file.has_group('Mail Account')
                  and file.get_string('Data Source', 'DisplayName') == address]
        return uid, sources[uid], sources[f'{uid}-identity'], sources[f'{uid}-transport']


def value(file, group, key):
    try:
        return file.get_string(group, key)
    except GLib.Error:
        return ''


def check_server(source, server, method):
    equal(value(source, 'Authentication', 'Host'), server['host'], 'host')
    equal(value(source, 'Authentication', 'Port'), str(server['port']), 'port')
    equal(value(source, 'Authentication', 'Method'), method, 'way to sign in')
    equal(value(source, 'Authentication', 'User'),
          server['username'] if server['auth'] != 'none' else '', 'user name')
    equal(value(source, 'Security', 'Method'), SECURITY[server['security']], 'encryption')


def check_fields(registry, made):
    uid, main, identity, transport = registry.of(made['address'])
    imap = made['incoming']['protocol'] == 'imap'
    for source in (main, identity, transport):
        equal(value(source, 'Data Source', 'DisplayName'), made['address'], 'name shown')
        equal(value(source, 'Data Source', 'Enabled'), 'true', 'turned on')
    equal(value(main, 'Mail Account', 'BackendName'), 'imapx' if imap else 'pop', 'protocol')
    equal(value(main, 'Mail Account', 'IdentityUid'), f'{uid}-identity', 'its identity')
    equal(value(identity, 'Mail Submission', 'TransportUid'), f'{uid}-transport', 'its transport')
    check_server(main, made['incoming'], 'PLAIN' if imap else 'none')
    equal(value(transport, 'Mail Transport', 'BackendName'), 'smtp', 'transport')
    check_server(transport, made['outgoing'],
                 'none' if made['outgoing']['auth'] == 'none' else 'PLAIN')
    equal(value(identity, 'Mail Identity', 'Address'), made['address'], 'address')
    equal(value(identity, 'Mail Identity', 'Name'), made['name'], 'name')
    equal(value(identity, 'Mail Identity', 'Organization'), made['organization'], 'organization')
    equal(value(identity, 'Mail Identity', 'ReplyTo'), made['reply_address'], 'reply address')


def check_more(registry):
    uid, main, identity, _ = registry.of(ANN['address'])
    equal(unquote(value(identity, 'Mail Submission', 'SentFolder')),
          f"folder://{uid}/{ANN['sent_folder']}", 'sent')
    equal(unquote(value(identity, 'Mail Composition', 'DraftsFolder')),
          f"folder://{uid}/{ANN['drafts_folder']}", 'drafts')
    equal(value(main, 'Imapx Backend', 'RealTrashPath'), 'Gone', 'deleted messages')
    equal(value(main, 'Imapx Backend', 'RealJunkPath'), 'Spam', 'junk')
    _, main, _, _ = registry.of(BOB['address'])
    equal([value(main, 'Pop Backend', key)
           for key in ('KeepOnServer', 'DeleteAfterDays', 'DeleteExpunged')],
          ['true', '30', 'true'], 'POP3')
    _, main, _, _ = registry.of(KIM['address'])
    equal([value(main, 'Imapx Backend', key) for key in ('UseNamespace', 'Namespace')],
          ['true', 'INBOX.x'], 'root folder')


def check_listed(corner):
    """What the program's own lister makes of it, and no password anywhere."""
    status, said = stages.run([LIST, '-m', '-u', '-a'], corner.environment)
    equal(status, 0, said)
    for made in EVERYONE:
        for kind, server in (('MailAccount', made['incoming']),
                             ('MailTransport', made['outgoing'])):
            (line,) = [line for line in said.splitlines() if line.strip().startswith(kind)
                       and f"\t{made['address']}\t" in line]
            assert 'Enabled:1' in line, line
            assert f"AuthHost:{server['host']}:{server['port']}" in line, line
            assert server['auth'] == 'none' or f"AuthUser:{server['username']}" in line, line
    for name, data in corner.tree(corner.join('.config')).items():
        assert b'never there' not in data, name


def wait_for(registry, number):
    end = time.monotonic() + 60
    while len(registry.sources()) != number and time.monotonic() < end:
        time.sleep(0.1)
    equal(len(registry.sources()), number, 'sources')


def check_undo(corner, registry):
    """All three go, and the same account can come again."""
    for number in (6, 3, 0):
        status, _ = corner.clients('undo')
        equal(status, 0, 'undo')
        wait_for(registry, number)
    files = os.listdir(corner.join('.config/evolution/sources'))
    equal([name for name in files if name.startswith('rrmail-')], [], 'files')
    for made in EVERYONE:
        equal(corner.add('evolution', made), '', 'once more')
        check_fields(registry, made)


def check_remembered(corner, registry, session):
    """The account alone is removed, as another program would: the registry holds on to the rest."""
    uid = registry.of(ANN['address'])[0]
    (path,) = [path for path, found in registry.objects().items() if found['UID'] == uid]
    session.call(NAME, path, f'{INTERFACE}.Removable.Remove')
    wait_for(registry, 6)
    equal(corner.add('evolution', ANN), '', 'added')
    check_fields(registry, ANN)
    assert registry.of(ANN['address'])[0] != uid
    wait_for(registry, 9)


def check_refused(corner, registry):
    equal(corner.add('evolution', ANN), 'exists', 'a second time')
    scram = make('imap', 'scram@nc.rr.com', 'tls', 'tls')
    scram['incoming']['auth'] = 'scram-sha-256'
    equal(corner.add('evolution', scram), 'auth', 'SCRAM')
    equal(len(registry.sources()), 9, 'sources')


def main():
    desktop.enter_namespace()
    tap = Tap()
    corner = desktop.Desktop()
    session = Session(corner, 'org.gnome.evolution.dataserver.Sources*')
    registry = Registry(session)
    try:
        for made in EVERYONE:
            tap.run(f"{made['address']} is added", lambda made=made:
                    equal(corner.add('evolution', made), '', 'added'))
            tap.run(f"{made['address']}: every field", check_fields, registry, made)
        tap.run('folders, and what POP3 leaves', check_more, registry)
        tap.run('listed by the program itself', check_listed, corner)
        tap.run('what is refused', check_refused, corner, registry)
        tap.run('undone, and added once more', check_undo, corner, registry)
        tap.run('removed by another program', check_remembered, corner, registry, session)
    finally:
        session.close()
        corner.close()
    print(f'# {desktop.processor_seconds():.0f} s of processor')
    tap.finish()


main()
