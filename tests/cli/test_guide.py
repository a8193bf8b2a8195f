#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""rrmail guide: every guide can be had, and says what is wrong when it cannot."""

import re
import sys

from command import Command, Tap, check, equal, refused

CLIENTS = '''outlook outlook-new outlook-mac thunderbird apple-mail iphone gmail-app samsung-email
    evolution geary kmail any'''.split()
ADDRESS = 'pat@nc.rr.com'


def test_every_client(command):
    for client in CLIENTS:
        result = command.run('guide', ADDRESS, f'--client={client}', '--name=Pat Doe')
        equal(result.status, 0, result)
        check(ADDRESS in result.out.splitlines()[0], result)
        check('mail.twc.com' in result.out and 'Pat Doe' in result.out, result)
        numbers = re.findall(r'^ ?(\d+)\. ', result.out, re.MULTILINE)
        equal(numbers, [str(i + 1) for i in range(len(numbers))], client)
        check(client == 'any' or len(numbers) > 10, client)
        check('STARTTLS is assumed' in result.err, result.err)


def test_options(command):
    outgoing = '--outgoing=smtps://writer@out.example:4650'
    result = command.run('guide', ADDRESS, '--client=outlook', outgoing,
                         '--incoming=pop3://reader@in.example')
    refused(result, 1, 'STARTTLS', 'Outlook')
    result = command.run('guide', ADDRESS, '--client=outlook', outgoing,
                         '--incoming=pop3s://reader@in.example')
    equal(result.status, 0, result)
    equal(result.err, '', 'nothing is assumed')
    for value in ('POP3', 'in.example', '995', 'reader', 'out.example', '4650', 'writer'):
        check(f'\n      {value}\n' in result.out, f'{value} is missing: {result.out}')
    check('\n      mail.twc.com\n' not in result.out, result.out)


def test_refused(command):
    refused(command.run('guide', ADDRESS, '--client=geary', '--incoming=pop3'), 1, 'Geary', 'POP3')
    refused(command.run('guide', ADDRESS, '--client=geary', '--auth=cram-md5'), 1, 'CRAM-MD5')
    refused(command.run('guide', 'pat@gmail.com', '--client=any', '--offline'), 2,
            'not in the built-in list', '--incoming=URL')
    refused(command.run('guide', 'pat@gmail.com', '--client=any', '--offline',
                        '--outgoing=smtps://out.example'), 1, 'receiving')
    refused(command.run('guide', ADDRESS, '--client=any', '--incoming=imap+auto://in.example'), 1,
            'Test the account')


def test_wrong(command):
    refused(command.run('guide', ADDRESS), 2, '--client', *CLIENTS)
    refused(command.run('guide', ADDRESS, '--client=outlook-old'), 2, 'outlook-old', 'outlook-new')
    refused(command.run('guide', '--client=any'), 2, 'address')
    refused(command.run('guide', 'pat', '--client=any'), 2, '@')
    refused(command.run('guide', ADDRESS, 'more', '--client=any'), 2, 'more')
    refused(command.run('guide', ADDRESS, '--client=any', '--incoming=imap+cleartext://in.example'),
            2, '--allow-cleartext')


def test_help(command):
    result = command.run('guide', '--help')
    equal(result.status, 0, result)
    for client in CLIENTS:
        check(client in result.out, client)


def test_listed(command):
    listed = command.run('--help').out
    for name in ('formats', 'export', 'guide'):
        check(re.search(rf'^  {name} ', listed, re.MULTILINE), name)


def main():
    command = Command(sys.argv[1])
    tap = Tap()
    tap.run('every guide', test_every_client, command)
    tap.run('settings from the options', test_options, command)
    tap.run('what a program cannot do', test_refused, command)
    tap.run('a wrong command line', test_wrong, command)
    tap.run('the help lists the guides', test_help, command)
    tap.run('the commands are listed', test_listed, command)
    command.close()
    tap.finish()


if __name__ == '__main__':
    main()
