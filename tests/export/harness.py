# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the exporters share: the program that exports, accounts, TAP."""

import base64
import copy
import json
import os
import subprocess
import sys
import traceback


class Exporter:
    """The exporters, behind a pipe. Each answer is a list of files, or a refusal."""

    def __init__(self, program=None):
        self.process = subprocess.Popen([program or os.environ['RRM_EXPORTER']], text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        encoding='utf-8')

    def ask(self, request):
        self.process.stdin.write(json.dumps(request, ensure_ascii=False) + '\n')
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise AssertionError(f'the exporter ended: {request}')
        return json.loads(line)

    def formats(self):
        return self.ask({'list': True})['formats']

    def export(self, format_id, account, **options):
        answer = self.ask({'format': format_id, 'account': account, **options})
        if 'error' in answer:
            raise Refused(answer['error'], answer['setting'], answer['losses'])
        files = [File(f['name'], f['mode'], base64.b64decode(f['base64']))
                 for f in answer['files']]
        return Export(files, answer['losses'])

    def close(self):
        self.process.stdin.close()
        if self.process.wait(30) != 0:
            raise AssertionError('the exporter ended badly')


class Refused(Exception):
    def __init__(self, code, setting, losses):
        super().__init__(f'{code} ({setting})')
        self.code = code
        self.setting = setting
        self.losses = losses


class File:
    def __init__(self, name, mode, data):
        self.name = name
        self.mode = mode
        self.data = data

    @property
    def text(self):
        return self.data.decode('utf-8')


class Export:
    def __init__(self, files, losses):
        self.files = files
        self.losses = losses

    def by_suffix(self, suffix):
        return next(f for f in self.files if f.name.endswith(suffix))


PORTS = {('imap', 'tls'): 993, ('imap', 'starttls'): 143, ('imap', 'none'): 143,
         ('pop3', 'tls'): 995, ('pop3', 'starttls'): 110, ('pop3', 'none'): 110,
         ('smtp', 'tls'): 465, ('smtp', 'starttls'): 587, ('smtp', 'none'): 587}


def server(protocol, security, host, username, auth='plain', port=None):
    return {'protocol': protocol, 'security': security, 'host': host, 'username': username,
            'auth': auth, 'port': port or PORTS[protocol, security]}


def account(protocol='imap', security='tls', outgoing_security='starttls', login='same', **changes):
    """A plain account; login says how the outgoing server is signed in to: same, own, none."""
    made = {
        'address': 'pat@example.org',
        'name': 'Pat Example',
        'organization': '',
        'reply_address': '',
        'incoming': server(protocol, security, f'{protocol}.example.org', 'pat@example.org'),
        'outgoing': server('smtp', outgoing_security, 'smtp.example.org',
                           {'same': 'pat@example.org', 'own': 'relay-7', 'none': ''}[login],
                           'none' if login == 'none' else 'plain'),
    }
    made.update(changes)
    return copy.deepcopy(made)


class Tap:
    """One line for each check, and the plan at the end."""

    def __init__(self):
        self.count = 0
        self.failed = 0

    def ok(self, passed, name, details=''):
        self.count += 1
        self.failed += not passed
        print(f"{'ok' if passed else 'not ok'} {self.count} - {name}")
        if not passed:
            for line in str(details).splitlines():
                print(f'# {line}')
        sys.stdout.flush()

    def run(self, name, function, *arguments, **options):
        try:
            function(*arguments, **options)
        except Exception:  # A test that breaks is a test that failed.
            self.ok(False, name, traceback.format_exc())
        else:
            self.ok(True, name)

    def skip(self, name, reason):
        self.count += 1
        print(f'ok {self.count} - {name} # SKIP {reason}')

    def finish(self):
        print(f'1..{self.count}')
        sys.exit(1 if self.failed else 0)


def equal(found, expected, what):
    if found != expected:
        raise AssertionError(f'{what}: {found!r} is not {expected!r}')
