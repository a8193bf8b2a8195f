#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""rrmail formats: the identifiers are a promise."""

import json
import sys

from command import Command, Tap, check, equal, refused

IDS = '''thunderbird autoconfig evolution goa geary kmail claws-mail sylpheed mobileconfig k9
    thunderbird-qr outlook-prf outlook-autodiscover mutt aerc alpine msmtp mpop mbsync fetchmail
    getmail offlineimap himalaya gnus json srv'''.split()


def test_text(command):
    result = command.run('formats')
    equal(result.status, 0, result)
    lines = result.out.splitlines()
    equal(sorted(line.split()[0] for line in lines), sorted(IDS), 'identifiers')
    check(all(len(line.split()) > 1 for line in lines), 'a format without a name')
    equal(result.err, '', 'standard error')


def test_json(command):
    result = command.run('formats', '--json')
    equal(result.status, 0, result)
    root = json.loads(result.out)
    formats = {item['id']: item for item in root['formats']}
    equal(sorted(formats), sorted(IDS), 'identifiers')
    equal(len(root['formats']), len(IDS), 'formats')
    for item in root['formats']:
        equal(sorted(item), ['id', 'kind', 'name', 'program'], item)
        check(item['kind'] in ('action', 'file', 'text'), item)
        check(item['name'] and item['program'], item)
    equal(formats['goa']['kind'], 'action', 'goa')
    equal(formats['mobileconfig']['kind'], 'file', 'mobileconfig')
    equal(formats['mutt']['kind'], 'text', 'mutt')
    equal(formats['autoconfig']['program'], formats['thunderbird']['program'], 'Thunderbird')


def test_wrong(command):
    refused(command.run('formats', 'mutt'), 2, 'mutt')
    refused(command.run('formats', '--colour=red'), 2, '--colour')


def main():
    command = Command(sys.argv[1])
    tap = Tap()
    tap.run('a line for each format', test_text, command)
    tap.run('JSON', test_json, command)
    tap.run('a wrong command line', test_wrong, command)
    command.close()
    tap.finish()


if __name__ == '__main__':
    main()
