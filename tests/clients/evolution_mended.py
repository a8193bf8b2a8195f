#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real Evolution with accounts that were broken in its sources: what is found there and mended,
what its registry makes of that, where Evolution signs in to fetch and to send, and Undo."""

import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, '..', 'export')]

import desktop  # noqa: E402
import stage as stages  # noqa: E402
from desktop import make, wait_until  # noqa: E402
from harness import Tap, equal  # noqa: E402
from session import KEYRING, Session  # noqa: E402

NAME = 'org.gnome.evolution.dataserver.Sources5'
INTERFACE = 'org.gnome.evolution.dataserver.Source'
# For documentation: nothing answers there.
ADDRESS = '192.0.2.1'
SOURCES = '.config/evolution/sources'
LOCAL = '.local/share/evolution/mail/local'
FILTERS = '.config/evolution/mail/filters.xml'
# Without a network there is nothing to ask whether it is there.
SETTINGS = '''[org/gnome/evolution-data-server]
network-monitor-gio-name='always-online'
[org/gnome/evolution/mail]
send-recv-all-on-start=true
'''

ANN = make('imap', 'ann@nc.rr.com', 'tls', 'starttls', sent_folder='Sent Items',
           trash_folder='Gone')
BOB = make('pop3', 'bob@nc.rr.com', 'tls', 'starttls', leave_on_server=True, remove_after_days=30)
JIM = make('imap', 'jim@nc.rr.com', 'tls', 'tls')
KIM = make('imap', 'kim@nc.rr.com', 'starttls', 'starttls')
LEE = make('imap', 'lee@nc.rr.com', 'tls', 'starttls')
PAM = make('pop3', 'pam@nc.rr.com', 'tls', 'starttls', leave_on_server=True)
# Not of this family: what looks wrong there is somebody's own business.
GUS = make('imap', 'gus', 'tls', 'starttls', host=desktop.NAMES[1])
GUS['address'] = 'gus@rrmail.test'
EVERYONE = (ANN, BOB, JIM, KIM, LEE, PAM, GUS)

# What people do to them: whose, which file, group, key, what it says then.
BREAK = (
    (ANN, '', 'Authentication', 'Host', 'imap-server.nc.rr.com'),
    (ANN, '', 'Authentication', 'Port', '143'),
    (ANN, '', 'Security', 'Method', 'none'),
    (ANN, '-transport', 'Authentication', 'Method', 'none'),
    (ANN, '-transport', 'Authentication', 'User', ''),
    (BOB, '', 'Authentication', 'Host', 'mail.twc.net'),
    (BOB, '', 'Authentication', 'Method', 'NTLM'),
    (BOB, '-transport', 'Authentication', 'Port', '25'),
    (BOB, '-transport', 'Authentication', 'User', 'bob'),
    (BOB, '-transport', 'Security', 'Method', 'none'),
    (JIM, '', 'Authentication', 'Port', '143'),
    (JIM, '', 'Security', 'Method', 'none'),
    (JIM, '-transport', 'Authentication', 'Method', 'XOAUTH2'),
    (JIM, '-transport', 'Authentication', 'User', 'other@nc.rr.com'),
    (KIM, '', 'Authentication', 'Method', 'CRAM-MD5'),
    (KIM, '', 'Authentication', 'User', 'kim'),
    (LEE, '', 'Authentication', 'Port', '995'),
    (PAM, '', 'Authentication', 'Host', 'mobile.charter.net'),
    (PAM, '', 'Pop Backend', 'KeepOnServer', 'false'),
)
# Who sends through the server of PAM, too. That of KIM is still there, and that of LEE is not.
SHARES = (KIM, LEE)
# One that no identity names.
LEFT = '''[Data Source]
DisplayName=Old
Enabled=true
Parent=

[Mail Transport]
BackendName=smtp

[Authentication]
Host=smtp-server.nc.rr.com
Port=25
User=old@nc.rr.com
Method=PLAIN

[Security]
Method=none
'''
WRONG = {
    'ann@nc.rr.com': ['host-retired', 'client-smtp-auth-off'],
    'bob@nc.rr.com': ['host-typo', 'spa-selected', 'client-wrong-settings',
                      'username-needs-domain'],
    'jim@nc.rr.com': ['sender-not-login', 'auth-mechanism-unsupported', 'cleartext-chosen'],
    'kim@nc.rr.com': ['auth-mechanism-unsupported', 'username-needs-domain', 'client-smtp-shared'],
    'lee@nc.rr.com': ['client-wrong-settings', 'client-smtp-shared'],
    # The last one is a matter of taste, and stays as it is.
    'pam@nc.rr.com': ['host-for-other-addresses', 'pop-removes-mail'],
}
SURE = {address: [code for code in codes if code != 'pop-removes-mail']
        for address, codes in WRONG.items()}

MESSAGE = 'From: lee@example.org\nTo: pat@example.org\nSubject: kept\n\nkept\n'
FILTER = '''<?xml version="1.0"?>
<filteroptions>
  <ruleset>
    <rule enabled="true" grouping="all" source="incoming">
      <title>Bills</title>
      <partset>
        <part name="subject">
          <value name="subject-type" type="option" value="contains"/>
          <value name="subject" type="string" allow-empty="false"><string>bill</string></value>
        </part>
      </partset>
      <actionset>
        <part name="move-to-folder">
          <value name="folder" type="folder" uri="folder://{uid}/Work"/>
        </part>
      </actionset>
    </rule>
  </ruleset>
</filteroptions>
'''


def secret_of(uid):
    """Each source has a password of its own."""
    return f'secret of {uid} "\\ %'


class Story:
    """What happens to one home folder, in order."""

    def __init__(self, corner):
        self.corner = corner
        self.session = None
        self.process = None
        # The sources of each account, by its address.
        self.uids = {}

    def begin(self):
        self.session = Session(self.corner, 'org.gnome.evolution.dataserver.*', KEYRING)
        self.corner.environment['GSETTINGS_BACKEND'] = 'keyfile'
        self.session.open_keyring()

    def end(self):
        """Services go with their bus, as at the end of a day."""
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        if self.session is not None:
            self.session.close()
            self.session = None
        wait_until(lambda: not self.runs())

    def runs(self):
        """Anything that has this home folder, the services that services start among it."""
        home = f'HOME={self.corner.path}'.encode()
        for number in filter(str.isdigit, os.listdir('/proc')):
            try:
                if home in self.corner.read(f'/proc/{number}/environ').split(b'\0'):
                    return True
            except OSError:
                pass
        return False

    def path(self, uid):
        return self.corner.join(SOURCES, f'{uid}.source')

    def text(self, uid):
        return self.corner.read(self.path(uid)).decode()

    def add(self):
        """One click each, as the program's own registry writes it."""
        for made in EVERYONE:
            equal(self.corner.add('evolution', made), '', made['address'])
        for name in os.listdir(self.corner.join(SOURCES)):
            uid = name.removesuffix('.source')
            text = self.text(uid)
            if '[Mail Account]' in text and uid.startswith('rrmail-'):
                self.uids[re.search('^DisplayName=(.*)', text, re.MULTILINE)[1]] = uid
        equal(sorted(self.uids), sorted(made['address'] for made in EVERYONE), 'added')

    def furnish(self):
        """Mail of this computer, and a filter."""
        stages.write(self.corner.join('.config/glib-2.0/settings/keyfile'), SETTINGS.encode())
        stages.write(self.corner.join(FILTERS),
                     FILTER.format(uid=self.uids['ann@nc.rr.com']).encode())
        stages.write(self.corner.join(LOCAL, '..maildir++'), b'maildir++ 1')
        for folder in ('.Keep', '.Outbox'):
            stages.maildir(self.corner.join(LOCAL, folder))
        stages.write(self.corner.join(LOCAL, '.Keep', 'cur', '1.kept:2,S'), MESSAGE.encode())

    def edit(self, uid, group, key, value):
        before, head, rest = self.text(uid).partition(f'[{group}]\n')
        changed, count = re.subn(f'^{key}=.*$', f'{key}={value}', rest, count=1,
                                 flags=re.MULTILINE)
        equal((head != '', count), (True, 1), f'{uid}: {group}, {key}')
        stages.write(self.path(uid), (before + head + changed).encode())

    def damage(self):
        for made, part, group, key, value in BREAK:
            self.edit(self.uids[made['address']] + part, group, key, value)
        for made in SHARES:
            self.edit(self.uids[made['address']] + '-identity', 'Mail Submission', 'TransportUid',
                      self.uids['pam@nc.rr.com'] + '-transport')
        os.remove(self.path(self.uids['lee@nc.rr.com'] + '-transport'))
        stages.write(self.path('left'), LEFT.encode())

    def told(self):
        """The registry runs as long as the desktop does, and holds the settings, too."""
        def hosts():
            data = self.objects()[self.uids['ann@nc.rr.com']]
            return re.findall('^Host=(.*)', data, re.MULTILINE)
        self.begin()
        equal(hosts(), ['imap-server.nc.rr.com'], 'before')
        before = self.sources()
        self.mend()
        wait_until(lambda: hosts() == ['mail.twc.com'])
        equal(self.split() in self.objects(), True, 'the new server')
        equal(self.corner.clients('undo', self.corner.join(SOURCES))[0], 0, 'undo')
        wait_until(lambda: hosts() == ['imap-server.nc.rr.com'])
        equal(self.split() in self.objects(), False, 'the new server')
        equal(self.sources() == before, True, 'the files')
        self.end()
        equal(self.sources() == before, True, 'the files after its end')

    def found(self):
        (only,) = self.corner.clients()[1]['programs']
        return {a['address']: [finding['code'] for finding in a['findings']]
                for a in only['accounts'] if a['address'] in WRONG}

    def mend(self, *options):
        status, answer = self.corner.clients('mend', *options)
        (only,) = answer['programs']
        mended = {}
        for one in only['mended']:
            mended.setdefault(one['address'], []).append(one['code'])
        equal((status, mended), (0, SURE), 'mended')

    def sources(self):
        """Of the accounts: the services have some of their own."""
        folder = self.corner.join(SOURCES)
        return {name: self.corner.read(os.path.join(folder, name)) for name in os.listdir(folder)
                if name.startswith('rrmail-') and name.endswith('.source')}

    def tree(self):
        return {**self.corner.tree(self.corner.join('.config/evolution')),
                **self.corner.tree(self.corner.join('.local/share/evolution'))}

    def expected_files(self):
        changed = {self.uids[made['address']] + part for made, part, *_ in BREAK}
        changed |= {self.uids[made['address']] + '-identity' for made in SHARES}
        changed.add(self.split())
        return {f'sources/{uid}.source' for uid in changed}

    def split(self):
        """The server that LEE gets."""
        return self.uids['pam@nc.rr.com'] + '-transport-2'

    def audit(self):
        equal(self.found(), WRONG, 'findings')
        before = self.tree()
        self.mend('--dry-run')
        equal(self.tree() == before, True, 'nothing was changed')
        self.mend()
        after = self.tree()
        equal({name for name in after if after[name] != before.get(name)}, self.expected_files(),
              'changed files')
        equal(set(before) - set(after), set(), 'files that went')
        equal(self.found(), {address: [code for code in codes if code not in SURE[address]]
                             for address, codes in WRONG.items()}, 'afterwards')
        return before

    def leftover(self):
        """It goes only where that is asked for."""
        def listed():
            (only,) = self.corner.clients()[1]['programs']
            return [(finding['code'], finding['change']) for finding in only['findings']]
        equal(listed(), [('client-smtp-leftover', {'entry': 'left'})], 'what is left over')
        before = self.tree()
        equal(self.corner.clients('mend', '--finding=client-smtp-leftover')[0], 0, 'mended')
        after = self.tree()
        equal(set(before) - set(after), {'sources/left.source'}, 'files that went')
        equal([name for name in after if after[name] != before[name]], [], 'changed files')
        equal(listed(), [], 'what is left over')

    def transport_of(self, made):
        address = made['address']
        return self.split() if made is LEE else self.uids[address] + '-transport'

    def remember(self):
        """As Evolution keeps what it was told once."""
        for made in EVERYONE:
            for uid in (self.uids[made['address']], self.transport_of(made)):
                subprocess.run(
                    ['secret-tool', 'store', '--label=Evolution', 'xdg:schema',
                     'org.gnome.Evolution.Data.Source', 'e-source-uid', uid, 'eds-origin',
                     'evolution-data-server'], input=secret_of(uid).encode(),
                    env=self.corner.environment, check=True, timeout=30)

    def objects(self):
        return {properties[INTERFACE]['UID']: properties[INTERFACE]['Data']
                for properties in self.session.objects(
                    NAME, '/org/gnome/evolution/dataserver/SourceManager').values()
                if INTERFACE in properties}

    def registry(self):
        """What it says of the server that LEE has now, and of who names it."""
        found = self.objects()
        equal('left' in found, False, 'what was left over')
        split = self.split()
        lee = self.uids['lee@nc.rr.com']
        assert f'\nParent={lee}\n' in found[split], found[split]
        assert '\nUser=lee@nc.rr.com\n' in found[split], found[split]
        names = {uid for uid, data in found.items() if f'\nTransportUid={split}\n' in data}
        equal(names, {f'{lee}-identity'}, 'who sends through it')

    def start(self):
        self.corner.recorder.clear()
        with open(self.corner.join('evolution.log'), 'wb') as log:
            self.process = subprocess.Popen(['evolution', '--component=mail'], stdout=log,
                                            stderr=log, env=self.corner.environment)

    def came(self, protocol, username):
        return [s for s in self.corner.recorder.logins(protocol) if s.username == username]

    def fetches(self):
        """Everybody signs in to fetch mail, each as it is set now."""
        self.start()
        servers = [made['incoming'] for made in EVERYONE]
        wait_until(lambda: all(self.came(s['protocol'], s['username']) for s in servers))
        for made in EVERYONE:
            self.check_login(made, 'incoming')
        equal(self.corner.clients('mend', '--finding=pop-removes-mail')[0], 3, 'while it is open')

    def sends(self):
        """The same library, as nobody is here to press the button; the values are the registry's,
        and the passwords those that are kept."""
        names = [self.uids[made['address']] + '-identity' for made in EVERYONE]
        status, said = stages.run([sys.executable, os.path.join(HERE, 'camel_send.py'),
                                   self.corner.join('camel'), *names], self.corner.environment)
        equal(status, 0, said)
        for made in EVERYONE:
            self.check_login(made, 'outgoing')

    def check_login(self, made, side):
        server = made[side]
        uid = (self.uids[made['address']] if side == 'incoming' else self.transport_of(made))
        found = self.came(server['protocol'], server['username'])
        if not found:
            raise AssertionError(f"{made['address']}: no login at the {side} server")
        for session in found:
            equal(session.security, server['security'], f'{side} port')
            equal(session.logged_in_over_tls, True, f'{side} TLS')
            equal(session.password, secret_of(uid), f'{side} password')
        if side == 'outgoing':
            equal({session.sender for session in found} - {None}, {made['address']}, 'sender')

    def quit(self):
        subprocess.run(['evolution', '--quit'], env=self.corner.environment, check=False,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60)
        wait_until(lambda: self.process.poll() is not None)
        equal(self.process.poll(), 0, 'its end')
        self.end()

    def kept(self, before):
        """Where mail is kept is called by the account, which has not changed its name."""
        now = self.tree()
        equal(now['mail/local/.Keep/cur/1.kept:2,S'].decode(), MESSAGE, 'message')
        equal(now['mail/filters.xml'] == before['mail/filters.xml'], True, 'filter')

    def undo(self, before):
        """On a later day, after the registry has written its files anew if it likes to."""
        for _ in ('what was left over', 'what was wrong'):
            equal(self.corner.clients('undo', self.corner.join(SOURCES))[0], 0, 'undo')
        now = self.tree()
        names = {*self.expected_files(), 'sources/left.source'}
        equal([name for name in sorted(names) if now.get(name) != before.get(name)], [],
              'what is not as it was')
        equal(self.found(), WRONG, 'as it was')


def main():
    desktop.enter_namespace(ADDRESS)
    tap = Tap()
    corner = desktop.Desktop()
    corner.show()
    story = Story(corner)
    print('#', stages.version(['evolution', '--version']))
    try:
        story.begin()
        tap.run('one click adds them all', story.add)
        story.end()
        story.furnish()
        tap.run('made as people have it', story.damage)
        tap.run('the registry is told of what is written', story.told)
        before = {}
        tap.run('what is wrong is found and mended', lambda: before.update(story.audit()))
        tap.run('what is left over', story.leftover)
        story.begin()
        story.remember()
        tap.run('the registry has what was split', story.registry)
        tap.run('it fetches with what was mended', story.fetches)
        tap.run('it sends with what was mended', story.sends)
        tap.run('it ends', story.quit)
        tap.run('mail and filters are where they were', story.kept, before)
        tap.run('undone on a later day', story.undo, before)
    finally:
        story.end()
        corner.close()
    print(f'# {desktop.processor_seconds():.0f} s of processor')
    tap.finish()


main()
