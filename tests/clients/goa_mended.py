#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real service of GNOME Online Accounts with accounts that were broken in its file: while it
runs it keeps what it has read, and writes nothing over what is mended; started again it has that,
and signs in with it. Undo."""

import os
import re
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, '..', 'export')]

import desktop  # noqa: E402
from goa_service import ADDRESS, NAME, PASSWORD, Service, make  # noqa: E402
from harness import Tap, equal  # noqa: E402
from session import KEYRING, Session  # noqa: E402

FILE = '.config/goa-1.0/accounts.conf'

DAN = make('dan@nc.rr.com', 'tls', 'starttls')
EVA = make('eva@nc.rr.com', 'tls', 'starttls')
LIV = make('liv@nc.rr.com', 'tls', 'starttls', 'own')
PIA = make('pia@nc.rr.com', 'tls', 'starttls')
# Comes later.
NEW = make('new@nc.rr.com', 'tls', 'starttls')
# Not of this family: what looks wrong there is somebody's own business.
GUS = make('gus@rrmail.test', 'tls', 'starttls', host=desktop.NAMES[1])
FAMILY = (DAN, EVA, LIV, PIA)
EVERYONE = (*FAMILY, GUS)
# The address signs in everywhere.
LIV['outgoing']['username'] = LIV['address']

# What people do to them. An outgoing server without a login has no way to log in either.
BREAK = {
    'dan@nc.rr.com': {'ImapHost': 'imap-server.nc.rr.com:143', 'ImapUseSsl': 'false',
                      'SmtpUseAuth': 'false', 'SmtpAuthPlain': 'false'},
    'eva@nc.rr.com': {'ImapHost': 'mail.twc.com:995', 'ImapUserName': 'eva',
                      'SmtpHost': 'mail.twc.net', 'SmtpUserName': 'eva'},
    'liv@nc.rr.com': {'ImapHost': 'mobile.charter.net', 'SmtpHost': 'mail.twc.com:25',
                      'SmtpUseTls': 'false', 'SmtpUserName': 'other@nc.rr.com'},
    'pia@nc.rr.com': {'ImapHost': 'mail.twc.com:143', 'ImapUseSsl': 'false',
                      'SmtpHost': 'smtp-server.nc.rr.com:25', 'SmtpUseTls': 'false'},
    'gus@rrmail.test': {'ImapUserName': 'gus', 'SmtpUserName': 'gus'},
}
WRONG = {
    'dan@nc.rr.com': ['host-retired', 'client-smtp-auth-off'],
    'eva@nc.rr.com': ['client-wrong-settings', 'username-needs-domain', 'host-typo',
                      'username-needs-domain'],
    'liv@nc.rr.com': ['host-for-other-addresses', 'sender-not-login', 'client-wrong-settings'],
    'pia@nc.rr.com': ['host-retired', 'cleartext-chosen'],
}


class Story:
    """What happens to one home folder, in order."""

    def __init__(self, corner):
        self.corner = corner
        self.session = None
        self.service = None
        self.said = ''

    def begin(self):
        self.session = Session(self.corner, NAME, KEYRING)
        self.session.open_keyring()
        self.service = Service(self.session)

    def end(self):
        if self.session is not None:
            self.session.close()
            self.said = self.session.version('goa-daemon')
            self.session = None

    def bytes(self):
        return self.corner.read(self.corner.join(FILE))

    def add(self):
        for made in EVERYONE:
            equal(self.corner.add('goa', made), '', made['address'])

    def damage(self):
        """In the file, while nothing looks."""
        text = self.bytes().decode()
        for address, changes in BREAK.items():
            before, head, rest = text.partition(f'Identity={address}\n')
            own, sign, others = rest.partition('\n[')
            for key, value in changes.items():
                own, count = re.subn(f'^{key}=.*$', f'{key}={value}', own, flags=re.MULTILINE)
                equal(count, 1, key)
            text = before + head + own + sign + others
        with open(self.corner.join(FILE), 'wb') as file:
            file.write(text.encode())

    def told(self, key):
        return {address: found[f'{NAME}.Mail'][key]
                for address, (_, found) in self.service.accounts().items()}

    def codes(self):
        (only,) = self.corner.clients('--all')[1]['programs']
        return {a['address']: [finding['code'] for finding in a['findings']]
                for a in only['accounts']}

    def mend(self):
        """It runs, and sees what is written."""
        equal(self.told('ImapHost')['dan@nc.rr.com'], 'imap-server.nc.rr.com:143', 'before')
        equal(self.codes(), {**WRONG, 'gus@rrmail.test': []}, 'findings')
        before = self.bytes()
        status, answer = self.corner.clients('mend', '--dry-run')
        equal((status, self.bytes() == before), (0, True), 'nothing was changed')
        status, answer = self.corner.clients('mend')
        (only,) = answer['programs']
        mended = {}
        for one in only['mended']:
            mended.setdefault(one['address'], []).append(one['code'])
        equal((status, mended), (0, WRONG), 'mended')
        equal(self.codes(), {made['address']: [] for made in EVERYONE}, 'afterwards')

    def keeps(self):
        """It looks at nothing of the accounts that it has, and its end writes nothing."""
        mended = self.bytes()
        equal(self.told('ImapHost')['dan@nc.rr.com'], 'imap-server.nc.rr.com:143', 'as it was read')
        self.end()
        self.begin()
        equal(self.bytes() == mended, True, 'nothing was written over it')

    def fields(self):
        found = self.service.accounts()
        for made in FAMILY:
            account = found[made['address']][1]
            mail = account[f'{NAME}.Mail']
            equal({key: mail[key] for key in mail if key not in ('SmtpAuthLogin',
                                                                 'SmtpAuthPlain')},
                  {'EmailAddress': made['address'], 'Name': made['name'], 'ImapSupported': True,
                   'ImapAcceptSslErrors': False, 'ImapHost': 'mail.twc.com:993',
                   'ImapUseSsl': True, 'ImapUseTls': False, 'ImapUserName': made['address'],
                   'SmtpSupported': True, 'SmtpAcceptSslErrors': False,
                   'SmtpHost': 'mail.twc.com:587', 'SmtpUseAuth': True, 'SmtpUseSsl': False,
                   'SmtpUseTls': True, 'SmtpUserName': made['address'],
                   'SmtpAuthXoauth2': False}, made['address'])
            equal(account[f'{NAME}.Account']['Identity'], made['address'], 'identity')
        mail = found[GUS['address']][1][f'{NAME}.Mail']
        equal((mail['ImapUserName'], mail['SmtpUserName']), ('gus', 'gus'), 'of somebody else')

    def signs_in(self):
        for made in FAMILY:
            self.corner.recorder.clear()
            self.service.sign_in(self.service.accounts()[made['address']][0])
            for side, password in (('incoming', PASSWORD),
                                   ('outgoing', made.get('outgoing_password', PASSWORD))):
                server = made[side]
                # It tries the others too whenever it likes.
                found = [s for s in self.corner.recorder.logins(server['protocol'])
                         if s.username == server['username']]
                assert found, f"{made['address']}: no login at the {side} server"
                for session in found:
                    equal((session.security, session.logged_in_over_tls, session.password),
                          (server['security'], True, password), side)

    def undo(self, before):
        equal(self.corner.clients('undo', self.corner.join(FILE))[0], 0, 'undo')
        equal(self.bytes() == before, True, 'every byte is back')
        self.end()
        self.begin()
        equal(self.told('ImapUserName')['eva@nc.rr.com'], 'eva', 'as it was')
        equal(self.told('SmtpUserName')['liv@nc.rr.com'], 'other@nc.rr.com', 'as it was')
        equal(self.bytes() == before, True, 'nothing was written over it')

    def add_later(self):
        """It writes the whole file anew for one account more, and what was mended stays.

        It names an account by the second and a number that begins anew with it, so that one that is
        made in the second of those before it would be written over the first of them."""
        for second in re.findall(r'^\[Account account_(\d+)_', self.bytes().decode(), re.MULTILINE):
            while time.time() < int(second) + 1:
                time.sleep(0.05)
        equal(self.corner.clients('mend')[0], 0, 'mended again')
        equal(self.corner.add('goa', NEW), '', 'added')
        equal(self.codes(), {made['address']: [] for made in (*EVERYONE, NEW)}, 'all are right')


def main():
    desktop.enter_namespace(ADDRESS)
    tap = Tap()
    corner = desktop.Desktop()
    story = Story(corner)
    try:
        story.begin()
        tap.run('one click adds them all', story.add)
        story.end()
        tap.run('made as people have it', story.damage)
        before = story.bytes()
        story.begin()
        tap.run('what is wrong is found and mended', story.mend)
        tap.run('nothing is written over it', story.keeps)
        tap.run('started again, it has what was mended', story.fields)
        tap.run('it signs in with what was mended', story.signs_in)
        tap.run('undone', story.undo, before)
        tap.run('one more is added after a mend, and all are right', story.add_later)
    finally:
        story.end()
        corner.close()
    print('#', story.said)
    print(f'# {desktop.processor_seconds():.0f} s of processor')
    tap.finish()


main()
