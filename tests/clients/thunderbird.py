#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real Thunderbird, with a profile that it made itself: accounts that one click has put into it
while it was closed, the autoconfig file, and what was broken, mended and undone."""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, '..', 'export')]

import desktop  # noqa: E402
import stage as stages  # noqa: E402
from desktop import holds, make  # noqa: E402
from harness import Exporter, Tap, equal  # noqa: E402
from marionette import Thunderbird, find_profile  # noqa: E402
from thunderbird_scripts import (  # noqa: E402
    AUTOCONFIG, BREAK, COUNT, FURNISH, LIST, SETUP, VERIFY)

SOCKET_TYPES = {'none': 0, 'starttls': 2, 'tls': 3}
AUTH_METHODS = {'plain': 3, 'auto': 3, 'cram-md5': 4, 'none': 1}


ANN = make('imap', 'ann@nc.rr.com', 'tls', 'starttls', organization='A "quoted" \\ club',
           reply_address='office@example.org', sent_folder='Sent Items', drafts_folder='Entwürfe',
           trash_folder='Gone')
BOB = make('pop3', 'bob@nc.rr.com', 'tls', 'tls', name='Bób \\ "x" 😀', leave_on_server=True,
           remove_after_days=30, remove_when_deleted=True)
KIM = make('imap', 'kim@nc.rr.com', 'starttls', 'starttls', name='00123')
PAM = make('pop3', 'pam@nc.rr.com', 'starttls', 'tls', leave_on_server=False)
# Not of this family: left alone when the others are mended.
GUS = make('imap', 'gus@rrmail.test', 'tls', 'starttls', 'relay 7', host='xn--bcher-kva.test')
# Set up by hand, long ago; what it is once it is mended.
OLD = make('imap', 'old@nc.rr.com', 'tls', 'starttls', name='Old')
FAMILY = (ANN, BOB, KIM, PAM)
EVERYONE = (*FAMILY, GUS)

# What is found wrong once BREAK has run.
WRONG = {
    'ann@nc.rr.com': ['client-wrong-settings', 'spa-selected'],
    'bob@nc.rr.com': ['host-retired', 'client-smtp-auth-off'],
    'kim@nc.rr.com': ['username-needs-domain', 'client-wrong-settings', 'username-needs-domain'],
    # The last one is a matter of taste, and stays as it is.
    'pam@nc.rr.com': ['client-smtp-shared', 'pop-removes-mail'],
    'old@nc.rr.com': ['host-retired', 'host-retired'],
}
SURE = {address: [code for code in codes if code != 'pop-removes-mail']
        for address, codes in WRONG.items()}


def password_of(username, kind):
    return f'secret of {username} for {kind} "\\ %'


def expected_server(made):
    incoming = made['incoming']
    found = {'type': incoming['protocol'], 'hostname': incoming['host'], 'port': incoming['port'],
             'username': incoming['username'], 'socketType': SOCKET_TYPES[incoming['security']],
             'authMethod': AUTH_METHODS[incoming['auth']], 'prettyName': made['address'],
             'loginAtStartUp': True, 'doBiff': True}
    if incoming['protocol'] == 'pop3':
        days = made.get('remove_after_days', 0)
        found.update(leaveMessagesOnServer=made['leave_on_server'],
                     deleteByAgeFromServer=days > 0, numDaysToLeaveOnServer=days or 7,
                     deleteMailLeftOnServer=made.get('remove_when_deleted', False))
    else:
        found.update(trashFolderName=made.get('trash_folder', 'Trash'), serverDirectory='')
    return found


def expected_identity(made):
    root = f"imap://{made['address'].replace('@', '%40')}@{made['incoming']['host']}"
    found = {'fullName': made['name'], 'email': made['address'],
             'replyTo': made['reply_address'] or None, 'organization': made['organization'],
             'valid': True}
    if 'sent_folder' in made:
        found.update(fccFolderURI=f'{root}/Sent%20Items', fccFolderPickerMode='1',
                     draftsFolderURI=f'{root}/Entw%C3%BCrfe', draftsFolderPickerMode='1')
    return found


def expected_outgoing(made):
    outgoing = made['outgoing']
    return {'type': 'smtp', 'hostname': outgoing['host'], 'port': outgoing['port'],
            'username': outgoing['username'], 'socketType': SOCKET_TYPES[outgoing['security']],
            'authMethod': AUTH_METHODS[outgoing['auth']]}


def find_account(state, address):
    (found,) = [a for a in state['accounts'] if [i['email'] for i in a['identities']] == [address]]
    return found


def find_outgoing(state, identity):
    (found,) = [s for s in state['outgoing'] if s['key'] == identity['smtpServerKey']]
    return found


def check_account(state, made):
    found = find_account(state, made['address'])
    (identity,) = found['identities']
    holds(found['server'], expected_server(made), 'incoming')
    holds(identity, expected_identity(made), 'identity')
    holds(find_outgoing(state, identity), expected_outgoing(made), 'outgoing')


def check_logins(corner, accounts):
    """Everybody signed in at both servers, each as it is set."""
    for made in accounts:
        for side in ('incoming', 'outgoing'):
            server = made[side]
            kind = server['protocol']
            found = [s for s in corner.recorder.logins(kind) if s.username == server['username']]
            if not found:
                raise AssertionError(f"{made['address']}: no login at the {side} server")
            for session in found:
                equal(session.security, server['security'], f'{side} port')
                equal(session.logged_in_over_tls, True, f'{side} TLS')
                equal(session.password, password_of(server['username'], kind), f'{side} password')


def wait_for_logins(corner, accounts, *sides):
    wanted = {(made[side]['protocol'], made[side]['username'])
              for made in accounts for side in sides}
    desktop.wait_until(lambda: wanted <= {(s.protocol, s.username)
                                          for s in corner.recorder.sessions})


class Story:
    """What happens to one profile, in order."""

    def __init__(self, corner):
        self.corner = corner
        self.exporter = Exporter()
        self.program = None
        self.profile = None
        self.state = None

    def start(self):
        self.stop()
        self.corner.recorder.clear()
        self.program = Thunderbird(self.corner.environment, self.corner.join('log'))

    def stop(self):
        if self.program is not None:
            self.program.kill()

    def look(self):
        self.state = self.program.run(LIST)

    def prefs(self):
        return self.corner.read(os.path.join(self.profile, 'prefs.js'))

    def remember(self):
        """The authority of the tests is trusted, and the passwords are kept: no one is here to
        type them."""
        with open(self.corner.bundle, encoding='ascii') as file:
            authority = ''.join(file.read().split('-----')[2].split())
        schemes = {'imap': 'imap', 'pop3': 'mailbox', 'smtp': 'smtp'}
        logins = [(f"{schemes[made[side]['protocol']]}://{made[side]['host']}",
                   made[side]['username'],
                   password_of(made[side]['username'], made[side]['protocol']))
                  for made in (*EVERYONE, OLD) for side in ('incoming', 'outgoing')]
        self.program.run(SETUP, authority, logins)

    def fresh(self):
        """A profile as the program makes it."""
        self.start()
        self.remember()
        self.profile = find_profile(self.corner.path)
        equal(self.corner.add('thunderbird', ANN), 'running', 'while it is open')
        self.program.quit()
        (only,) = self.corner.clients()[1]['programs']
        equal((only['profile'], only.get('error'), only['accounts']), (self.profile, None, []),
              'before')

    def add(self):
        before = self.prefs()
        for made in EVERYONE:
            equal(self.corner.add('thunderbird', made), '', made['address'])
        equal(self.corner.add('thunderbird', ANN), 'exists', 'a second time')
        for _ in EVERYONE:
            equal(self.corner.clients('undo', self.profile)[0], 0, 'undo')
        equal(self.prefs() == before, True, 'every byte is back')
        for made in EVERYONE:
            equal(self.corner.add('thunderbird', made), '', made['address'])
        # The passwords are the program's own, and only whether there is one is looked at.
        (only,) = self.corner.clients('--all')[1]['programs']
        equal([a[side]['password_stored'] for a in only['accounts']
               for side in ('incoming', 'outgoing')], [True] * 2 * len(EVERYONE), 'passwords')

    def autoconfig(self, made):
        """The file gives the account that one click gave, but for what it cannot hold."""
        other = {**made, 'address': 'zoe.' + made['address']}
        for side in ('incoming', 'outgoing'):
            other[side] = {**made[side], 'username': other['address']}
        text = self.exporter.export('autoconfig', other).files[0].text
        self.program.run(AUTOCONFIG, text, other['name'], other['address'], True)
        self.look()
        found = find_account(self.state, other['address'])
        (identity,) = found['identities']
        expected = expected_server(other)
        if made['incoming']['protocol'] == 'imap':
            expected['trashFolderName'] = 'Trash'
        holds(found['server'], expected, 'incoming')
        holds(identity, {'fullName': made['name'], 'email': other['address']}, 'identity')
        holds(find_outgoing(self.state, identity), expected_outgoing(other), 'outgoing')


    def damage(self):
        """What the program holds is made as people have it, by the program itself."""
        keys = [find_account(self.state, made['address'])['key'] for made in FAMILY]
        self.program.run(FURNISH, keys[FAMILY.index(BOB)])
        self.program.run(BREAK, *keys)
        self.remember()
        self.program.quit()
        # What a version of long ago has left behind: this one goes by the name that it shows.
        key = find_account(self.state, PAM['address'])['server']['key']
        with open(os.path.join(self.profile, 'prefs.js'), 'a', encoding='utf-8') as file:
            for name, value in (('realhostname', 'pop-server.nc.rr.com'), ('realuserName', 'pam')):
                file.write(f'user_pref("mail.server.{key}.{name}", "{value}");\n')

    def leftovers(self):
        (only,) = self.corner.clients()[1]['programs']
        return [finding['code'] for finding in only['findings']]

    def found(self):
        """The codes for each address of the family."""
        (only,) = self.corner.clients()[1]['programs']
        return {a['address']: [finding['code'] for finding in a['findings']]
                for a in only['accounts'] if a['address'] != GUS['address']}

    def mend(self, *options):
        status, answer = self.corner.clients('mend', *options)
        (only,) = answer['programs']
        mended = {}
        for one in only['mended']:
            mended.setdefault(one['address'], []).append(one['code'])
        equal((status, mended), (0, SURE), 'mended')
        return {os.path.relpath(edit['file'], self.profile) for edit in only['edits']}

    def audit(self):
        equal(self.found(), WRONG, 'findings')
        before = self.corner.tree(self.profile)
        self.mend('--dry-run')
        equal(self.corner.tree(self.profile) == before, True, 'nothing was changed')
        files = self.mend()
        after = self.corner.tree(self.profile)
        equal({name for name in after if after[name] != before.get(name)}, files, 'changed files')
        equal(files, {'prefs.js', 'Mail/mail.twc.com/msgFilterRules.dat',
                      'ImapMail/imap-server.nc.rr.com/msgFilterRules.dat'}, 'files')
        equal(self.found(), {address: [code for code in codes if code not in SURE[address]]
                             for address, codes in WRONG.items()}, 'afterwards')
        equal(self.corner.clients('undo', self.profile)[0], 0, 'undo')
        equal(self.corner.tree(self.profile) == before, True, 'every byte is back')
        # What is left over goes only where that is asked for.
        self.mend()
        equal(self.leftovers(), ['client-smtp-leftover'], 'what is left over')
        self.corner.clients('mend', '--finding=client-smtp-leftover')
        equal(self.leftovers(), [], 'what is left over')

    def mended(self):
        """The program takes what was mended, and everything else is where it was."""
        self.start()
        self.look()
        ann = {**ANN, 'incoming': {**ANN['incoming'], 'port': 993, 'security': 'tls'}}
        for made in (ann, BOB, KIM, PAM, GUS):
            check_account(self.state, made)
        hosts = {s['hostname'] for s in self.state['outgoing']}
        keys = [s['key'] for s in self.state['outgoing']]
        equal(hosts, {'mail.twc.com', GUS['outgoing']['host']}, 'outgoing servers')
        equal(self.state['defaultOutgoing'] in keys, True, 'the one for all that have none')
        old = find_account(self.state, OLD['address'])
        bob = find_account(self.state, BOB['address'])
        holds(find_outgoing(self.state, old['identities'][0]), expected_outgoing(OLD), 'old')
        root = 'imap://old%40nc.rr.com@mail.twc.com'
        equal(old['identities'][0]['fccFolderURI'], f'{root}/Sent%20Items', 'sent mail')
        equal(old['server']['filters'], [['Work', True, f'{root}/Work']], 'filter')
        equal(bob['server']['filters'],
              [['Bills', True, 'mailbox://bob%40nc.rr.com@mail.twc.com/Bills']], 'filter of POP3')
        equal((old['server']['folder'], bob['server']['folder']),
              ('imap-server.nc.rr.com', 'mail.twc.com'), 'where mail is kept')
        messages, folders = self.program.run(COUNT, bob['key'])
        equal(sorted(messages), [['Inbox', 'kept'], ['Keep', 'kept']], 'messages')
        equal(sorted(folders), ['Bills', 'Inbox', 'Trash'], 'folders')

    def works(self):
        self.program.run(VERIFY)
        wait_for_logins(self.corner, (*EVERYONE, OLD), 'incoming', 'outgoing')
        check_logins(self.corner, (*EVERYONE, OLD))

    def undo(self, before):
        """On a later day, after the program has written its files anew."""
        for _ in ('what was left over', 'what was wrong'):
            equal(self.corner.clients('undo', self.profile)[0], 0, 'undo')
        for name, data in before.items():
            equal(self.corner.read(os.path.join(self.profile, name)) == data, True, name)
        equal(self.found(), WRONG, 'as it was')


def main():
    desktop.enter_namespace()
    corner = desktop.Desktop()
    corner.recorder.folders = ['INBOX', 'Work', '"Sent Items"', 'Entw&APw-rfe', 'Gone']
    story = Story(corner)
    print('#', stages.version(['thunderbird', '--version']))
    try:
        tap.run('a fresh profile', story.fresh)
        tap.run('one click adds, Undo takes away', story.add)
        story.start()
        story.look()
        for made in EVERYONE:
            tap.run(f"{made['address']} as it was added", check_account, story.state, made)
        story.program.run(VERIFY)
        wait_for_logins(corner, EVERYONE, 'incoming', 'outgoing')
        tap.run('it signs in everywhere', check_logins, corner, EVERYONE)
        tap.run('made as people have it', story.damage)
        before = {name: data for name, data in corner.tree(story.profile).items()
                  if os.path.basename(name) in ('prefs.js', 'msgFilterRules.dat')}
        tap.run('what is wrong is found and mended, and undone', story.audit)
        tap.run('it has what was mended, and its mail', story.mended)
        tap.run('it signs in with what was mended', story.works)
        for made in (ANN, BOB):
            tap.run(f"autoconfig, {made['incoming']['protocol']}", story.autoconfig, made)
        tap.run('it ends', story.program.quit)
        tap.run('undone on a later day', story.undo, before)
    finally:
        story.stop()
        story.exporter.close()
        corner.close()
    print(f'# {desktop.processor_seconds():.0f} s of processor')
    tap.finish()


tap = Tap()
main()
