#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real service of GNOME Online Accounts with a real keyring: accounts that one click has added,
every field of them, and what arrives at the servers when it signs in."""

import os
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, '..', 'export')]

import desktop  # noqa: E402
import recorder  # noqa: E402
from gi.repository import GLib  # noqa: E402
from goa_service import ADDRESS, NAME, PASSWORD, Service, make  # noqa: E402
from harness import Tap, account, equal  # noqa: E402
from session import KEYRING, Session  # noqa: E402


ANN = make('ann@nc.rr.com', 'tls', 'starttls', name="J\u00f6rg \"\u00d6\" 'x', y; z\\ \U0001f600")
BOB = make('bob@nc.rr.com', 'starttls', 'tls', 'own', host='xn--bcher-kva.test')
KIM = make('kim@nc.rr.com', 'tls', 'tls', 'none', name='')
# Signs in to the outgoing server with LOGIN.
PAM = make('pam@nc.rr.com', 'tls', 'starttls')
PAM['outgoing']['auth'] = 'login'
EVERYONE = (ANN, BOB, KIM, PAM)


def check_fields(service, made):
    path, found = service.accounts()[made['address']]
    account_part, mail = found[f'{NAME}.Account'], found[f'{NAME}.Mail']
    incoming, outgoing = made['incoming'], made['outgoing']
    login = outgoing['auth'] != 'none'
    equal(account_part['ProviderType'], 'imap_smtp', 'provider')
    equal(account_part['Identity'], made['address'], 'identity')
    equal(account_part['PresentationIdentity'], made['address'], 'what is shown')
    equal(account_part['MailDisabled'], False, 'turned off')
    equal(account_part['IsTemporary'], False, 'for this session only')
    equal(mail, {
        'EmailAddress': made['address'], 'Name': made['name'],
        'ImapSupported': True, 'ImapAcceptSslErrors': False,
        'ImapHost': f"{incoming['host']}:{incoming['port']}",
        'ImapUseSsl': incoming['security'] == 'tls',
        'ImapUseTls': incoming['security'] == 'starttls',
        'ImapUserName': incoming['username'],
        'SmtpSupported': True, 'SmtpAcceptSslErrors': False,
        'SmtpHost': f"{outgoing['host']}:{outgoing['port']}",
        'SmtpUseAuth': login, 'SmtpAuthLogin': outgoing['auth'] == 'login',
        'SmtpAuthPlain': login and outgoing['auth'] != 'login', 'SmtpAuthXoauth2': False,
        'SmtpUseSsl': outgoing['security'] == 'tls',
        'SmtpUseTls': outgoing['security'] == 'starttls',
        # Where nobody signs in it shows the name of whoever runs it.
        'SmtpUserName': outgoing['username'] if login else mail['SmtpUserName'],
    }, 'the account')
    equal(service.password(path, 'imap-password'), PASSWORD, 'password')
    if login:
        equal(service.password(path, 'smtp-password'), made.get('outgoing_password', PASSWORD),
              'password for sending')


def logins(corner, made, side):
    """Those of this account: the service tries the others too whenever it likes."""
    others = {other[server]['username'] for other in EVERYONE for server in ('incoming', 'outgoing')
              if other is not made}
    return [session for session in corner.recorder.logins(made[side]['protocol'])
            if session.username not in others]


def check_login(corner, service, made):
    corner.recorder.clear()
    service.sign_in(service.accounts()[made['address']][0])
    for side, password in (('incoming', PASSWORD),
                           ('outgoing', made.get('outgoing_password', PASSWORD))):
        server = made[side]
        found = logins(corner, made, side)
        if server['auth'] == 'none':
            equal(found, [], f'{side}: nobody signs in')
            continue
        assert found, f'{side}: no login arrived'
        for session in found:
            equal(session.security, server['security'], f'{side} port')
            equal(session.logged_in_over_tls, True, f'{side} TLS')
            equal(session.username, server['username'], f'{side} user name')
            equal(session.password, password, f'{side} password')


def check_certificate(corner, service, made):
    """The certificate is for another name: no password goes there."""
    equal(corner.add('goa', made), '', 'added')
    corner.recorder.clear()
    try:
        service.sign_in(service.accounts()[made['address']][0])
    except GLib.Error as error:
        assert 'ertificate' in error.message or 'TLS' in error.message, error.message
    else:
        raise AssertionError('it signed in')
    equal(logins(corner, made, 'incoming') + logins(corner, made, 'outgoing'), [], 'logins')
    take_out(corner, service, made)


def take_out(corner, service, made):
    """Undo on the command line; the account goes, and its passwords."""
    assert made['address'] in service.accounts()
    status, _ = corner.clients('undo')
    equal(status, 0, 'undo')
    assert made['address'] not in service.accounts()


def check_refused(corner, service):
    """What the service cannot hold never reaches it."""
    pop3 = account('pop3', 'tls', 'tls', address='pop@nc.rr.com', password=PASSWORD)
    equal(corner.add('goa', pop3), 'protocol', 'POP3')
    cram = make('cram@nc.rr.com', 'tls', 'tls')
    cram['incoming']['auth'] = 'cram-md5'
    equal(corner.add('goa', cram), 'auth', 'CRAM-MD5')
    for sign in '"\\':
        quoted = {**make('sign@nc.rr.com', 'tls', 'tls'), 'password': f'pass{sign}word'}
        equal(corner.add('goa', quoted), 'character', sign)
    equal(corner.add('goa', ANN), 'exists', 'a second time')
    equal(sorted(service.accounts()), sorted(made['address'] for made in EVERYONE), 'accounts')


def check_all_out(corner, session, service):
    for made in reversed(EVERYONE):
        take_out(corner, service, made)
    equal(service.accounts(), {}, 'accounts')
    equal(session.secrets(), 0, 'passwords in the keyring')
    status, _ = corner.clients('undo')
    equal(status, 3, 'nothing to undo')


def check_locked(corner, session, service):
    """Nobody opens the keyring: no account is left without its password."""
    session.lock_keyring()
    equal(corner.add('goa', ANN), 'keyring-refused', 'a locked keyring')
    end = time.monotonic() + 60
    while service.accounts() and time.monotonic() < end:
        time.sleep(0.1)
    equal(service.accounts(), {}, 'accounts')


def check_no_keyring(corner):
    session = Session(corner, NAME)
    try:
        equal(corner.add('goa', ANN), 'no-keyring', 'no keyring')
        equal(Service(session).accounts(), {}, 'accounts')
    finally:
        session.close()


def main():
    desktop.enter_namespace(ADDRESS)
    tap = Tap()
    corner = desktop.Desktop()
    tap.run('no keyring', check_no_keyring, corner)
    session = Session(corner, NAME, KEYRING)
    service = Service(session)
    try:
        session.open_keyring()
        for made in EVERYONE:
            tap.run(f"{made['address']} is added", lambda made=made:
                    equal(corner.add('goa', made), '', 'added'))
            tap.run(f"{made['address']}: every field", check_fields, service, made)
            tap.run(f"{made['address']}: it signs in", check_login, corner, service, made)
        tap.run('what it cannot hold', check_refused, corner, service)
        tap.run('a certificate for another name', check_certificate, corner, service,
                make('wrong@nc.rr.com', 'tls', 'tls', host=recorder.WRONG_NAME))
        tap.run('undone, all of them', check_all_out, corner, session, service)
        tap.run('a locked keyring', check_locked, corner, session, service)
    finally:
        session.close()
        said = session.version('goa-daemon')
        corner.close()
    print('#', said)
    print(f'# {desktop.processor_seconds():.0f} s of processor')
    tap.finish()


main()
