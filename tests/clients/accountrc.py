#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real Claws Mail and Sylpheed: accounts that one click has put into the file that they share
by descent, and what was broken there, mended and undone. What they write themselves at their end
tells what they have understood.

Usage: accountrc.py claws-mail|sylpheed"""

import os
import re
import subprocess
import sys
import time
from xml.etree import ElementTree

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, '..', 'export')]

import desktop  # noqa: E402
import recorder  # noqa: E402
import stage as stages  # noqa: E402
from desktop import holds, make, wait_until  # noqa: E402
from harness import Tap, equal  # noqa: E402

PROGRAM = sys.argv[1]
CLAWS = PROGRAM == 'claws-mail'
FOLDER = '.claws-mail' if CLAWS else '.sylpheed-2.0'
# What each program calls IMAP, and how it counts ways to sign in.
IMAP = '1' if CLAWS else '3'
PLAIN = {'imap': '64' if CLAWS else '4', 'smtp': '16' if CLAWS else '8'}
SSL = {'none': '0', 'tls': '1', 'starttls': '2'}
PORT_NAMES = {'imap': 'imap', 'pop3': 'pop', 'smtp': 'smtp'}

# What was there before; not of this family.
GUS = make('pop3', 'gus@rrmail.test', 'tls', 'starttls', host=desktop.NAMES[1], name='Gus')
ANN = make('imap', 'ann@nc.rr.com', 'tls', 'starttls', organization='A "quoted" \\ club',
           reply_address='office@example.org')
BOB = make('pop3', 'bob@nc.rr.com', 'starttls', 'tls', 'relay 7', name='Bób \\ "x" # 😀',
           leave_on_server=True, remove_after_days=30)
# Its servers have a certificate for another name.
EVE = make('pop3', 'eve@rrmail.test', 'tls', 'tls', host=recorder.WRONG_NAME)
PAM = make('pop3', 'pam@nc.rr.com', 'tls', 'starttls', leave_on_server=True)
FAMILY = (ANN, BOB, PAM)
EVERYONE = (GUS, *FAMILY)

FIRST = f'''[Account: 1]
account_name=gus@rrmail.test
is_default=1
name=Gus
address=gus@rrmail.test
protocol=0
receive_server={desktop.NAMES[1]}
smtp_server={desktop.NAMES[1]}
user_id=gus@rrmail.test
ssl_pop=1
set_popport=1
pop_port=995
remove_mail=0
ssl_smtp=2
set_smtpport=1
smtp_port=587
use_smtp_auth=1
'''
if CLAWS:
    FIRST += 'config_version=0\nssl_certs_auto_accept=1\n'

# A mailbox with a message, as both of them keep mail.
LIST = '''<?xml version="1.0" encoding="UTF-8"?>
<folderlist>
    <folder type="mh" name="Mail" path="Mail">
    </folder>
</folderlist>
'''
MESSAGE = 'From: lee@example.org\nTo: pat@example.org\nSubject: kept\n\nkept\n'

# A rule of the person's own, where each program has it.
RULES = ('matcherrc', '''[filtering]
enabled rulename "Bills" subject matchcase "bill" move "#mh/Mail/inbox"
''') if CLAWS else ('filter.xml', '''<?xml version="1.0" encoding="UTF-8"?>
<filter>
    <rule name="Bills" timing="any" enabled="true">
        <condition-list bool="and">
            <match-header type="contains" name="Subject">bill</match-header>
        </condition-list>
        <action-list>
            <move>#mh/Mail/inbox</move>
        </action-list>
    </rule>
</filter>
''')

# What people do to their settings, in whose section.
BREAK = ((ANN, (('receive_server=mail.twc.com', 'receive_server=imap-server.nc.rr.com'),
                ('ssl_smtp=2', 'ssl_smtp=0'), ('smtp_port=587', 'smtp_port=25'),
                ('user_id=ann@nc.rr.com', 'user_id=ann'),
                (f"imap_auth_method={PLAIN['imap']}", 'imap_auth_method=2'),
                ('use_smtp_auth=1', 'use_smtp_auth=0'))),
         (BOB, (('ssl_pop=2', 'ssl_pop=0'), ('user_id=bob@nc.rr.com', 'user_id=bob'),
                ('smtp_server=mail.twc.com', 'smtp_server=mail.twc.net'),
                ('use_smtp_auth=1', 'use_smtp_auth=0'))),
         (PAM, (('receive_server=mail.twc.com', 'receive_server=mobile.charter.net'),
                ('smtp_user_id=', 'smtp_user_id=other@nc.rr.com'))))
WRONG = {'gus@rrmail.test': [],
         'ann@nc.rr.com': ['host-retired', 'auth-mechanism-unsupported', 'username-needs-domain',
                           'client-wrong-settings', 'client-smtp-auth-off'],
         'bob@nc.rr.com': ['username-needs-domain', 'host-typo', 'client-smtp-auth-off',
                           'cleartext-chosen'],
         'pam@nc.rr.com': ['host-for-other-addresses', 'sender-not-login']}
# What is right for it; the program asks for a password of its own where a name stands.
MENDED_BOB = {**make('pop3', 'bob@nc.rr.com', 'tls', 'starttls', name=BOB['name'],
                     leave_on_server=True, remove_after_days=30), 'own_login': True}
MENDED_PAM = {**PAM, 'own_login': True}
# Whatever the server offers.
MENDED_ANN = {**ANN, 'imap_auth': '0'}


def shares_login(made):
    return (made['outgoing']['username'] == made['incoming']['username'] and
            not made.get('own_login'))


def secret_of(made, side):
    return f"{side}-{made['address'].split('@')[0]}-$%"


def read_accounts(text):
    """The sections of the file, by address."""
    found = {}
    for section in text.split('[Account: ')[1:]:
        lines = section.split(']\n', 1)[1].splitlines()
        settings = dict(line.split('=', 1) for line in lines if '=' in line)
        found[settings['address']] = {**settings, 'number': section.split(']')[0]}
    return found


def expected(made):
    """How an account stands in the file that the program has written anew."""
    incoming, outgoing = made['incoming'], made['outgoing']
    name = PORT_NAMES[incoming['protocol']]
    found = {'account_name': made['address'], 'name': made['name'],
             'organization': made['organization'], 'receive_server': incoming['host'],
             'user_id': incoming['username'], f'ssl_{name}': SSL[incoming['security']],
             f'set_{name}port': '1', f'{name}_port': str(incoming['port']),
             'smtp_server': outgoing['host'], 'ssl_smtp': SSL[outgoing['security']],
             'set_smtpport': '1', 'smtp_port': str(outgoing['port']), 'use_smtp_auth': '1',
             # Nothing: as the incoming one.
             'smtp_user_id': '' if shares_login(made) else outgoing['username']}
    if made is not GUS:
        found['smtp_auth_method'] = PLAIN['smtp']
    if incoming['protocol'] == 'imap':
        found.update(protocol=IMAP, imap_auth_method=made.get('imap_auth', PLAIN['imap']))
    else:
        days = made.get('remove_after_days', 0)
        found.update(protocol='0', remove_mail='1' if days else '0')
        if days:
            found['message_leave_time'] = str(days)
    if made['reply_address']:
        found.update(set_autoreplyto='1', auto_replyto=made['reply_address'])
    if CLAWS:
        found.update(config_version='4', ssl_certs_auto_accept='1')
    return found


class Story:
    """What happens to one home folder, in order."""

    def __init__(self, corner):
        self.corner = corner
        self.process = None
        self.everyone = EVERYONE
        self.path = corner.join(FOLDER, 'accountrc')

    def text(self):
        return self.corner.read(self.path).decode()

    def command(self, *words):
        """What is told to the program that runs already; what it answers."""
        return stages.run([PROGRAM, *words], self.corner.environment, timeout=60)[1]

    def start(self):
        self.corner.recorder.clear()
        with open(self.corner.join('log'), 'ab') as log:
            self.process = subprocess.Popen([PROGRAM, '--debug'], env=self.corner.environment,
                                            stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                            cwd=self.corner.path)
        self.rest()

    def listens(self):
        """Has it made the socket in which it takes commands?"""
        with open('/proc/net/unix', encoding='utf-8') as file:
            sockets = [line.split(maxsplit=7) for line in file]
        # 10000: it listens (__SO_ACCEPTCON).
        return any(words[3] == '00010000' and words[7].startswith(self.corner.path)
                   for words in sockets if len(words) == 8)

    def rest(self):
        """Until it listens, answers, and has nothing more to say for a while: what is told to it
        before that can be lost, or hold it up. Where none listens a command is the program."""
        wait_until(self.listens)
        status = self.command('--status').strip()
        equal(bool(re.fullmatch('[0-9]+( [0-9]+)*', status)), True, f'its status: {status}')
        self.be_still()

    def be_still(self):
        sizes = []

        def is_still():
            sizes.append(os.path.getsize(self.corner.join('log')))
            return sizes[-1] > 0 and len(sizes) > 15 and len(set(sizes[-15:])) == 1
        wait_until(is_still)

    def quit(self):
        self.command('--exit')
        wait_until(lambda: self.process.poll() is not None)
        equal(self.process.poll(), 0, 'its end')

    def stop(self):
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def fresh(self):
        """The program makes its files of the least that it can start with."""
        stages.write(self.path, FIRST.encode())
        stages.write(self.corner.join(FOLDER, 'folderlist.xml'), LIST.encode())
        stages.write(self.corner.join('Mail', 'inbox', '1'), MESSAGE.encode())
        stages.write(self.corner.join(FOLDER, RULES[0]), RULES[1].encode())
        self.start()
        equal(self.corner.add(PROGRAM, ANN), 'running', 'while it is open')
        self.quit()
        equal(self.text() != FIRST, True, 'written anew')

    def add(self):
        before = self.corner.tree(self.corner.join(FOLDER))
        equal([self.corner.add(PROGRAM, made) for made in (*FAMILY, ANN)],
              ['', '', '', 'exists'], 'added')
        self.seen(FAMILY)
        for _ in FAMILY:
            equal(self.corner.clients('undo', self.path)[0], 0, 'undo')
        equal(self.corner.tree(self.corner.join(FOLDER)) == before, True, 'every byte is back')
        for made in FAMILY:
            equal(self.corner.add(PROGRAM, made), '', made['address'])

    def found(self):
        (only,) = self.corner.clients('--all')[1]['programs']
        return {a['address']: a for a in only['accounts']}

    def seen(self, accounts):
        """What rrmail itself reads in the file."""
        found = self.found()
        for made in accounts:
            for side in ('incoming', 'outgoing'):
                one = {name: made[side][name] for name in ('protocol', 'host', 'port', 'security',
                                                            'username')}
                holds(found[made['address']][side], one, side)

    def remember(self):
        """The passwords are kept, because no one is here to type them. Who signs in twice in the
        same way needs one."""
        if CLAWS:
            self.remember_beside()
            return
        text = re.sub('^(smtp_)?password=.*\n', '', self.text(), flags=re.MULTILINE)
        for address, secrets in self.secrets().items():
            lines = ''.join(f'{name}={secret}\n'
                            for name, secret in zip(('password', 'smtp_password'), secrets))
            text = text.replace(f'\naddress={address}\n', f'\naddress={address}\n{lines}', 1)
        stages.write(self.path, text.encode())

    def remember_beside(self):
        numbers = {address: a['number'] for address, a in read_accounts(self.text()).items()}
        text = '[config_version:4]\n'
        for address, secrets in self.secrets().items():
            lines = ''.join(f'{name} {secret}\n' for name, secret in zip(('recv', 'send'), secrets))
            text += f'\n[account:{numbers[address]}]\n{lines}'
        stages.write(self.corner.join(FOLDER, 'passwordstorerc'), text.encode())

    def secrets(self):
        """Of those that the file has now."""
        numbers = read_accounts(self.text())
        found = {}
        for made in (*self.everyone, EVE):
            sides = ('incoming',) if shares_login(made) else ('incoming', 'outgoing')
            if made['address'] in numbers:
                found[made['address']] = [secret_of(made, side) for side in sides]
        return found

    def queue(self):
        """A message of everybody that waits to be sent."""
        numbers = {address: a['number'] for address, a in read_accounts(self.text()).items()}
        for index, made in enumerate(self.everyone):
            address = made['address']
            head = (f"S:{address}\nSSV:{made['outgoing']['host']}\nR:<lee@example.org>\n"
                    f'MAID:{numbers[address]}\n')
            if CLAWS:
                head += 'X-Claws-End-Special-Headers: 1\n'
            stages.write(self.corner.join('Mail', 'queue', str(index + 1)),
                         f'{head}\nFrom: {address}\nTo: lee@example.org\nSubject: hello\n\nhello\n'
                         .encode())

    def signs_in(self):
        """Everybody fetches and sends, each as it is set."""
        self.remember()
        self.queue()
        self.start()
        self.command('--receive-all')
        self.await_all('incoming')
        self.rest()
        self.command('--send')
        self.await_all('outgoing')
        self.rest()
        self.quit()
        for made in self.everyone:
            for side in ('incoming', 'outgoing'):
                self.check_login(made, side)

    def await_all(self, side):
        wanted = {(made[side]['protocol'], made[side]['username']) for made in self.everyone}
        wait_until(lambda: wanted <= {(s.protocol, s.username)
                                      for s in self.corner.recorder.sessions})

    def check_login(self, made, side):
        server = made[side]
        found = [s for s in self.corner.recorder.logins(server['protocol'])
                 if s.username == server['username']]
        if not found:
            raise AssertionError(f"{made['address']}: no login at the {side} server")
        kept = 'incoming' if shares_login(made) else side
        for session in found:
            equal(session.security, server['security'], f'{side} port')
            equal(session.logged_in_over_tls, True, f'{side} TLS')
            equal(session.password, secret_of(made, kept), f'{side} password')

    def kept(self):
        """What the program has written at its end."""
        found = read_accounts(self.text())
        equal(set(found), {made['address'] for made in self.everyone}, 'accounts')
        for made in self.everyone:
            holds(found[made['address']], expected(made), made['address'])
        self.seen(self.everyone)
        self.folders(found[ANN['address']]['number'])
        equal(self.corner.read(self.corner.join('Mail', 'inbox', '1')), MESSAGE.encode(), 'mail')
        rules = self.corner.read(self.corner.join(FOLDER, RULES[0])).decode()
        equal([word in rules for word in ('Bills', 'bill', '#mh/Mail/inbox')], [True] * 3, rules)

    def folders(self, number):
        """Nobody had to make the tree of the new account."""
        tree = ElementTree.parse(self.corner.join(FOLDER, 'folderlist.xml'))
        (found,) = [folder for folder in tree.getroot().iter('folder')
                    if folder.get('type') == 'imap' and folder.get('account_id') == number]
        names = {item.get('path') for item in found.iter('folderitem')}
        equal(names >= {'INBOX', 'Work'}, True, f'folders: {names}')

    def codes(self):
        return {address: [finding['code'] for finding in a['findings']]
                for address, a in self.found().items()}

    def mended(self, *options):
        status, answer = self.corner.clients('mend', *options)
        (only,) = answer['programs']
        found = {address: [] for address in WRONG}
        for one in only['mended']:
            found[one['address']].append(one['code'])
        equal((status, found), (0, WRONG), 'mended')

    def audit(self):
        text = self.text()
        for made, changes in BREAK:
            before, _, section = text.partition(f"address={made['address']}\n")
            for old, new in changes:
                section = section.replace(f'\n{old}\n', f'\n{new}\n', 1)
            text = f"{before}address={made['address']}\n{section}"
        stages.write(self.path, text.encode())
        folder = self.corner.join(FOLDER)
        before = self.corner.tree(folder)
        equal(self.codes(), WRONG, 'findings')
        self.mended('--dry-run')
        equal(self.corner.tree(folder) == before, True, 'nothing was changed')
        self.mended()
        after = self.corner.tree(folder)
        equal([name for name in after if after[name] != before.get(name)], ['accountrc'],
              'changed files')
        equal(self.codes(), {address: [] for address in WRONG}, 'afterwards')
        self.everyone = (GUS, MENDED_ANN, MENDED_BOB, MENDED_PAM)
        return before['accountrc']

    def undo(self, before):
        """On a later day, after the program has written its file anew."""
        equal(self.corner.clients('undo', self.path)[0], 0, 'undo')
        equal(self.corner.read(self.path) == before, True, 'every byte is back')

    def refuses(self):
        """A certificate for another name is no certificate: nothing secret goes there."""
        equal(self.corner.add(PROGRAM, EVE), '', 'added')
        self.remember()
        self.start()
        self.command('--receive-all')
        came = self.corner.recorder.sessions
        # Those of the others are there, too.
        others = [GUS['address'], PAM['address']]

        def at_pop3():
            return sorted(s.username or '' for s in came if (s.protocol, s.security) ==
                          ('pop3', 'tls'))
        wait_until(lambda: len(at_pop3()) > 2 and at_pop3()[1:] == others)
        # It has a question about the certificate, and answers no other meanwhile.
        self.be_still()
        equal(at_pop3(), ['', *others], 'who has signed in')
        self.stop()
        equal(self.corner.clients('undo', self.path)[0], 0, 'undo')


def main():
    desktop.enter_namespace()
    corner = desktop.Desktop()
    corner.recorder.folders = ['INBOX', 'Work']
    corner.show()
    story = Story(corner)
    print('#', stages.version([PROGRAM, '--version']))
    try:
        tap.run('files of its own', story.fresh)
        tap.run('one click adds, Undo takes away', story.add)
        tap.run('it signs in everywhere', story.signs_in)
        tap.run('it keeps the accounts as they were added', story.kept)
        tap.run('a certificate for another name', story.refuses)
        broken = []
        tap.run('what is wrong is found and mended', lambda: broken.append(story.audit()))
        tap.run('it signs in with what was mended', story.signs_in)
        tap.run('it keeps what was mended', story.kept)
        tap.run('undone on a later day', lambda: story.undo(*broken))
    finally:
        story.stop()
        corner.close()
    print(f'# {desktop.processor_seconds():.0f} s of processor')
    tap.finish()


tap = Tap()
main()
