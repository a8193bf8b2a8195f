#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""rrmail against a real Dovecot and a real Postfix.

Usage: test_server.py RRMAIL [WORD]

Each case runs the command as a person or a script would, over real sockets and TLS, and reads
what it promises to scripts.  With WORD only the cases whose name contains it are run.  The
output is TAP.
"""

import base64
import binascii
import imaplib
import json
import os
import re
import smtplib
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import traceback
import urllib.parse

from dovecot import STRANGER
from servers import HOSTS, ServerError, Servers, become_root, free_ports, mapping, stop_on_signals

HOST = HOSTS[0]
LIMIT = 60

# Where each port of the provider leads unless a case says otherwise.
USUAL = {143: 'imap', 993: 'imaps', 110: 'pop3', 995: 'pop3s', 587: 'submission', 465: 'smtps'}

CASES = []


class Failure(Exception):
    """A case found something else than it should."""


def case(name):
    def add(function):
        CASES.append((name, function))
        return function
    return add


def expect(what, found, wanted):
    if found != wanted:
        raise Failure(f'{what}: {found!r} instead of {wanted!r}')


def require(condition, what):
    if not condition:
        raise Failure(what)


class Result:
    """What one run of the command left: exit status, output, and the report in it."""

    def __init__(self, status, out, err, seconds):
        self.status = status
        self.out = out
        self.err = err
        self.seconds = seconds
        self.report = None

    @property
    def codes(self):
        return [finding['code'] for finding in self.report['findings']]

    @property
    def first(self):
        require(self.report['findings'], 'no finding at all')
        return self.report['findings'][0]

    def service(self, *protocols):
        for service in self.report['services']:
            if service['protocol'] in protocols:
                return service
        raise Failure(f'no service for {protocols}')

    @property
    def incoming(self):
        return self.service('imap', 'pop3')

    @property
    def outgoing(self):
        return self.service('smtp')

    @staticmethod
    def status_of(service, step):
        found = [one['status'] for one in service['steps'] if one['name'] == step]
        require(len(found) == 1, f'step {step} stands {len(found)} times')
        return found[0]


class Bench:
    """The servers and the command under test."""

    def __init__(self, servers, rrmail):
        self.servers = servers
        self.rrmail = rrmail
        self.folder = tempfile.mkdtemp(dir=servers.folder)
        self.home = os.path.join(self.folder, 'home')
        os.mkdir(self.home, 0o700)
        self.files = 0
        self.last = None
        self.secrets = {user.password for user in servers.users.values()}

    def secret_file(self, secret):
        self.secrets.add(secret)
        self.files += 1
        path = os.path.join(self.folder, f'secret-{self.files}')
        with open(path, 'w', encoding='utf-8') as file:
            file.write(secret + '\n')
        return path

    def run(self, *arguments):
        """Runs the command, and looks for every password in what it says and leaves behind."""
        started = time.monotonic()
        try:
            done = subprocess.run(
                [self.rrmail, *arguments], stdin=subprocess.DEVNULL, capture_output=True,
                timeout=LIMIT, check=False,
                env={'PATH': os.environ.get('PATH', '/usr/bin:/bin'), 'LC_ALL': 'C.UTF-8',
                     'HOME': self.home,
                     **{key: value for key, value in os.environ.items()
                        if key.startswith(('ASAN_', 'UBSAN_', 'LSAN_', 'G_'))}})
        except subprocess.TimeoutExpired:
            raise Failure(f'still running after {LIMIT} s') from None
        result = Result(done.returncode, done.stdout.decode('utf-8'), done.stderr.decode('utf-8'),
                        time.monotonic() - started)
        self.last = (arguments, result)
        require(result.status >= 0, f'ended by signal {-result.status}:\n{result.err}')
        self.no_secret_in('its output', done.stdout + b'\n' + done.stderr)
        for path, _, names in os.walk(self.home):
            for name in names:
                with open(os.path.join(path, name), 'rb') as file:
                    self.no_secret_in(name, file.read())
        return result

    def no_secret_in(self, what, data):
        """No password, in no dress that it wears on the way to a server."""
        users = [user.address for user in self.servers.users.values()] + ['pat']
        for secret in self.secrets:
            raw = secret.encode()
            dresses = {raw, base64.b64encode(raw), base64.urlsafe_b64encode(raw),
                       binascii.hexlify(raw), urllib.parse.quote(secret).encode(),
                       raw.decode().encode('utf-16-le'), json.dumps(secret)[1:-1].encode()}
            dresses |= {base64.b64encode(f'{first}\0{user}\0{secret}'.encode())
                        for user in users for first in ('', user)}
            for dress in dresses:
                require(dress.rstrip(b'=') not in data, f'a password stands in {what}')

    def test(self, user='pat', to=None, *, password=None, trust=True, options=(), address=None,
             sender=None):
        """rrmail test --json.  @to: port → service of ours (None: nobody there), over USUAL;
        @password: another than the user's; @sender: another user's address."""
        account = self.servers.users[user]
        if password is None:
            password = account.password
        places = {**USUAL, **(to or {})}
        arguments = ['test', self.servers.users[sender or user].address, '--json', '--no-save',
                     f'--password-file={self.secret_file(password)}']
        arguments += [mapping(self.servers, service, port, address=address or '127.0.0.1')
                      for port, service in places.items() if service]
        arguments += [f'--connect-to={HOST}:{port}:127.0.0.1:{self.nobody}'
                      for port, service in places.items() if not service]
        if trust:
            arguments.append(f'--ca-file={self.servers.ca_file}')
        result = self.run(*arguments, *options)
        if result.status not in (0, 1):
            raise Failure(f'exit status {result.status}: {result.err}')
        try:
            result.report = json.loads(result.out)
        except ValueError as error:
            raise Failure(f'the output is no JSON ({error}): {result.out[:400]!r}') from None
        self.check_shape(result)
        return result

    @property
    def nobody(self):
        """A port where nobody listens."""
        return free_ports(1, self.servers.ipv6)[0]

    @staticmethod
    def check_shape(result):
        """What holds for every report."""
        report = result.report
        expect('format', (report['format'], report['version']), ('rrmail-report', 1))
        errors = [finding for finding in report['findings'] if finding['severity'] == 'error']
        require(report['verdict'] in ('working', 'not-working', 'incomplete'), report['verdict'])
        expect('exit status for ' + report['verdict'], result.status,
               1 if report['verdict'] == 'not-working' else 0)
        expect('errors found', bool(errors), report['verdict'] == 'not-working')
        expect('where', report['where'], errors and report['findings'][0]['where'] or 'none')
        require(not errors or report['findings'][0]['severity'] == 'error',
                'an error stands below something else')
        for finding in report['findings']:
            for field in ('code', 'severity', 'where', 'title', 'explanation', 'advice'):
                require(finding.get(field) or field == 'advice',
                        f'{finding["code"]} has no {field}')
        for service in report['services']:
            names = [step['name'] for step in service['steps']]
            expect('steps named twice', len(names), len(set(names)))
            begun = [step['started_ms'] for step in service['steps']
                     if step['status'] != 'skipped']
            expect('order of steps', begun, sorted(begun))
            require(service['port'] in USUAL, f'port {service["port"]} is not the one meant')

    def working(self, result, *, findings=(), incoming=None, outgoing=None):
        expect('findings', result.codes, list(findings))
        expect('verdict', result.report['verdict'], 'working')
        for service, wanted, steps in (
                (result.incoming, incoming, ('connect', 'login', 'mailbox')),
                (result.outgoing, outgoing, ('connect', 'login', 'sender', 'recipient'))):
            if wanted:
                expect('protocol, port, security',
                       (service['protocol'], service['port'], service['security']), wanted)
            expect('resolve', result.status_of(service, 'resolve'), 'skipped')
            for step in steps:
                expect(f'{service["protocol"]} {step}', result.status_of(service, step), 'passed')
            require(service['round_trips'] > 0, 'no round trips were counted')

    def failing(self, result, code, *, where=None, service=None, change=False):
        expect('first finding', result.first['code'], code)
        expect('verdict', result.report['verdict'], 'not-working')
        if where:
            expect('where', result.report['where'], where)
        if service:
            expect('service', result.first['service'], service)
        if change is not False:
            expect('change', result.first.get('change'), change)

    def attempts(self):
        """How many wrong passwords the servers have seen up to now."""
        time.sleep(0.15)    # Dovecot's log is written by a process of its own
        with open(self.servers.dovecots['usual'].log, encoding='utf-8', errors='replace') as log:
            return log.read().count('Password mismatch')

    def logins(self):
        """How many log-ins, good and bad, the servers have seen up to now."""
        count = self.attempts()
        with open(self.servers.dovecots['usual'].log, encoding='utf-8', errors='replace') as log:
            count += len(re.findall(r'-login: Info: (?:Login|Logged in): ', log.read()))
        with open(self.servers.postfix.log, encoding='utf-8', errors='replace') as log:
            count += log.read().count('sasl_username=')
        return count


# The servers themselves, without the command: that they are what the cases take them for.

def context(bench):
    made = ssl.create_default_context(cafile=bench.servers.ca_file)
    made.check_hostname = False
    return made


@case('servers: a wrong password is answered at once')
def _(bench):
    ports, address = bench.servers.ports, bench.servers.users['pat'].address
    started = time.monotonic()
    with imaplib.IMAP4_SSL('127.0.0.1', ports['imaps'], ssl_context=context(bench)) as imap:
        try:
            imap.login(address, 'wrong')
            raise Failure('Dovecot took a wrong password')
        except imaplib.IMAP4.error as error:
            require('AUTHENTICATIONFAILED' in str(error), str(error))
    with smtplib.SMTP_SSL('127.0.0.1', ports['smtps'], context=context(bench)) as smtp:
        smtp.ehlo('test.example')
        expect('Postfix', smtp.docmd(
            'AUTH', 'PLAIN ' + base64.b64encode(f'\0{address}\0wrong'.encode()).decode())[0], 535)
    require(time.monotonic() - started < 0.4, 'they took their time')


@case('servers: TLS 1.2 at most where that was asked for, 1.3 elsewhere')
def _(bench):
    for name, wanted in (('imaps', 'TLSv1.3'), ('smtps', 'TLSv1.3'), ('pop3s', 'TLSv1.3'),
                         ('imaps-tls12', 'TLSv1.2'), ('pop3s-tls12', 'TLSv1.2'),
                         ('smtps-tls12', 'TLSv1.2')):
        with socket.create_connection(('127.0.0.1', bench.servers.ports[name]), 5) as plain, \
                context(bench).wrap_socket(plain) as secure:
            expect(name, secure.version(), wanted)


# What works.

@case('the settings that look-up finds: IMAP with TLS, submission by STARTTLS')
def _(bench):
    result = bench.test()
    bench.working(result, incoming=('imap', 993, 'tls'), outgoing=('smtp', 587, 'starttls'))
    expect('host', result.incoming['host'], HOST)
    expect('address', result.incoming['address'], '127.0.0.1')
    expect('account', result.report['account']['address'], bench.servers.users['pat'].address)
    for service in (result.incoming, result.outgoing):
        expect('TLS', service['tls']['version'], 'TLS1.3')
        require(HOST in service['certificate']['names'], 'the names on the certificate are missing')
        expect('fingerprint', service['certificate']['sha256'].replace(':', '').lower(),
               bench.servers.certificates.fingerprint('good'))
        require(any(line['from'] == 'client' for line in service['transcript']),
                'the transcript lacks our side')


@case('IMAP by STARTTLS')
def _(bench):
    bench.working(bench.test(options=[f'--incoming=imap://{HOST}']),
                  incoming=('imap', 143, 'starttls'))


@case('POP3 with TLS')
def _(bench):
    bench.working(bench.test(options=['--incoming=pop3']), incoming=('pop3', 995, 'tls'))


@case('POP3 by STARTTLS')
def _(bench):
    bench.working(bench.test(options=[f'--incoming=pop3://{HOST}']),
                  incoming=('pop3', 110, 'starttls'))


@case('submission with TLS from the first byte')
def _(bench):
    bench.working(bench.test(options=[f'--outgoing=smtps://{HOST}']),
                  outgoing=('smtp', 465, 'tls'))


@case('automatic, where TLS is spoken from the first byte on 587')
def _(bench):
    bench.working(bench.test(to={587: 'smtps'}, options=[f'--outgoing=smtp+auto://{HOST}:587']),
                  outgoing=('smtp', 587, 'tls'))


@case('TLS 1.2 alone: IMAP and submission')
def _(bench):
    result = bench.test(to={993: 'imaps-tls12', 587: 'submission-tls12'})
    bench.working(result)
    expect('versions', [s['tls']['version'] for s in result.report['services']], ['TLS1.2'] * 2)


@case('TLS 1.2 alone: POP3 and SMTP with TLS')
def _(bench):
    result = bench.test(to={995: 'pop3s-tls12', 465: 'smtps-tls12'},
                        options=['--incoming=pop3', f'--outgoing=smtps://{HOST}'])
    bench.working(result)
    expect('versions', [s['tls']['version'] for s in result.report['services']], ['TLS1.2'] * 2)


@case('over IPv6')
def _(bench):
    if not bench.servers.ipv6:
        raise Failure('this computer has no ::1 to listen on')
    result = bench.test(address='[::1]')
    bench.working(result)
    expect('address', result.outgoing['address'], '::1')


@case('a password that is not ASCII')
def _(bench):
    bench.working(bench.test('accent'))
    bench.working(bench.test('accent', options=['--incoming=pop3', f'--outgoing=smtps://{HOST}']))


@case('each mechanism that is offered, by wish')
def _(bench):
    for auth in ('plain', 'login'):
        bench.working(bench.test(options=[f'--auth={auth}', f'--outgoing-auth={auth}']))


@case('no encryption works when chosen, with its warning')
def _(bench):
    result = bench.test(to={143: 'imap-clear'},
                        options=[f'--incoming=imap+cleartext://{HOST}', '--allow-cleartext'])
    bench.working(result, findings=['cleartext-chosen'], incoming=('imap', 143, 'none'))
    expect('severity', result.first['severity'], 'warning')


@case('no encryption is refused without the second word')
def _(bench):
    result = bench.run('test', bench.servers.users['pat'].address, '--json',
                       f'--incoming=imap+cleartext://{HOST}',
                       f'--password-file={bench.secret_file("unused-secret")}')
    expect('exit status', result.status, 2)
    expect('standard output', result.out, '')
    require(result.err.strip(), 'nothing said why')


@case('nothing but the report on standard output, and no secret in any log')
def _(bench):
    os.environ['G_MESSAGES_DEBUG'] = 'all'
    try:
        bench.working(bench.test())
        bench.failing(bench.test(password='the-wrong-secret-5'), 'password-rejected')
    finally:
        del os.environ['G_MESSAGES_DEBUG']


@case('stages: until tls nobody signs in')
def _(bench):
    before = bench.logins()
    result = bench.test(options=['--until=tls'])
    expect('verdict', result.report['verdict'], 'incomplete')
    expect('log-ins', bench.logins() - before, 0)


@case('one direction only')
def _(bench):
    result = bench.test(options=['--only=incoming'])
    expect('services', [s['protocol'] for s in result.report['services']], ['imap'])
    expect('verdict', result.report['verdict'], 'working')


@case('for people: exit status and words without JSON')
def _(bench):
    arguments = ['test', bench.servers.users['pat'].address, '--no-save',
                 f'--ca-file={bench.servers.ca_file}', '--transcript',
                 mapping(bench.servers, 'imaps', 993), mapping(bench.servers, 'submission', 587)]
    good = bench.run(*arguments, '--password-file='
                     + bench.secret_file(bench.servers.users['pat'].password))
    expect('exit status', good.status, 0)
    require(HOST in good.out, 'the server is not named')
    bad = bench.run(*arguments, f'--password-file={bench.secret_file("the-wrong-secret-1")}')
    expect('exit status', bad.status, 1)


# What fails.

@case('a wrong password, tried once on each server')
def _(bench):
    before = bench.attempts()
    result = bench.test(password='the-wrong-secret-2')
    bench.failing(result, 'password-rejected', where='password', change=None)
    expect('log-ins tried', bench.attempts() - before, 2)
    expect('login', result.status_of(result.incoming, 'login'), 'failed')
    expect('mailbox', result.status_of(result.incoming, 'mailbox'), 'skipped')
    require(result.seconds < 4, f'it took {result.seconds:.1f} s')


@case('a wrong password by POP3, tried once')
def _(bench):
    before = bench.attempts()
    result = bench.test(password='the-wrong-secret-3',
                        options=['--incoming=pop3', '--only=incoming'])
    bench.failing(result, 'password-rejected', where='password', service='pop3')
    expect('log-ins tried', bench.attempts() - before, 1)


@case('the two servers differ about the password')
def _(bench):
    wrong = bench.secret_file('the-wrong-secret-4')
    bench.failing(bench.test(options=[f'--outgoing-password-file={wrong}']),
                  'passwords-differ', where='password', service='smtp')


@case('a user name without its domain, and the change that mends it')
def _(bench):
    address = bench.servers.users['pat'].address
    result = bench.test(options=['--username=pat'])
    bench.failing(result, 'username-needs-domain', where='settings')
    change = result.first.get('change') or {}
    expect('user names', set(change.values()), {address})
    require('incoming.username' in change, f'the change is {change}')
    bench.working(bench.test(options=[f'--username={change["incoming.username"]}']))


@case('a sender that is not the login')
def _(bench):
    pat, lee = bench.servers.users['pat'], bench.servers.users['lee']
    result = bench.test('lee', options=[
        f'--outgoing-username={pat.address}',
        f'--outgoing-password-file={bench.secret_file(pat.password)}'])
    bench.failing(result, 'sender-not-login', where='settings', service='smtp')
    require('553' in result.first.get('server_said', ''), 'the reply is not shown')
    expect('user name in the change',
           (result.first.get('change') or {}).get('outgoing.username'), lee.address)


@case('nobody signed in to send')
def _(bench):
    result = bench.test(options=['--outgoing-auth=none'])
    bench.failing(result, 'smtp-auth-off', where='settings', service='smtp')
    require('outgoing.auth' in (result.first.get('change') or {}), 'no change is offered')


@case('TLS chosen where STARTTLS is spoken, and the change that mends it')
def _(bench):
    before = bench.logins()
    result = bench.test(options=[f'--outgoing=smtps://{HOST}:587', '--only=outgoing'])
    bench.failing(result, 'tls-mode-mismatch', where='settings', service='smtp',
                  change={'outgoing.security': 'starttls'})
    expect('log-ins', bench.logins() - before, 0)
    bench.working(bench.test(options=[f'--outgoing=smtp://{HOST}:587']))


@case('STARTTLS chosen where TLS is spoken, and the change that mends it')
def _(bench):
    result = bench.test(options=[f'--outgoing=smtp://{HOST}:465', '--only=outgoing'])
    bench.failing(result, 'tls-mode-mismatch', where='settings', service='smtp',
                  change={'outgoing.security': 'tls'})
    bench.working(bench.test(options=[f'--outgoing=smtps://{HOST}:465']))


@case('the TLS mode of IMAP and POP3, both ways')
def _(bench):
    for url, service, security in (('imaps://{}:143', 'imap', 'starttls'),
                                   ('imap://{}:993', 'imap', 'tls'),
                                   ('pop3s://{}:110', 'pop3', 'starttls'),
                                   ('pop3://{}:995', 'pop3', 'tls')):
        result = bench.test(options=['--incoming=' + url.format(HOST), '--only=incoming'])
        bench.failing(result, 'tls-mode-mismatch', where='settings', service=service,
                      change={'incoming.security': security})


@case('STARTTLS is not offered: no secret is sent')
def _(bench):
    before = bench.logins()
    result = bench.test(to={587: 'submission-clear'},
                        options=[f'--outgoing=smtp://{HOST}', '--only=outgoing'])
    bench.failing(result, 'starttls-not-offered', where='settings', service='smtp')
    expect('log-ins', bench.logins() - before, 0)


@case('a certificate of an unknown issuer: no secret is sent')
def _(bench):
    before = bench.logins()
    result = bench.test(trust=False)
    bench.failing(result, 'certificate-unknown-issuer', where='provider', change=None)
    expect('log-ins', bench.logins() - before, 0)


@case('a certificate with another name: no secret is sent')
def _(bench):
    before = bench.logins()
    result = bench.test(to={465: 'smtps-other'}, options=[f'--outgoing=smtps://{HOST}',
                                                          '--only=outgoing'])
    bench.failing(result, 'certificate-wrong-name', where='settings', service='smtp')
    expect('names', result.outgoing['certificate']['names'], ['www.example.net'])
    expect('log-ins', bench.logins() - before, 0)


@case('a certificate that is over: no secret is sent')
def _(bench):
    before = bench.logins()
    result = bench.test(to={465: 'smtps-expired'}, options=[f'--outgoing=smtps://{HOST}',
                                                            '--only=outgoing'])
    bench.failing(result, 'certificate-expired', service='smtp')
    expect('log-ins', bench.logins() - before, 0)


@case('nobody listens')
def _(bench):
    result = bench.test(to={993: None}, options=['--only=incoming', '--no-probes'])
    bench.failing(result, 'connection-refused', service='imap')


@case('another protocol answers')
def _(bench):
    result = bench.test(to={993: 'pop3s'}, options=['--only=incoming'])
    bench.failing(result, 'wrong-protocol', where='settings', service='imap')
    result = bench.test(to={110: 'submission'}, options=[f'--incoming=pop3://{HOST}',
                                                         '--only=incoming'])
    bench.failing(result, 'wrong-protocol', where='settings', service='pop3')


@case('an old host of the family, and the change that mends it')
def _(bench):
    old = 'pop-server.nc.rr.com'
    result = bench.test(options=[f'--incoming=pop3s://{old}', '--only=incoming',
                                 mapping(bench.servers, 'pop3s', 995, host=old)])
    bench.failing(result, 'host-retired', where='settings', service='pop3')
    expect('host', (result.first.get('change') or {}).get('incoming.host'), HOST)


@case('a mailbox whose log-in is switched off')
def _(bench):
    result = bench.test('off')
    bench.failing(result, 'account-locked', where='account', service='imap', change=None)
    require('Account-disabled' in result.first['server_said'], 'the reply is not shown')


@case('a full mailbox')
def _(bench):
    result = bench.test('full')
    bench.failing(result, 'mailbox-full', where='account', service='smtp')
    require('552' in result.first['server_said'], 'the reply is not shown')
    result = bench.test('full', options=['--only=incoming'])
    expect('findings', result.codes, ['mailbox-full'])
    expect('verdict', result.report['verdict'], 'working')


@case('a mailbox that is nearly full')
def _(bench):
    bench.working(bench.test('nearly'), findings=['mailbox-nearly-full'])


@case('no AUTH on that port')
def _(bench):
    result = bench.test(to={587: 'smtp'}, options=[f'--outgoing=smtp://{HOST}'])
    bench.failing(result, 'smtp-auth-not-offered', where='settings', service='smtp')
    result = bench.test(options=[f'--outgoing=smtp+cleartext://{HOST}', '--allow-cleartext'])
    bench.failing(result, 'smtp-auth-not-offered', where='settings', service='smtp')


@case('log-in is refused without encryption: no secret is sent')
def _(bench):
    before = bench.logins()
    for url in ('imap+cleartext', 'pop3+cleartext'):
        result = bench.test(address=STRANGER, options=[
            f'--incoming={url}://{HOST}', '--allow-cleartext', '--only=incoming'])
        bench.failing(result, 'login-disabled', where='settings', service=url.partition('+')[0])
        require(any(key.endswith('.security') for key in result.first.get('change') or {}),
                f'the change is {result.first.get("change")}')
    expect('log-ins', bench.logins() - before, 0)


@case('a mechanism that the server lacks, and one that it has without TLS')
def _(bench):
    result = bench.test(options=['--auth=cram-md5', '--only=incoming'])
    bench.failing(result, 'auth-mechanism-unsupported', where='settings', service='imap',
                  change={'incoming.auth': 'auto'})
    for auth in ('cram-md5', 'scram-sha-256'):
        result = bench.test(to={143: 'imap-clear', 110: 'pop3-clear'}, options=[
            f'--incoming=imap+cleartext://{HOST}', '--allow-cleartext', f'--auth={auth}',
            '--only=incoming'])
        expect('verdict', result.report['verdict'], 'working')


@case('STARTTLS is not offered, and the port that mends it')
def _(bench):
    result = bench.test(to={143: 'imap-clear'}, options=[f'--incoming=imap://{HOST}',
                                                         '--only=incoming'])
    bench.failing(result, 'starttls-not-offered', where='settings', service='imap',
                  change={'incoming.port': 993, 'incoming.security': 'tls'})


@case('several faults at once, the one to mend first on top')
def _(bench):
    result = bench.test(password='the-wrong-secret-6', options=[f'--outgoing=smtps://{HOST}:587'])
    bench.failing(result, 'tls-mode-mismatch', where='settings', service='smtp')
    require('password-rejected' in result.codes, f'only {result.codes}')


@case('an option that does not exist')
def _(bench):
    result = bench.run('test', bench.servers.users['pat'].address, '--no-such-option')
    expect('exit status', result.status, 2)
    expect('standard output', result.out, '')
    require('no-such-option' in result.err, 'it is not named')


# The message to oneself.

def mailbox(bench, user):
    """What lies in the INBOX: the subject and the flags of each message."""
    account = bench.servers.users[user]
    with imaplib.IMAP4_SSL('127.0.0.1', bench.servers.ports['imaps'],
                           ssl_context=context(bench)) as imap:
        imap.login(account.address, account.password)
        imap.select('INBOX', readonly=True)
        found = imap.fetch('1:*', '(FLAGS BODY.PEEK[HEADER.FIELDS (SUBJECT)])')[1]
        # Nobody keeps \Recent who opens a folder for writing (RFC 3501, section 2.3.2).
        return [(re.sub(r' ?\\Recent', '', part[0].decode()), part[1].decode().strip())
                for part in found if isinstance(part, tuple)]


def put_foreign_mail(bench, user):
    """Two messages of somebody else, one of them marked as deleted."""
    account = bench.servers.users[user]
    with imaplib.IMAP4_SSL('127.0.0.1', bench.servers.ports['imaps'],
                           ssl_context=context(bench)) as imap:
        imap.login(account.address, account.password)
        for number, flags in enumerate((r'(\Deleted \Flagged)', None), 1):
            imap.append('INBOX', flags, None,
                        f'From: coyote@example.net\r\nSubject: Acme {number}\r\n\r\nBeep\r\n'
                        .encode())


def deliver(bench, user, options=(), *, receive='passed', findings=()):
    """Sends and receives, and looks whether only our message came and went."""
    put_foreign_mail(bench, user)
    before = mailbox(bench, user)
    with open(bench.servers.postfix.log, encoding='utf-8', errors='replace') as log:
        sent = log.read().count(': removed')
    result = bench.test(user, options=['--deliver', '--wait=30', *options])
    expect('findings', result.codes, list(findings))
    expect('verdict', result.report['verdict'], 'working')
    expect('deliver', result.status_of(result.outgoing, 'deliver'), 'passed')
    expect('receive', result.status_of(result.incoming, 'receive'), receive)
    expect('message left', result.incoming['message_left'], False)
    expect('mailbox', mailbox(bench, user), before)
    require('Acme' not in result.out, "somebody else's words stand in the report")
    with open(bench.servers.postfix.log, encoding='utf-8', errors='replace') as log:
        expect('messages sent', log.read().count(': removed') - sent, 1)
    return result


@case('a message to oneself, by IMAP')
def _(bench):
    result = deliver(bench, 'lee')
    require(result.seconds < 10, f'it took {result.seconds:.1f} s')
    said = ' '.join(line['text'] for line in result.incoming['transcript'])
    require('UID EXPUNGE' in said, 'it was not expunged by its number')


@case('a message to oneself, by IMAP and STARTTLS, with TLS to send')
def _(bench):
    deliver(bench, 'lee', [f'--incoming=imap://{HOST}', f'--outgoing=smtps://{HOST}'])


@case('a message to oneself that goes to Junk')
def _(bench):
    deliver(bench, 'junked', receive='warned', findings=['delivery-to-junk'])
    folder = os.path.join(bench.servers.folder, 'd-usual', 'home', 'junked', 'Maildir', '.Junk')
    expect('left in Junk', os.listdir(os.path.join(folder, 'new'))
           + os.listdir(os.path.join(folder, 'cur')), [])


@case('a message to oneself, by POP3')
def _(bench):
    result = deliver(bench, 'pat', ['--incoming=pop3'])
    require(result.seconds > 9, f'it signed in again after {result.seconds:.1f} s')


@case('no message where the mailbox is full')
def _(bench):
    result = bench.test('full', options=['--deliver'])
    expect('first finding', result.first['code'], 'mailbox-full')
    expect('deliver', result.status_of(result.outgoing, 'deliver'), 'skipped')
    expect('receive', result.status_of(result.incoming, 'receive'), 'skipped')


@case('options that contradict a message to oneself')
def _(bench):
    for options in (['--deliver', '--until=login'], ['--deliver', '--only=incoming'],
                    ['--until=delivery', '--only=incoming'], ['--deliver', '--wait=0'],
                    ['--deliver', '--wait=1m']):
        result = bench.run('test', bench.servers.users['pat'].address, *options)
        expect(' '.join(options), result.status, 2)
        expect('standard output', result.out, '')
        expect('lines', len(result.err.splitlines()), 1)


def report_failure(bench, error):
    """What helps to find out: the reason, the report, and what the servers logged."""
    lines = str(error).splitlines()
    last = bench.last
    if last:
        lines.append('command: rrmail ' + ' '.join(last[0]))
        lines.append(f'exit status {last[1].status}')
        lines += last[1].out.splitlines()[:60]
        lines += last[1].err.splitlines()[-15:]
    for line in lines:
        print('# ' + line[:1500])


def main():
    if len(sys.argv) < 2:
        sys.exit('Usage: test_server.py RRMAIL [WORD]')
    become_root([sys.executable, *sys.argv])
    stop_on_signals()
    word = sys.argv[2] if len(sys.argv) > 2 else ''
    chosen = [(name, function) for name, function in CASES if word in name]
    print(f'1..{len(chosen)}', flush=True)
    if not os.access(sys.argv[1], os.X_OK):
        print(f'Bail out! {sys.argv[1]} is not there')
        return 1
    failed = 0
    try:
        with Servers(kinds=('usual', 'tls12', 'clear')) as servers:
            bench = Bench(servers, os.path.abspath(sys.argv[1]))
            for number, (name, function) in enumerate(chosen, 1):
                bench.last = None
                try:
                    function(bench)
                    print(f'ok {number} - {name}', flush=True)
                except (Failure, OSError, KeyError, IndexError, TypeError, ValueError) as error:
                    failed += 1
                    print(f'not ok {number} - {name}')
                    if not isinstance(error, Failure):
                        error = traceback.format_exc()
                    report_failure(bench, error)
                    sys.stdout.flush()
            if failed:
                for line in servers.logs().splitlines():
                    print('# ' + line[:300])
    except ServerError as error:
        print('Bail out! ' + str(error).replace('\n', '\n# '))
        return 1
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
