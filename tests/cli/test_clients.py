#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""rrmail clients: what is found, mended and brought back."""

import json
import os
import sys

from command import Command, Tap, check, equal, refused

DATA = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'clients-data')
PREFS = 'person/.thunderbird/abc.default/prefs.js'


def data(name):
    with open(os.path.join(DATA, name), encoding='utf-8') as file:
        return file.read()


def read(path):
    with open(path, 'rb') as file:
        return file.read()


def make(command, name='thunderbird/family.js'):
    command.write('person/.thunderbird/profiles.ini',
                  '[Profile0]\nName=default\nIsRelative=1\nPath=abc.default\n')
    return command.write(PREFS, data(name))


def test_list(command):
    make(command)
    result = command.run('clients', '--home=' + command.path('person'), '--json')
    equal(result.status, 1, result)
    program, = json.loads(result.out)['programs']
    equal(program['id'], 'thunderbird', program)
    equal([account['address'] for account in program['accounts']],
          ['ann@nc.rr.com', 'bob@nc.rr.com', 'bobby@nc.rr.com'], program)
    bob = program['accounts'][1]
    equal(bob['incoming']['host'], 'pop-server.nc.rr.com', bob)
    equal([finding['code'] for finding in bob['findings']],
          ['host-retired', 'username-needs-domain', 'client-smtp-shared'], bob)
    equal(bob['findings'][2]['change'],
          {'entry': 'new', 'outgoing.username': 'bob@nc.rr.com'}, bob)
    equal([finding['code'] for finding in program['findings']], ['client-smtp-leftover'], program)

    text = command.run('clients', '--home=' + command.path('person'))
    equal(text.status, 1, text)
    for word in ('Thunderbird', 'bob@nc.rr.com', 'pop-server.nc.rr.com → mail.twc.com'):
        check(word in text.out, text)
    check('cat@example.org' not in text.out, text)
    check('cat@example.org' in command.run(
        'clients', '--all', '--home=' + command.path('person')).out, text)


def test_leftover(command):
    """An entry that nothing uses is told of, and is no fault of the accounts: as in the window."""
    make(command)
    home = '--home=' + command.path('person')
    equal(command.run('clients', 'mend', home).status, 0, 'mended')
    result = command.run('clients', home, '--json')
    program, = json.loads(result.out)['programs']
    equal([(finding['code'], finding['severity']) for finding in program['findings']],
          [('client-smtp-leftover', 'warning')], program)
    equal(result.status, 0, result)
    equal(command.run('clients', 'undo').status, 0, 'as it was')


def test_file(command):
    """A file from another computer, alone."""
    path = command.write('stick/prefs.js', data('thunderbird/one.js').replace('\n', '\r\n'))
    result = command.run('clients', path)
    equal(result.status, 0, result)
    check('ann@nc.rr.com' in result.out, result)
    command.write('stick/note.txt', 'Hello')
    refused(command.run('clients', command.path('stick/note.txt')), 3, 'note.txt')
    refused(command.run('clients', command.path('stick/nothing')), 3, 'nothing')
    equal(command.run('clients', '--home=' + command.path('stick')).status, 1, 'nothing there')


def test_hostile(command):
    """What a stranger wrote is no command for the terminal."""
    text = data('thunderbird/one.js').replace('"mail.twc.com"', '"a\\u001b[2J\\nError: b"')
    result = command.run('clients', command.write('bad/prefs.js', text))
    check('\x1b' not in result.out and '\nError: b' not in result.out, result)
    check('\x1b' not in command.run('clients', command.path('bad/prefs.js'), '--json').out, '')
    result = command.run('clients', command.write('nul/prefs.js', 'user_pref("a\0b", 1);'))
    equal(result.status, 1, result)
    check('This is not a file of settings' in result.out, result)


def test_mend(command):
    path = make(command)
    before = read(path)
    home = '--home=' + command.path('person')
    dry = command.run('clients', 'mend', home, '--dry-run', '--json')
    equal(read(path), before, 'a dry run changes nothing')
    plan, = json.loads(dry.out)['programs']
    check('copy' not in plan, plan)

    done = command.run('clients', 'mend', home, '--json')
    equal(done.status, 0, done)
    result, = json.loads(done.out)['programs']
    equal(result['edits'], plan['edits'], 'as it was shown')
    check({'file': path, 'section': '', 'key': 'mail.server.server3.realhostname',
           'old': 'pop-server.nc.rr.com', 'new': 'mail.twc.com'} in result['edits'], result)
    equal(read(os.path.join(result['copy'], '0')), before, 'the copy')
    changed = [line for line in read(path).splitlines() if line not in before.splitlines()]
    equal(len(changed), len(result['edits']), changed)

    again = command.run('clients', 'mend', home)
    equal(again.status, 0, again)
    equal(again.out, 'There is nothing to mend.\n', again)
    undone = command.run('clients', 'undo')
    equal(undone.status, 0, undone)
    equal(read(path), before, 'every byte')
    refused(command.run('clients', 'undo'), 3, 'no saved copy')


def test_one_of_them(command):
    path = make(command)
    home = '--home=' + command.path('person')
    done = command.run('clients', 'mend', home, '--finding=host-retired', '--address=BOB@nc.rr.com')
    equal(done.status, 1, done)
    check(b'"mail.server.server3.realhostname", "mail.twc.com"' in read(path), done)
    check(b'smtp4' not in read(path), done)
    equal(command.run('clients', 'mend', home, '--finding=client-smtp-leftover').status, 1, '')
    check(b'smtp3' not in read(path), 'taken out on request')
    equal(command.run('clients', 'undo').status, 0, '')
    check(b'smtp3' in read(path), 'the newest change goes first')


def test_refused(command):
    path = make(command)
    with open(path, 'ab') as file:
        file.write(b'user_pref("half')
    before = read(path)
    result = command.run('clients', 'mend', '--home=' + command.path('person'))
    refused(result, 3, 'Thunderbird are damaged')
    equal(read(path), before, 'it stays')


def test_user_file(command):
    """What Thunderbird sets at each start is said, and mended where it stands."""
    prefs = make(command)
    command.run('clients', 'mend', '--home=' + command.path('person'))
    right = read(prefs)
    text = 'user_pref("mail.server.server1.hostname", "imap-server.nc.rr.com");\n'
    user = command.write(os.path.join(os.path.dirname(PREFS), 'user.js'), text)
    home = '--home=' + command.path('person')
    listed = command.run('clients', home)
    equal(listed.status, 1, listed)
    check(f'and what it says wins: {user}\n' in listed.out, listed)
    program, = json.loads(command.run('clients', home, '--json').out)['programs']
    equal(program['user_file'], user, program)
    check('imap-server.nc.rr.com → mail.twc.com' in listed.out, listed)
    done = command.run('clients', 'mend', home)
    equal(done.status, 0, done)
    check(user in done.out, done)
    equal(read(user), text.replace('imap-server.nc.rr.com', 'mail.twc.com').encode(), 'mended')
    equal(command.run('clients', home).status, 0, 'right')
    equal(command.run('clients', 'undo').status, 0, 'undone')
    equal((read(user), read(prefs)), (text.encode(), right), 'every byte')
    os.remove(user)
    program, = json.loads(command.run('clients', home, '--json').out)['programs']
    check('user_file' not in program, program)
    command.run('clients', 'undo')


def test_unreadable(command):
    """What cannot be read is not what has nothing wrong; the others are mended all the same."""
    home = '--home=' + command.path('shut')
    prefs = 'shut/.thunderbird/Profiles/a.default/prefs.js'
    os.makedirs(command.path(prefs))
    for options in ([], ['--dry-run'], ['--json'], ['--address=ann@nc.rr.com'],
                    ['--finding=host-retired']):
        refused(command.run('clients', 'mend', home, *options), 3, 'cannot be read')
    os.rmdir(command.path(prefs))
    command.write(prefs, 'user_pref("a\0b", 1);')
    refused(command.run('clients', 'mend', home), 3, 'not a file of settings')
    other = command.write('shut/.thunderbird/Profiles/b.default/prefs.js',
                          data('thunderbird/family.js'))
    result = command.run('clients', 'mend', home)
    equal(result.status, 3, result)
    check('not a file of settings' in result.err, result)
    check('pop-server.nc.rr.com → mail.twc.com' in result.out, result)
    check(b'"mail.server.server3.realhostname", "mail.twc.com"' in read(other), result)
    equal(command.run('clients', 'undo').status, 0, 'undone')


# A second account for the address of one.js, as it was set up years ago.
SECOND = """
user_pref("mail.accountmanager.accounts", "account1,account2");
user_pref("mail.account.account2.identities", "id2");
user_pref("mail.account.account2.server", "server2");
user_pref("mail.identity.id2.useremail", "ann@nc.rr.com");
user_pref("mail.identity.id2.smtpServer", "smtp1");
user_pref("mail.server.server2.hostname", "imap-server.nc.rr.com");
user_pref("mail.server.server2.type", "imap");
user_pref("mail.server.server2.userName", "ann@nc.rr.com");
"""


def test_twin(command):
    """Two accounts for one address: what would make them the same is refused, the rest is done."""
    home = '--home=' + command.path('person')
    path = make(command, 'thunderbird/one.js')
    command.write(PREFS, data('thunderbird/one.js') + SECOND)
    before = read(path)
    listed = command.run('clients', home, '--json')
    accounts = json.loads(listed.out)['programs'][0]['accounts']
    equal([account['twin'] for account in accounts], ['id2', 'id1'], listed)
    check('more than once in Thunderbird' in command.run('clients', home).out, listed)
    alone = command.run('clients', 'mend', home)
    refused(alone, 3)
    check('ann@nc.rr.com (mail.twc.com)' in alone.err, alone)
    equal(read(path), before, alone)

    command.write(PREFS, data('thunderbird/one.js') + SECOND
                  + 'user_pref("mail.smtpserver.smtp1.authMethod", 1);\n')
    both = command.run('clients', 'mend', home, '--json')
    equal(both.status, 1, both)
    answer, = json.loads(both.out)['programs']
    equal([mend['code'] for mend in answer['mended']], ['client-smtp-auth-off'], both)
    equal([(mend['code'], mend['refusal']) for mend in answer['refused']],
          [('host-retired', 'twin')], both)
    check(b'imap-server.nc.rr.com' in read(path), both)
    check(b'"mail.smtpserver.smtp1.authMethod", 3' in read(path), both)


def test_documents(command):
    """A file to set up an account with is no program: what to do instead is said for each kind."""
    files = os.path.join(DATA, 'files')
    for name, kind in (('nc.rr.com.xml', 'autoconfig'), ('family.mobileconfig', 'mobileconfig'),
                       ('phone.k9s', 'k9'), ('windows.prf', 'outlook-prf')):
        with open(os.path.join(files, name), encoding='utf-8') as file:
            text = file.read()
        for host in ('mail.twc.com', 'mobile.charter.net'):
            text = text.replace(host, 'pop-server.nc.rr.com')
        path = command.write('documents/' + name, text)
        listed = command.run('clients', path)
        check('pop-server.nc.rr.com” is an old one' in listed.out, listed)
        check('in Autoconfig' not in listed.out and 'Autoconfig does' not in listed.out, listed)
        result = command.run('clients', 'mend', path)
        refused(result, 3, 'This file stays as it is.', 'rrmail export ', f'--format={kind}')
        check('Make the change in' not in result.err, result)
        equal(read(path).decode(), text, 'it stays')


def test_usage(command):
    refused(command.run('clients', '--dry-run'), 2, '--dry-run')
    refused(command.run('clients', 'mend', '--finding=nonsense'), 2, 'nonsense')
    refused(command.run('clients', '--nonsense'), 2, '--nonsense')


def main():
    command = Command(sys.argv[1])
    command.env['XDG_DATA_HOME'] = command.path('data')
    tap = Tap()
    tap.run('a home folder is read', test_list, command)
    tap.run('what is left over is no fault', test_leftover, command)
    tap.run('a file from another computer', test_file, command)
    tap.run('a hostile file', test_hostile, command)
    tap.run('mended, and every byte brought back', test_mend, command)
    tap.run('one account, one finding', test_one_of_them, command)
    tap.run('a damaged file stays', test_refused, command)
    tap.run('a file that wins', test_user_file, command)
    tap.run('what cannot be read is refused', test_unreadable, command)
    tap.run('two accounts for one address', test_twin, command)
    tap.run('a file that is no program', test_documents, command)
    tap.run('a wrong command line', test_usage, command)
    command.close()
    tap.finish()


if __name__ == '__main__':
    main()
