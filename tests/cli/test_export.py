#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""rrmail export: where the settings come from, where the files go, and what stays out of them."""

import json
import os
import stat
import sys

from command import Command, Tap, check, equal, refused

ADDRESS = 'pat@nc.rr.com'
SECRET = 'cli-secret-5508'
# Those that have a place for a password; the protocol that they need.
WITH_PASSWORD = {'thunderbird-qr': 'imap', 'mutt': 'imap', 'aerc': 'imap', 'msmtp': 'imap',
                 'mpop': 'pop3', 'mbsync': 'imap', 'fetchmail': 'imap', 'getmail': 'imap',
                 'offlineimap': 'imap', 'himalaya': 'imap', 'gnus': 'imap'}
SAVED = '''[account pat@nc.rr.com]
name=Pat Saved
reply-address=reply@example.org
incoming.protocol=imap
incoming.host=saved.example.org
incoming.port=1993
incoming.security=tls
incoming.username=saved-user
incoming.auth=auto
outgoing.protocol=smtp
outgoing.host=saved.example.org
outgoing.port=1587
outgoing.security=auto
outgoing.username=saved-user
outgoing.auth=auto
leave-on-server=true
'''
WORKED = '''[worked pat@nc.rr.com]
date=2026-11-01T10:00:00Z
outgoing.protocol=smtp
outgoing.host=saved.example.org
outgoing.port=1587
outgoing.security=auto
outgoing.username=saved-user
outgoing.auth=auto
outgoing.used-security=tls
'''


def formats(command):
    return [item['id'] for item in json.loads(command.run('formats', '--json').out)['formats']]


def read(path):
    with open(path, 'rb') as file:
        return file.read()


def mode(path):
    return stat.S_IMODE(os.stat(path).st_mode)


def exported(command, *arguments):
    """The account of an export as JSON."""
    result = command.run('export', ADDRESS, '--format=json', *arguments)
    equal(result.status, 0, result)
    return json.loads(result.out), result.err


def test_every_format(command):
    for name in formats(command):
        folder = command.path('out-' + name)
        os.mkdir(folder)
        result = command.run('export', ADDRESS, f'--format={name}', f'--output={folder}',
                             '--incoming=' + WITH_PASSWORD.get(name, 'imap'), '--name=Pat Doe')
        equal(result.status, 0, result)
        equal(result.out, '', name)
        files = os.listdir(folder)
        check(files, f'{name}: nothing was written')
        for file in files:
            path = os.path.join(folder, file)
            check(read(path), f'{name}: {file} is empty')
            check(f'Written: {path}' in result.err, result.err)
            equal(mode(path) & 0o022, 0, f'{name}: {file} can be written by others')


def test_standard_output(command):
    result = command.run('export', ADDRESS, '--format=msmtp')
    equal(result.status, 0, result)
    check('host mail.twc.com\nport 587\n' in result.out, result.out)
    path = command.path('msmtprc')
    equal(command.run('export', ADDRESS, '--format=msmtp', f'--output={path}').status, 0, path)
    equal(read(path), result.raw, 'the file')


def test_assumption(command):
    account, complaint = exported(command)
    equal(account['outgoing']['security'], 'starttls', 'outgoing.security')
    check('mail.twc.com, port 587: STARTTLS is assumed' in complaint, complaint)
    account, complaint = exported(command, '--outgoing=smtp://mail.twc.com')
    equal((account['outgoing']['security'], complaint), ('starttls', ''), 'nothing is assumed')
    other = command.run('export', 'pat@charter.net', '--format=json')
    equal(json.loads(other.out)['outgoing']['security'], 'tls', other)
    refused(command.run('export', ADDRESS, '--format=mutt', '--outgoing=smtp+auto://out.example'),
            1, 'Test the account')


def test_options(command):
    account, _ = exported(command, '--incoming=pop3s://reader@in.example:1995',
                          '--name=Pat "Q" Doe', '--outgoing=smtps://out.example',
                          '--outgoing-username=writer')
    equal(account['incoming']['protocol'], 'pop3', account)
    equal((account['incoming']['host'], account['incoming']['port']), ('in.example', 1995), account)
    equal(account['incoming']['username'], 'reader', account)
    equal((account['outgoing']['port'], account['outgoing']['username']), (465, 'writer'), account)
    equal(account['name'], 'Pat "Q" Doe', account)


def test_saved(command):
    command.write('config/rrmail/accounts.ini', SAVED)
    try:
        result = command.run('export', ADDRESS, '--format=json')
        check('not known yet' not in result.err, result)
        equal(json.loads(result.out)['outgoing']['security'], 'auto', 'no test, not in the map')
        refused(command.run('export', ADDRESS, '--format=mutt'), 1, 'Test the account')

        command.write('config/rrmail/accounts.ini', SAVED + WORKED)
        account, complaint = exported(command)
        equal(complaint, '', 'what was tested is not assumed')
        equal(account['incoming']['host'], 'saved.example.org', account)
        equal(account['incoming']['username'], 'saved-user', account)
        equal((account['name'], account['reply_address']), ('Pat Saved', 'reply@example.org'),
              account)
        equal(account['outgoing']['security'], 'tls', 'the security that the test used')

        account, _ = exported(command, '--name=Other', '--incoming=imaps://in.example')
        equal((account['name'], account['incoming']['host']), ('Other', 'in.example'), account)
        equal(account['outgoing']['host'], 'saved.example.org', account)
        equal(account['reply_address'], 'reply@example.org', account)

        account, _ = exported(command, '--incoming=pop3')
        equal(account['incoming']['host'], 'mail.twc.com', 'POP3 was not saved, look-up knows it')
    finally:
        os.unlink(command.path('config/rrmail/accounts.ini'))


def test_no_overwriting(command):
    path = command.write('mine', 'my own file\n')
    refused(command.run('export', ADDRESS, '--format=mutt', f'--output={path}'), 3, path,
            'exists already')
    equal(read(path), b'my own file\n', 'the file')
    os.symlink(command.path('elsewhere'), command.path('link'))
    result = command.run('export', ADDRESS, '--format=mutt', '--output=link')
    equal(result.status, 3, result)
    check(not os.path.exists(command.path('elsewhere')), 'a link was followed')
    refused(command.run('export', ADDRESS, '--format=mutt', '--output=no/such/file'), 3, 'no/such')


def test_several_files(command):
    refused(command.run('export', ADDRESS, '--format=thunderbird-qr'), 2, '--output')
    folder = command.path('new', 'folder')
    equal(command.run('export', ADDRESS, '--format=thunderbird-qr', f'--output={folder}').status, 0,
          'a new folder')
    files = sorted(os.listdir(folder))
    equal([os.path.splitext(file)[1] for file in files], ['.png', '.svg'], files)
    equal(mode(folder), 0o700, 'the folder')

    os.unlink(os.path.join(folder, files[0]))
    before = read(os.path.join(folder, files[1]))
    refused(command.run('export', ADDRESS, '--format=thunderbird-qr', f'--output={folder}'), 3,
            files[1], 'exists already')
    equal(os.listdir(folder), [files[1]], 'half an export stays behind')
    equal(read(os.path.join(folder, files[1])), before, 'the file that was there')

    path = command.write('plain', '')
    refused(command.run('export', ADDRESS, '--format=thunderbird-qr', f'--output={path}'), 3, path)


def test_password(command):
    secret = command.write('secret', SECRET + '\n')
    for name in formats(command):
        output = command.path('secret-' + name)
        os.mkdir(output)
        result = command.run('export', ADDRESS, f'--format={name}', '--with-password',
                             f'--password-file={secret}', f'--output={output}',
                             '--incoming=' + WITH_PASSWORD.get(name, 'imap'))
        if name not in WITH_PASSWORD:
            refused(result, 1, 'password')
            equal(os.listdir(output), [], name)
            continue
        equal(result.status, 0, result)
        check(SECRET not in result.err + result.out, name)
        files = [os.path.join(output, file) for file in os.listdir(output)]
        for path in files:
            equal(mode(path), 0o600, path)
        if name != 'thunderbird-qr':
            check(any(SECRET.encode() in read(path) for path in files), f'{name}: no password')


def test_password_from_pipe(command):
    result = command.run('export', ADDRESS, '--format=msmtp', '--with-password',
                         '--password-file=-', stdin=SECRET.encode() + b'\r\n')
    equal(result.status, 0, result)
    check(f'password "{SECRET}"\n' in result.out, result.out)
    # A mark of byte order, as Notepad writes it, is none of its characters; anywhere else it is.
    for before, after in ((b'\xef\xbb\xbf', b'\r\n'), (b'\xef\xbb\xbf', b'')):
        result = command.run('export', ADDRESS, '--format=msmtp', '--with-password',
                             '--password-file=-', stdin=before + SECRET.encode() + after)
        check(f'password "{SECRET}"\n' in result.out, result.out.encode())
    result = command.run('export', ADDRESS, '--format=msmtp', '--with-password',
                         '--password-file=-', stdin=SECRET.encode() + b'\xef\xbb\xbf')
    check(f'password "{SECRET}\ufeff"\n' in result.out, result.out.encode())
    result = command.run('export', ADDRESS, '--format=msmtp', '--with-password')
    refused(result, 2, 'terminal')
    result = command.run('export', ADDRESS, '--format=msmtp', '--with-password',
                         '--password-file=nowhere')
    refused(result, 3, 'nowhere')


def test_asked_first(command):
    path = command.path('asked')
    arguments = ['export', ADDRESS, '--format=msmtp', '--with-password', f'--output={path}']
    result = command.run_on_terminal([('[y/N]', 'n\n')], *arguments)
    equal(result.status, 1, result)
    check(not os.path.exists(path), 'written all the same')
    check('Password:' not in result.out, 'the password was asked for')

    result = command.run_on_terminal([('[y/N]', 'y\n'), ('Password:', SECRET + '\n')], *arguments)
    equal(result.status, 0, result)
    check(SECRET not in result.out, 'the terminal shows it')
    check(SECRET.encode() in read(path), 'no password')
    equal(mode(path), 0o600, 'mode')


def test_new_folder(command):
    """A name that ends in a slash is a folder, and is made."""
    folder = command.path('made', 'here') + '/'
    result = command.run('export', ADDRESS, '--format=msmtp', '--output=' + folder)
    equal(result.status, 0, result)
    equal(len(os.listdir(folder)), 1, 'files')
    file = command.write('file', 'x')
    refused(command.run('export', ADDRESS, '--format=msmtp', f'--output={file}/'), 3, 'file')


def test_no_password_by_default(command):
    result = command.run('export', ADDRESS, '--format=msmtp', '--password-file=-',
                         stdin=SECRET.encode())
    refused(result, 2, '--with-password')
    for name in formats(command):
        folder = command.path('out-' + name)
        for file in os.listdir(folder):
            check(SECRET.encode() not in read(os.path.join(folder, file)), file)


def test_refused(command):
    refused(command.run('export', ADDRESS, '--format=geary', '--incoming=pop3'), 1, 'Geary', 'POP3')
    refused(command.run('export', ADDRESS, '--format=getmail', '--incoming=imap://in.example'), 1,
            'getmail', 'STARTTLS')
    refused(command.run('export', ADDRESS, '--format=goa', '--auth=cram-md5'), 1, 'CRAM-MD5')
    refused(command.run('export', 'pat@gmail.com', '--format=mutt', '--offline'), 2,
            'not in the built-in list', '--incoming=URL')
    refused(command.run('export', 'pat@gmail.com', '--format=mutt', '--offline',
                        '--outgoing=smtps://out.example'), 1, 'receiving')
    result = command.run('export', ADDRESS, '--format=mpop')
    refused(result, 1, 'IMAP', '--incoming=pop3')
    equal(command.run('export', ADDRESS, '--format=mpop', '--incoming=pop3').status, 0, 'POP3')
    result = command.run('export', ADDRESS, '--format=msmtp', '--outgoing-auth=ntlm')
    check('--incoming' not in result.err, result)
    path = command.path('refused')
    refused(command.run('export', ADDRESS, '--format=geary', '--incoming=pop3',
                        f'--output={path}'), 1)
    check(not os.path.exists(path), 'a refused export left a file')


def test_losses(command):
    result = command.run('export', ADDRESS, '--format=msmtp', '--name=Pat Doe')
    equal(result.status, 0, result)
    check('msmtp has to be told this by hand: Your name' in result.err, result.err)
    result = command.run('export', ADDRESS, '--format=geary', '--name=Pat Doe')
    check('by hand' not in result.err, result.err)


def test_add(command):
    """One click from a terminal, and out again on any day."""
    arguments = ['export', ADDRESS, '--format=geary', '--incoming=imaps://mail.twc.com',
                 '--outgoing=smtps://mail.twc.com', '--add']
    folder = command.path('config', 'geary')
    os.makedirs(folder)
    result = command.run(*arguments)
    equal(result.status, 0, result)
    check('The account was added: Geary' in result.out, result.out)
    check('ask for your email password once' in result.out, result.out)
    check(b'host=mail.twc.com' in read(os.path.join(folder, 'account_01', 'geary.ini')), 'host')
    refused(command.run(*arguments), 1, 'Geary has this account already')
    result = command.run('clients', 'undo')
    equal((result.status, os.listdir(folder)), (0, []), result)
    check('taken out again' in result.out, result.out)

    refused(command.run(*arguments, '--output=here'), 2, '--add', '--output')
    refused(command.run(*arguments, '--with-password'), 2, '--add', '--with-password')
    refused(command.run(*arguments, '--password-file=-'), 2, '--with-password')
    refused(command.run('export', ADDRESS, '--format=k9', '--add'), 2, '--add', 'k9')
    # There is no bus, so no service either.
    refused(command.run('export', ADDRESS, '--format=goa', '--add'), 3, 'GNOME Online Accounts')
    refused(command.run('export', ADDRESS, '--format=sylpheed', '--add'), 3, 'Sylpheed')


def test_wrong(command):
    refused(command.run('export', ADDRESS), 2, '--format')
    refused(command.run('export', ADDRESS, '--format=word'), 2, 'word')
    refused(command.run('export', '--format=mutt'), 2, 'address')
    refused(command.run('export', 'pat@', '--format=mutt'), 2, '@')
    refused(command.run('export', ADDRESS, 'more', '--format=mutt'), 2, 'more')
    refused(command.run('export', ADDRESS, '--format=mutt', '--password=' + SECRET), 2,
            '--password')
    check(SECRET not in command.run('export', ADDRESS, '--password=' + SECRET).err, 'a secret')
    refused(command.run('export', ADDRESS, '--format=mutt', '--with-password', '--password-file=-',
                        '--outgoing-password-file=-'), 2, 'Standard input')


def main():
    command = Command(sys.argv[1])
    tap = Tap()
    tap.run('every format', test_every_format, command)
    tap.run('no password by default', test_no_password_by_default, command)
    tap.run('standard output', test_standard_output, command)
    tap.run('the security is assumed, and said', test_assumption, command)
    tap.run('settings from the options', test_options, command)
    tap.run('settings of a saved account', test_saved, command)
    tap.run('nothing is overwritten', test_no_overwriting, command)
    tap.run('a format with several files', test_several_files, command)
    tap.run('with the password', test_password, command)
    tap.run('the password from a pipe', test_password_from_pipe, command)
    tap.run('a terminal is asked first', test_asked_first, command)
    tap.run('what a program cannot do', test_refused, command)
    tap.run('what is left to do by hand', test_losses, command)
    tap.run('into a program on this computer', test_add, command)
    tap.run('a wrong command line', test_wrong, command)
    command.close()
    tap.finish()


if __name__ == '__main__':
    main()
