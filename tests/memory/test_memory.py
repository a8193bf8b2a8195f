#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""After `rrmail test` and `rrmail batch`, however they ended, no byte string of the password is in
the memory of the process.

Usage: test_memory.py RRMAIL MODULE SERVER
"""

import base64
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'cli'))

from command import Command, Tap, check, equal  # noqa: E402
from dresses import NAMES, PASSWORD, encodings, look_for  # noqa: E402

WAIT = 60
ADDRESS = 'pat.practice@nc.rr.com'
# The user and the group of those who own nothing.
NOBODY = 65534


class Server:
    def __init__(self, command, program, scenario):
        path = command.write('scenario.ini',
                             f'[account]\naddress={ADDRESS}\npassword={escape(PASSWORD)}\n'
                             + scenario)
        self.certificate = command.path('ca.pem')
        self.process = subprocess.Popen([program, path, self.certificate], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, env=command.env)
        self.options = ['--ca-file=' + self.certificate, '--no-probes']
        for raw in self.process.stdout:
            line = raw.decode().strip()
            if not line:
                break
            self.options.append(line)
        check(len(self.options) > 2, 'the server did not start')

    def close(self):
        self.process.communicate(b'\n', timeout=WAIT)


def escape(text):
    return text.replace('\\', '\\\\')


def found_after(command, module, arguments, *, secret=PASSWORD, interrupt=None, stdin=None):
    """Runs the command; returns its exit status and what was found in its memory."""
    counts = command.path('found')
    if os.path.exists(counts):
        os.unlink(counts)
    env = dict(command.env, LD_PRELOAD=os.path.abspath(module), RRM_MEMORY_FOUND=counts,
               RRM_MEMORY_LOOK_FOR=look_for(secret))
    process = subprocess.Popen([command.program, *arguments], env=env, cwd=command.home,
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE)
    if interrupt is not None:
        threading.Thread(target=interrupt, args=(process,), daemon=True).start()
    out, err = process.communicate(stdin, timeout=WAIT)
    check(b'fatal' not in err.lower() and process.returncode >= 0, err.decode())
    with open(counts, encoding='utf-8') as file:
        counts = {name: int(count) for name, count in (line.split() for line in file)}
    equal(sorted(counts), NAMES, 'what was looked for')
    return process.returncode, {name: count for name, count in counts.items() if count}, out


def test_what_is_left():
    """Of each dress that loses its first 16 bytes, what is looked for is left."""
    raw = PASSWORD.encode()
    wanted = dict(encodings(PASSWORD))
    dresses = [('tail', raw), ('tail', PASSWORD.replace('=', '=3D').encode()),
               ('url', urllib.parse.quote(PASSWORD, safe='').encode()),
               ('json', json.dumps(PASSWORD).encode()),
               ('utf-16', PASSWORD.encode('utf-16-le')), ('utf-16', PASSWORD.encode('utf-16-be'))]
    dresses += [(f'base64-{before}', base64.b64encode(b'\0' * (-before % 3) + raw))
                for before in range(3)]
    for name, dress in dresses:
        check(wanted[name] in dress[16:], f'{name} is not found in {dress[16:]}')


def test_search_finds(command, module, _serve):
    """A password on the command line stays where it is: the search is not blind."""
    for name, raw in encodings(PASSWORD):
        # Arguments lie one behind the other, with a NUL between two.
        _, found, _ = found_after(command, module, ['explain', *raw.decode().split('\0')])
        check(found.get(name, 0) > 0, f'{name} was not found')


# Name, scenario, options, exit status.
CASES = [
    ('works', '', ['--until=envelope'], 0),
    ('works with POP3', '', ['--incoming=pop3s://mail.twc.com'], 0),
    ('works with STARTTLS', '', ['--incoming=imap://mail.twc.com', '--until=login'], 0),
    ('works by LOGIN', '[all]\nauth=LOGIN\n', ['--until=login'], 0),
    ('works by the command LOGIN', '[imap]\nauth=none\n', ['--only=incoming', '--until=login'], 0),
    ('refused', '[all]\naccept-password=another\n', [], 1),
    ('refused, as JSON', '[all]\naccept-password=another\n', ['--json'], 1),
    ('refused and repeated', '[all]\naccept-password=another\n'
     '[imap]\nreply.rejected=%t NO wrong: ' + escape(PASSWORD) + '\n', ['--transcript'], 1),
    ('hangs up at the login', '[all]\nclose-on=login\n', [], 1),
    ('resets at the login', '[all]\nreset-on=login\n', [], 1),
    ('no answer to the login', '[all]\nsilent-on=login\n', ['--timeout=1'], 1),
    ('bad certificate', '[all]\ncertificate=wrong-name\n', [], 1),
    ('the envelope is refused', '[smtp]\nreply.RCPT=550 5.1.1 nobody\n', [], 1),
]


def test_case(command, module, serve, scenario, options, status):
    server = Server(command, serve, scenario)
    password = command.write('password', PASSWORD + '\n')
    try:
        code, found, out = found_after(
            command, module,
            ['test', ADDRESS, '--no-save', f'--password-file={password}', *options,
             *server.options])
        equal(code, status, out.decode()[-2000:])
        equal(found, {}, 'what is left in the memory')
    finally:
        server.close()


def test_standard_input(command, module, serve):
    server = Server(command, serve, '')
    try:
        code, found, out = found_after(
            command, module,
            ['test', ADDRESS, '--no-save', '--password-file=-', *server.options],
            stdin=PASSWORD.encode())
        equal(code, 0, out.decode()[-2000:])
        equal(found, {}, 'what is left in the memory')
    finally:
        server.close()


def test_stopped(command, module, serve):
    """Ctrl-C while the server thinks about the password."""
    server = Server(command, serve, '[all]\nsilent-on=login\n')
    password = command.write('password', PASSWORD)

    def interrupt(process):
        time.sleep(1)
        process.send_signal(signal.SIGINT)

    try:
        code, found, out = found_after(
            command, module,
            ['test', ADDRESS, '--no-save', f'--password-file={password}', *server.options],
            interrupt=interrupt)
        equal(code, 130, out.decode()[-2000:])
        equal(found, {}, 'what is left in the memory')
    finally:
        server.close()


def read(pid, name):
    with open(f'/proc/{pid}/{name}', 'rb') as file:
        return file.read()


def locked(pid):
    """How much of its memory is locked, in KiB."""
    return next(int(line.split()[1]) for line in read(pid, 'status').decode().splitlines()
                if line.startswith('VmLck:'))


def wait_until(condition):
    until = time.monotonic() + WAIT
    while not condition():
        check(time.monotonic() < until, 'it did not come to that')
        time.sleep(0.02)


def test_from_outside(command, _module, serve):
    """While it waits: no core dump, memory that is locked, keys that are not logged, and neither
    arguments nor environment that tell."""
    server = Server(command, serve, '[all]\nsilent-on=login\n')
    password = command.write('password', PASSWORD)
    keys = command.path('keys')
    process = subprocess.Popen(
        [command.program, 'test', ADDRESS, '--no-save', f'--password-file={password}',
         *server.options], env=dict(command.env, SSLKEYLOGFILE=keys, GNUTLS_DEBUG_LEVEL='99',
                                    G_MESSAGES_DEBUG='all'),
        cwd=command.home, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE)
    try:
        wait_until(lambda: locked(process.pid) > 0)
        limits = read(process.pid, 'limits').decode()
        core = [line.split()[4:6] for line in limits.splitlines() if 'core file size' in line]
        equal(core, [['0', '0']], 'the limit of core dumps')
        check(PASSWORD.encode() not in read(process.pid, 'cmdline'), 'arguments')
        # Not even the same user may read it; root may.
        with contextlib.suppress(PermissionError):
            check(PASSWORD.encode() not in read(process.pid, 'environ'), 'environment')
    finally:
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=WAIT)
        server.close()
    check(not os.path.exists(keys), 'the keys of the session were written down')
    # What GnuTLS calls them when it tells all.
    for name in (b'SECRET[', b'WRITE KEY', b'KEY BLOCK', b'WRITE IV'):
        check(name not in err, f'the keys of the session were printed: {name}')
    for _, raw in encodings(PASSWORD):
        check(raw not in out and raw not in err, 'the password was told')


def waits(pid, program):
    """Whether it has begun, and reads what does not come."""
    for _ in range(5):
        if not read(pid, 'stat').startswith(f'{pid} ({program}) S '.encode()):
            return False
        time.sleep(0.02)
    return True


def may_look(program, how, folder):
    """Whether a process may look into that of a program of the same user."""
    with subprocess.Popen(program, cwd=folder, env={'LC_ALL': 'C.UTF-8'}, stdin=subprocess.PIPE,
                          stdout=subprocess.DEVNULL, **how) as process:
        wait_until(lambda: waits(process.pid, os.path.basename(program[0])))
        seen = subprocess.run(['cat', f'/proc/{process.pid}/environ'], check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **how)
        process.kill()
    return b'LC_ALL' in seen.stdout


def test_same_user(command, _module, _serve):
    """For root nothing is locked: there the command, and who looks, are somebody else's."""
    how = {}
    if os.getuid() == 0:
        how = {'user': NOBODY, 'group': NOBODY, 'extra_groups': []}
    with tempfile.TemporaryDirectory() as folder:
        # What a user cannot read, that user cannot look into either.
        os.chmod(folder, 0o755)
        program = shutil.copy(command.program, folder)
        check(may_look(['cat'], how, folder), 'the look is blind')
        check(not may_look([program, 'explain'], how, folder), 'a look is possible')


def test_batch(command, module, serve):
    server = Server(command, serve, '')
    password = command.write('password', PASSWORD)
    path = command.write('list.csv', 'address,password_file\n' + f'{ADDRESS},{password}\n' * 30)
    try:
        code, found, out = found_after(
            command, module, ['batch', path, '--until=login', *server.options])
        equal((code, len(out.splitlines())), (0, 30), 'reports')
        equal(found, {}, 'what is left in the memory')
    finally:
        server.close()


def test_challenges(command, module, serve):
    """The mechanisms of libgsasl, which does not wipe the copies that it works with."""
    password = command.write('password', PASSWORD)
    for name in ('CRAM-MD5', 'SCRAM-SHA-256'):
        server = Server(command, serve, f'[all]\nauth={name}\n')
        try:
            code, found, out = found_after(
                command, module,
                ['test', ADDRESS, '--no-save', f'--password-file={password}', '--until=login',
                 *server.options])
            equal(code, 0, out.decode()[-2000:])
            equal(found, {}, f'what {name} leaves in the memory')
        finally:
            server.close()


def test_export(command, module, _serve):
    """Every format that holds a password; libqrencode does not wipe what it has copied."""
    password = command.write('password', PASSWORD)
    listed = json.loads(command.run('formats', '--json').out)
    written = []
    for form in (entry['id'] for entry in listed['formats']):
        code, found, _ = found_after(
            command, module,
            ['export', ADDRESS, '--format=' + form, '--with-password',
             f'--password-file={password}', '--output=' + command.path('exported-' + form)])
        check(code in (0, 1), f'{form}: exit {code}')
        if code == 0:
            written.append(form)
        equal(found, {}, f'what {form} leaves in the memory')
    check(len(written) > 5, written)


def main():
    command = Command(sys.argv[1])
    module, serve = sys.argv[2:4]
    tap = Tap()
    try:
        tap.run('what is left of what was freed', test_what_is_left)
        tap.run('the search finds', test_search_finds, command, module, serve)
        for name, scenario, options, status in CASES:
            tap.run(name, test_case, command, module, serve, scenario, options, status)
        for function in (test_standard_input, test_stopped, test_from_outside,
                         test_same_user, test_batch, test_challenges, test_export):
            tap.run(function.__name__[5:].replace('_', ' '), function, command, module, serve)
    finally:
        command.close()
    tap.finish()


if __name__ == '__main__':
    main()
