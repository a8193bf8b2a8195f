#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""rrmail test: what is wrong with a command line is one line, exit 2, and nothing on standard
output; the rest of the contract is seen against the practice server."""

import json
import os
import re
import signal
import subprocess
import sys
import time

from command import Command, Result, Tap, check, equal, refused

ADDRESS = 'pat@nc.rr.com'
STEPS = {
    'imap': 'resolve connect tls greeting capabilities starttls login mailbox logout',
    'pop3': 'resolve connect tls greeting capabilities starttls login mailbox logout',
    'smtp': 'resolve connect greeting capabilities starttls tls login sender recipient logout',
}


def test_addresses(command):
    for address, *words in [
            ('', 'empty'),
            ('pat', 'no @'),
            ('pat@', 'after the @'),
            ('@nc.rr.com', 'before the @'),
            ('pat@@nc.rr.com', 'more than one @'),
            ('pat doe@nc.rr.com', 'space'),
            ('pat@nc,rr.com', 'comma'),
            ('pat@nc.rr.con', 'pat@nc.rr.con', 'pat@nc.rr.com'),
            ('pat@rr.com.com', 'pat@rr.com.com', 'pat@'),
            ('pat@gmail.com', 'gmail.com'),
            ('pat@no-such-domain.example', 'no-such-domain.example'),
            ('x' * 70000 + '@nc.rr.com', 'too long'),
            ('pat@nc.rr.com\nMAIL FROM', 'character'),
    ]:
        for more in ([], ['--json'], ['--only=outgoing']):
            refused(command.run('test', address, '--offline', *more), 2, *words)


def test_urls(command):
    for url, *words in [
            ('--incoming=https://mail.twc.com/', 'incoming'),
            ('--incoming=imaps://mail.twc.com/inbox', 'incoming'),
            ('--incoming=imaps://mail.twc.com?x=1', 'incoming'),
            ('--incoming=imaps://pat:secret@mail.twc.com', 'incoming'),
            ('--incoming=imaps://mail.twc.com:0', 'incoming'),
            ('--incoming=imaps://mail.twc.com:70000', 'incoming'),
            ('--incoming=imaps://', 'incoming'),
            ('--incoming=smtp', 'incoming'),
            ('--outgoing=imap', 'outgoing'),
            ('--incoming=imap+cleartext://mail.twc.com', 'cleartext'),
            ('--outgoing=smtp+cleartext://mail.twc.com', 'cleartext'),
    ]:
        result = command.run('test', ADDRESS, url)
        refused(result, 2, *words)
        check('secret' not in result.err, result.err)


def test_options(command):
    for arguments, *words in [
            ((), 'missing'),
            ((ADDRESS, 'kim@nc.rr.com'), 'kim@nc.rr.com'),
            ((ADDRESS, '--frobnicate'), '--frobnicate'),
            ((ADDRESS, '--password=x'), '--password'),
            ((ADDRESS, '--only=both'), 'both'),
            ((ADDRESS, '--ipv4', '--ipv6'), '--ipv4'),
            ((ADDRESS, '--until=lunch'), 'lunch'),
            ((ADDRESS, '--timeout=0'), '--timeout'),
            ((ADDRESS, '--timeout=-1'), '--timeout'),
            ((ADDRESS, '--timeout=soon'), '--timeout'),
            ((ADDRESS, '--timeout=nan'), '--timeout'),
            ((ADDRESS, '--auth=oauth2'), '--auth'),
            ((ADDRESS, '--connect-to=mail.twc.com:993'), '--connect-to'),
            ((ADDRESS, '--connect-to=mail.twc.com:993:localhost:1'), '--connect-to'),
            (('--practice=no-such-fault',), 'no-such-fault'),
            (('--practice', ADDRESS), 'its own address'),
            (('--practice', '--incoming=imaps://in.example'), 'its own settings'),
            (('--practice', '--password-file=/dev/null'), 'its own'),
    ]:
        refused(command.run('test', *arguments), 2, *words)


def test_passwords(command):
    for content in ('', '\n', '   \n', '\t', 'two\nlines\n', 'a\rb', 'nul\0nul', '\ufeff',
                    '\ufeff\n'):
        path = command.write('password', content)
        refused(command.run('test', ADDRESS, f'--password-file={path}'), 2, 'password')
        refused(command.run('test', ADDRESS, '--password-file=-', stdin=content.encode()), 2,
                'password')
    refused(command.run('test', ADDRESS), 2, '--password-file')
    refused(command.run('test', ADDRESS, '--password-file=-', '--outgoing-password-file=-'), 2,
            'input')


def test_what_cannot_be_read(command):
    password = command.write('password', 'sesame-4711\n')
    refused(command.run('test', ADDRESS, '--password-file=' + command.path('none')), 3, 'none')
    refused(command.run('test', ADDRESS, f'--password-file={password}',
                        '--ca-file=' + command.path('none')), 3, 'none')
    broken = command.write('broken.pem', 'not a certificate\n')
    refused(command.run('test', ADDRESS, f'--password-file={password}', f'--ca-file={broken}'), 3,
            'broken.pem')


def report_of(result):
    report = json.loads(result.out)
    equal(report['format'], 'rrmail-report', 'format')
    equal(report['version'], 1, 'version')

    return report


def command_result(done):
    return Result(done.returncode, done.stdout, done.stderr)


def test_works(command):
    result = command.run('test', '--practice', '--json')
    equal(result.status, 0, result)
    report = report_of(result)
    equal((report['verdict'], report['where'], report['findings']), ('working', 'none', []), report)
    equal([service['protocol'] for service in report['services']], ['imap', 'smtp'], 'services')
    for service in report['services']:
        equal(' '.join(step['name'] for step in service['steps']), STEPS[service['protocol']],
              'steps')
        for step in service['steps']:
            null = step['started_ms'] is None and step['elapsed_ms'] is None
            equal(null, step['status'] == 'skipped', step)
            if step['name'] == 'resolve':
                equal(step['status'], 'skipped', step)
        check(service['port'] in (993, 587), service)
        check(service['address'] in ('127.0.0.1', '::1'), service)
        check(service['round_trips'] in (4, 5, 6, 7), service)


def test_does_not_work(command):
    result = command.run('test', '--practice=password-rejected', '--json')
    equal(result.status, 1, result)
    report = report_of(result)
    equal((report['verdict'], report['where']), ('not-working', 'password'), report)
    equal(report['findings'][0]['code'], 'password-rejected', report)


def test_before_login(command):
    for stage, last in [('connect', 'connect'), ('greeting', 'greeting'), ('tls', 'starttls')]:
        result = command.run('test', '--practice', f'--until={stage}', '--json')
        equal(result.status, 0, result)
        report = report_of(result)
        equal(report['verdict'], 'incomplete', report)
        names = [step['name'] for step in report['services'][0]['steps']]
        equal([name for name in names if name != 'logout'][-1], last, names)
        check('login' not in names, names)


def test_one_direction(command):
    for only, protocol in (('incoming', 'imap'), ('outgoing', 'smtp')):
        result = command.run('test', '--practice', f'--only={only}', '--json')
        equal(result.status, 0, result)
        equal([service['protocol'] for service in report_of(result)['services']], [protocol], only)


def test_in_words(command):
    result = command.run('test', '--practice')
    equal(result.status, 0, result)
    check('Your account works. Receiving and sending were both tested.' in result.out, result)
    result = command.run('test', '--practice=password-rejected')
    equal(result.status, 1, result)
    check(result.out.index('Your password') < result.out.index('Receiving: '), result)


def test_stopped(command):
    for number in (signal.SIGINT, signal.SIGHUP):
        running = subprocess.Popen(
            [command.program, 'test', '--practice=server-too-slow', '--json'], env=command.env,
            cwd=command.home, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        time.sleep(1)
        running.send_signal(number)
        out, err = running.communicate(timeout=20)
        equal(running.returncode, 130, f'{number.name}: {err}')
        equal(json.loads(out)['verdict'], 'incomplete', out)


def test_words_that_look_like_options(command):
    result = command.run('explain', '-ERR', '[IN-USE] mailbox locked')
    equal(result.status, 0, result)
    check('Your mailbox' in result.out, result)
    refused(command.run('explain', '--frobnicate', 'x'), 2, '--frobnicate')
    refused(command.run('explain', '--'), 2, 'missing')
    refused(command.run('explain', stdin=b' \n'), 2, 'missing')


def test_explained_words(command):
    """By a pipe as well, and what nobody tested is not told as seen."""
    result = command.run('explain', stdin=b'sender "<pat@nc.rr.com>" rejected; $1\nAUP#Out-1500\n')
    equal(result.status, 0, result)
    check('Most likely' in result.out and 'AUP#Out-1500' in result.out, result)
    result = command.run('explain', 'connection to server mail.twc.com was refused')
    equal(result.status, 0, result)
    check('were tried' not in result.out and 'To be sure, test' in result.out, result)
    result = command.run('explain', 'it just sits there trying')
    equal(result.status, 1, result)
    check('nearest causes' in result.out and 'connection security' in result.out, result)
    result = command.run('explain', 'my favorite color is blue')
    equal(result.status, 1, result)
    check('nearest' not in result.out and 'English words would help' in result.out, result)
    equal(json.loads(command.run('explain', '--json', 'blue').out)['findings'], [], 'blue')


def test_closed_files(command):
    """What is printed never goes into a connection that got the number of a closed file."""
    for closed in ('>&-', '2>&-', '<&- >&- 2>&-'):
        shell = f'exec {command.program} test --practice=password-rejected --json {closed}'
        done = subprocess.run(['sh', '-c', shell], env=command.env, cwd=command.home,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=30,
                              check=False)
        equal(done.returncode, 1 if closed == '2>&-' else 3, done)
        if closed == '2>&-':
            report_of(command_result(done))


def test_help(command):
    for name in ('lookup', 'test', 'explain', 'formats', 'export', 'guide', 'batch', 'practice'):
        result = command.run(name, '--help')
        equal(result.status, 0, result)
        check(f'rrmail {name} [OPTION' in result.out, result.out)


def test_options_once(command):
    """Each option of each command: once, and with a value where it has one. What the help shows is
    what is tried, so that a new option is not forgotten."""
    repeatable = ('--connect-to', '--finding')
    for name in ('lookup', 'test', 'explain', 'formats', 'export', 'guide', 'batch', 'clients',
                 'practice'):
        shown = command.run(name, '--help-all').out
        options = re.findall(r'^  (?:-\w, )?(--[a-z0-9-]+)(\[?=?)', shown, re.MULTILINE)
        check(options, shown)
        for option, mark in options:
            if option.startswith('--help') or option == '--practice':
                continue
            once = option + '=x' if mark else option
            if not mark:
                refused(command.run(name, option + '=3'), 2, option, 'no value')
            result = command.run(name, once, once, '--no-such-option')
            equal('twice' in result.err, option not in repeatable, f'{name} {option}: {result}')
            refused(result, 2, option if option not in repeatable else '--no-such-option')
    refused(command.run('test', '--practice=a', '--practice=b'), 2, '--practice', 'twice')
    refused(command.run('test', '-4', '--ipv4', ADDRESS), 2, '--ipv4', 'twice')
    refused(command.run('batch', '-j', '3', '-j4', '/nowhere'), 2, '--jobs', 'twice')
    # Values that look like options are values.
    refused(command.run('test', ADDRESS, '--username', '--json', '--json'), 2, '--password-file')
    check('--practice[=FAULT]' in command.run('test', '--help').out, 'the fault is not optional')


def test_language(command):
    """A program that was built and not installed finds its translations, too."""
    command.env['LANGUAGE'] = 'es'
    result = command.run('test', '--practice')
    check('Su cuenta funciona' in result.out, result.out)


def test_reader_that_leaves(command):
    done = subprocess.run(['sh', '-c', f'{command.program} practice --list | head -n 1'],
                          env=command.env, cwd=command.home, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, timeout=30, check=False)
    equal(done.stderr, b'', done)


def test_full_disk(command):
    with open('/dev/full', 'wb') as full:
        for arguments in (['test', '--practice', '--json'], ['lookup', '--help'], ['--help']):
            done = subprocess.run([command.program, *arguments], env=command.env,
                                  cwd=command.home, stdin=subprocess.DEVNULL, stdout=full,
                                  stderr=subprocess.PIPE, timeout=30, check=False)
            equal(done.returncode, 3, done.stderr)
            check(os.strerror(28).encode() in done.stderr, done.stderr)


def main():
    tap = Tap()
    for name, function in sorted(globals().items()):
        if name.startswith('test_'):
            command = Command(sys.argv[1])
            try:
                tap.run(name[5:].replace('_', ' '), function, command)
            finally:
                command.close()
    tap.finish()


if __name__ == '__main__':
    main()
