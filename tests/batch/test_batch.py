#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""rrmail batch, against the practice server and against a server that counts.

Usage: test_batch.py RRMAIL
"""

import contextlib
import json
import os
import resource
import signal
import socket
import struct
import subprocess
import sys
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'cli'))

from command import Command, Result, Tap, check, equal, refused  # noqa: E402

WAIT = 120
N_ACCOUNTS = 200
# With one in ten that is faulty.
N_MANY = 10000 if os.environ.get('RRMAIL_TEST_LONG') else 1200
MANY_JOBS = 50
# An account of a long list costs at most so many times what one of a short list does.
LINEAR = 1.25
HEADER = 'address,password_file,incoming,outgoing,username'


class Practice:
    """`rrmail practice`: what it prints is what is needed to reach it."""

    def __init__(self, command):
        self.process = subprocess.Popen([command.program, 'practice'], env=command.env,
                                        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
        self.ways = []
        words = {}
        for raw in self.process.stdout:
            line = raw.decode().strip()
            if line.startswith('--connect-to='):
                self.ways.append(line)
            elif ': ' in line:
                name, _, value = line.partition(': ')
                words[name] = value
            else:
                break
        self.address = words['Address']
        self.options = ['--ca-file=' + words['Certificate file'], '--no-probes', *self.ways]
        self.password_file = words['Password file']
        with open(self.password_file, encoding='utf-8') as file:
            self.password = file.read()

    def close(self):
        self.process.send_signal(signal.SIGINT)
        self.process.communicate(timeout=WAIT)


class Counter:
    """A server that greets after a while, and counts who is there at once."""

    def __init__(self, delay):
        self.delay = delay
        self.listener = socket.create_server(('127.0.0.1', 0), backlog=100)
        self.port = self.listener.getsockname()[1]
        self.lock = threading.Lock()
        self.now = self.most = self.all = 0
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            with self.lock:
                self.now += 1
                self.all += 1
                self.most = max(self.most, self.now)
            threading.Thread(target=self.greet, args=(connection,), daemon=True).start()

    def greet(self, connection):
        time.sleep(self.delay)
        # Whoever is greeted may hang up, and the next one come, before this thread goes on.
        with self.lock:
            self.now -= 1
        with contextlib.suppress(OSError):
            connection.sendall(b'* OK ready\r\n')
            while connection.recv(1000):
                pass
        connection.close()

    def close(self):
        self.listener.close()


class Faulty:
    """Three servers that are of no use: one takes calls and says nothing, one resets every
    connection, one greets as another kind of server does."""

    def __init__(self):
        self.listeners = {}
        for name, play in (('silent', self.keep), ('reset', self.reset), ('other', self.greet)):
            listener = socket.create_server(('127.0.0.1', 0), backlog=1000)
            self.listeners[name] = listener
            threading.Thread(target=self.serve, args=(listener, play), daemon=True).start()
        self.kept = []

    def port(self, name):
        return self.listeners[name].getsockname()[1]

    def serve(self, listener, play):
        while True:
            try:
                play(listener.accept()[0])
            except OSError:
                return

    def keep(self, connection):
        """As long as the client is there, and a few more."""
        self.kept.append(connection)
        if len(self.kept) > 200:
            self.kept.pop(0).close()

    @staticmethod
    def reset(connection):
        # It has been taken before it is reset: otherwise it is refused.
        with contextlib.suppress(OSError):
            connection.recv(1000)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
        connection.close()

    @staticmethod
    def greet(connection):
        with contextlib.suppress(OSError):
            connection.sendall(b'220 mail.example.net ESMTP\r\n')
            connection.shutdown(socket.SHUT_WR)
        connection.close()

    def close(self):
        for listener in self.listeners.values():
            listener.close()
        for connection in self.kept:
            connection.close()


def reports(result):
    """What was printed: whole objects, one a line."""
    check(result.out == '' or result.out.endswith('\n'), 'the last line is not finished')
    return [json.loads(line) for line in result.out.splitlines()]


def by_line(found):
    lines = {report['line']: report for report in found}
    equal(len(lines), len(found), 'rows that are told once')
    return lines


def code(report):
    return report['findings'][0]['code'] if report['findings'] else None


def run(command, *arguments, stdin=b''):
    done = subprocess.run([command.program, 'batch', *arguments], env=command.env,
                          cwd=command.home, input=stdin, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, timeout=WAIT, check=False)
    return Result(done.returncode, done.stdout, done.stderr)


def refusing():
    """A socket at which nobody listens: as long as it is there, its port is nobody else's, and all
    who come are refused."""
    held = socket.socket()
    held.bind(('127.0.0.1', 0))
    return held


def test_many(command, practice):
    """One account in ten is faulty, in four ways; every verdict is right."""
    wrong = command.write('wrong', 'not-the-password\n')
    closed = refusing()
    port = closed.getsockname()[1]
    faults = [('password-rejected', f'{practice.address},{wrong},,,'),
              ('connection-refused',
               f'{practice.address},{practice.password_file},imaps://mail.twc.com:2,,'),
              ('tls-mode-mismatch',
               f'{practice.address},{practice.password_file},imaps://mail.twc.com:143,,'),
              ('wrong-protocol',
               f'{practice.address},{practice.password_file},imaps://mail.twc.com:995,,')]
    rows, expected = [HEADER], {}
    for number in range(N_ACCOUNTS):
        line = number + 2
        if number % 10 == 7:
            expected[line], row = faults[number // 10 % len(faults)]
        else:
            scheme = ['', 'pop3s://mail.twc.com', 'imap://mail.twc.com'][number % 3]
            expected[line], row = None, f'{practice.address},{practice.password_file},{scheme},,'
        rows.append(row)
    path = command.write('many.csv', '\n'.join(rows) + '\n')
    result = run(command, path, '--jobs=20', '--per-host=20',
                 f'--connect-to=mail.twc.com:2:127.0.0.1:{port}', *practice.options)
    equal(result.status, 1, str(result)[:2000])
    found = by_line(reports(result))
    equal(sorted(found), sorted(expected), 'rows')
    for line, wanted in expected.items():
        equal(code(found[line]), wanted, f'the finding of line {line}')
        equal(found[line]['verdict'], 'not-working' if wanted else 'working', f'line {line}')
        equal(found[line]['account']['address'], practice.address, f'line {line}')
        equal(found[line]['format'], 'rrmail-report', f'line {line}')
    for secret in (practice.password, 'not-the-password'):
        check(secret not in result.out and secret not in result.err, 'a password was shown')
    equal(result.err, '', 'standard error')


def test_json_lines(command, practice):
    rows = [{'address': practice.address, 'password_file': practice.password_file},
            {'address': practice.address, 'password_file': practice.password_file,
             'incoming': 'pop3', 'outgoing': None, 'username': practice.address}]
    text = ''.join(json.dumps(row) + '\n' for row in rows)
    result = run(command, '-', *practice.options, stdin=text.encode())
    equal(result.status, 0, str(result)[:2000])
    found = by_line(reports(result))
    equal([found[line]['verdict'] for line in sorted(found)], ['working'] * 2, 'verdicts')
    equal(found[2]['services'][0]['protocol'], 'pop3', 'the wish of the second line')


def test_quoting(command, practice):
    """RFC 4180: quotes, commas and line ends inside of them, CRLF, a byte order mark."""
    odd = os.path.join('a, "b"\nc', 'password')
    command.write(odd, practice.password + '\n')
    quoted = '"' + odd.replace('"', '""') + '"'
    text = ('\ufeffusername,"password_file",address\r\n'
            f'{practice.address},{quoted},"{practice.address}"\r\n\r\n'
            f',{practice.password_file},{practice.address}')
    path = command.write('odd.csv', '')
    with open(path, 'w', encoding='utf-8', newline='') as file:
        file.write(text)
    result = run(command, path, '--until=login', *practice.options)
    equal(result.status, 0, str(result)[:2000])
    # The quoted name goes over two lines, and an empty line follows.
    equal(sorted(by_line(reports(result))), [2, 5], 'line numbers')


def test_bad_lines(command, practice):
    good = f'{practice.address},{practice.password_file}'
    rows = [('address,password_file,incoming', None),
            ('no-address,x', 'no @'),
            (good, ''),
            (f'"{practice.address},x', 'quote'),
            (f'{practice.address}', 'password_file'),
            (f'{practice.address},{command.path("missing")}', 'cannot be read'),
            (f'{good},imaps://a:b@c', 'incoming: '),
            (f'{good},imap+cleartext://c', '--allow-cleartext'),
            (f'{good},,more', 'more fields'),
            (f'{practice.address},-', 'Standard input'),
            (f'pat@some-domain.example,{practice.password_file}', 'rrmail lookup'),
            (good, '')]
    path = command.write('bad.csv', '\n'.join(row for row, _ in rows) + '\n')
    result = run(command, path, '--until=login', *practice.options)
    equal(result.status, 1, str(result)[:2000])
    found = by_line(reports(result))
    for line, (_, words) in enumerate(rows, 1):
        if words is None:
            check(line not in found, 'the line of names')
        elif words == '':
            equal(found[line]['verdict'], 'working', f'line {line}')
            check('error' not in found[line], f'line {line}')
        else:
            equal(found[line]['verdict'], 'not-working', f'line {line}')
            check(words in found[line]['error'], found[line]['error'])
            check(sorted(set(found[1 + rows.index((good, ''))]) - set(found[line])) == [],
                  'a member is missing')
            equal(found[line]['until'], 'login', 'until')
            equal([finding['code'] for finding in found[line]['findings']],
                  ['address-typo'] if words == 'no @' else [], words)

    bad = ['{"address": 3}', '[]', '{', '{"address": "x@nc.rr.com", "pasword_file": "y"}',
           '{"address": "x@nc.rr.com", "password": "y"}', '[' * 50000,
           '{"a":' * 50000]
    text = '{"address": "none"}\n' + '\n'.join(bad) + '\n'
    result = run(command, '-', stdin=text.encode() + b'\xff\xfe\n')
    equal(result.status, 1, str(result)[:2000])
    found = by_line(reports(result))
    equal(sorted(found), list(range(1, len(bad) + 3)), 'rows')
    for report in found.values():
        check(report['error'] and report['services'] == [], report)
        check('"y"' not in report['error'], report)


def test_resume(command, practice):
    """What was stopped goes on where it was, from one file."""
    rows = [{'address': practice.address, 'password_file': practice.password_file,
             'username': practice.address if number % 5 else f'nobody{number}'}
            for number in range(60)]
    # A blank more or less makes another row; but a row may stand there twice.
    lines = [json.dumps(row) + ' ' * number + '\n' for number, row in enumerate(rows)]
    rows.append(rows[1])
    lines.append(lines[1])
    path = command.write('list.jsonl', ''.join(lines))
    record = command.path('record.jsonl')
    options = [path, '--resume=' + record, '--jobs=2', '--until=login', *practice.options]
    first = subprocess.Popen([command.program, 'batch', *options], env=command.env,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    seen = b''.join(first.stdout.readline() for _ in range(9))
    first.send_signal(signal.SIGINT)
    rest, errors = first.communicate(timeout=WAIT)
    equal(first.returncode, 130, errors.decode())
    one = [json.loads(line) for line in (seen + rest).splitlines()]
    check(9 <= len(one) < len(rows), f'{len(one)} reports before the interruption')
    with open(record, encoding='utf-8') as file:
        equal([json.loads(line) for line in file], one, 'what the file holds')
    # What a crash leaves behind.
    with open(record, 'a', encoding='utf-8') as file:
        file.write('{"line": 1, "key": "')

    second = run(command, *options)
    two = reports(second)
    finished = [report for report in one if not report['stopped']]
    found = by_line(finished + two)
    equal(sorted(found), list(range(1, len(rows) + 1)), 'rows of both runs')
    for line, report in found.items():
        bad = rows[line - 1]['username'].startswith('nobody')
        equal(report['verdict'], 'not-working' if bad else 'working', f'line {line}')
    equal(second.status, 1, second.err)

    third = run(command, *options)
    equal((third.status, third.out), (1, ''), 'when all is done')
    # The account was changed: it is another one.
    with open(path, 'a', encoding='utf-8') as file:
        file.write(json.dumps({'address': practice.address, 'incoming': 'pop3',
                               'password_file': practice.password_file}) + '\n')
    fourth = run(command, *options)
    equal([report['line'] for report in reports(fourth)], [len(rows) + 1], 'what is new')


def test_resume_asks_more(command, practice):
    """A report stands for what was asked: not for a deeper test, nor for another password, another
    direction or other columns."""
    password = command.write('changing', practice.password)
    path = command.write('deeper.csv', 'address,password_file,username,incoming\n'
                         f'{practice.address},{password},{practice.address},\n')
    record = command.path('deeper.jsonl')

    def told(*options):
        result = run(command, path, '--resume=' + record, *practice.options, *options)
        return result.status, [(report['verdict'], report['until']) for report in reports(result)]

    equal(told('--until=greeting'), (0, [('incomplete', 'greeting')]), 'the first test')
    equal(os.stat(record).st_mode & 0o777, 0o600, 'who may read the file')
    equal(told('--until=greeting'), (0, []), 'the same again')
    equal(told('--until=login', '--only=incoming'), (0, [('working', 'login')]), 'one direction')
    equal(told('--until=login'), (0, [('working', 'login')]), 'a deeper test')
    equal(told('--until=login'), (0, []), 'the deeper one again')
    equal(told('--until=login', '--timeout=14'), (0, [('working', 'login')]), 'another limit')

    # Of the same length; a test that reads no password does not ask for it.
    command.write('changing', 'x' * len(practice.password))
    equal(told('--until=greeting'), (0, []), 'without a login')
    equal(told('--until=login'), (1, [('not-working', 'login')]), 'another password')
    equal(told('--until=login'), (1, []), 'the other password again')
    with open(record, encoding='utf-8') as file:
        check(practice.password not in file.read(), 'the password is in the file')

    with open(path, encoding='utf-8') as file:
        text = file.read()
    command.write('deeper.csv', text.replace('username,incoming', 'username,outgoing'))
    equal(told('--until=greeting')[1], [('incomplete', 'greeting')], 'other columns')


def test_resume_same_file(command, practice):
    """Standard output may be that file."""
    text = json.dumps({'address': practice.address, 'password_file': practice.password_file})
    path = command.write('one.jsonl', text + '\n')
    record = command.path('same.jsonl')
    for _ in range(2):
        with open(record, 'ab') as output:
            done = subprocess.run([command.program, 'batch', path, '--resume=' + record,
                                   '--until=login', *practice.options], env=command.env,
                                  stdout=output, timeout=WAIT, check=False)
        equal(done.returncode, 0, 'exit')
        with open(record, encoding='utf-8') as file:
            equal(len([json.loads(line) for line in file]), 1, 'reports')


def test_interrupt(command, _practice):
    """Ctrl-C while nobody answers: the reports of those under test come all the same."""
    silent = Counter(WAIT)
    rows = ['address,incoming'] + [f'pat{n}@nc.rr.com,imap+cleartext://127.0.0.1:{silent.port}'
                                   for n in range(50)]
    path = command.write('silent.csv', '\n'.join(rows) + '\n')
    batch = subprocess.Popen([command.program, 'batch', path, '--until=greeting', '--jobs=5',
                              '--per-host=5', '--only=incoming', '--allow-cleartext',
                              '--timeout=60', '--no-probes'], env=command.env,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    until = time.monotonic() + WAIT
    while silent.all < 5 and time.monotonic() < until:
        time.sleep(0.02)
    begun = time.monotonic()
    batch.send_signal(signal.SIGINT)
    out, err = batch.communicate(timeout=WAIT)
    check(time.monotonic() - begun < 5, 'it took too long')
    equal(batch.returncode, 130, err.decode())
    found = [json.loads(line) for line in out.splitlines()]
    equal(sorted(report['line'] for report in found), [2, 3, 4, 5, 6], 'rows under test')
    for report in found:
        equal((report['stopped'], report['verdict']), (True, 'incomplete'), 'what is told')
    silent.close()


def test_paused(command, _practice):
    """Stopped with Ctrl-Z over the limit: the answer that came meanwhile counts."""
    server = Counter(1)
    path = command.write('paused.csv', 'address,incoming\n'
                         f'pat@nc.rr.com,imap+cleartext://127.0.0.1:{server.port}\n')
    batch = subprocess.Popen([command.program, 'batch', path, '--until=greeting', '--timeout=1.5',
                              '--only=incoming', '--allow-cleartext', '--no-probes'],
                             env=command.env, stdout=subprocess.PIPE)
    until = time.monotonic() + WAIT
    while server.all < 1 and time.monotonic() < until:
        time.sleep(0.02)
    batch.send_signal(signal.SIGSTOP)
    time.sleep(2)
    batch.send_signal(signal.SIGCONT)
    out, _ = batch.communicate(timeout=WAIT)
    report = json.loads(out)
    equal((report['verdict'], code(report), report['stopped']),
          ('incomplete', 'cleartext-chosen', False), 'a server that greeted in time')
    equal(batch.returncode, 0, 'exit')
    server.close()


def start_long(command, practice, name, **how):
    """A list that takes a while, with a file to go on from: the process, its options and the first
    reports."""
    row = json.dumps({'address': practice.address, 'password_file': practice.password_file})
    path = command.write(name + '.jsonl', (row + '\n') * 60)
    options = [path, '--resume=' + command.path(name + '-record.jsonl'), '--jobs=2',
               '--until=login', *practice.options]
    batch = subprocess.Popen([command.program, 'batch', *options], env=command.env,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE, **how)
    return batch, options, b''.join(batch.stdout.readline() for _ in range(5))


def stopped_by(command, practice, number):
    """Told from Ctrl-C by nothing: what was done is told, and the file goes on."""
    batch, options, seen = start_long(command, practice, number.name)
    batch.send_signal(number)
    rest, errors = batch.communicate(timeout=WAIT)
    equal((batch.returncode, errors), (130, b''), 'exit')
    told = [json.loads(line) for line in (seen + rest).splitlines()]
    check(5 <= len(told) < 60, f'{len(told)} reports before the end')
    done = sum(not report['stopped'] for report in told)
    equal(len(reports(run(command, *options))), 60 - done, 'reports of the second run')


def test_terminate(command, practice):
    stopped_by(command, practice, signal.SIGTERM)


def test_hang_up(command, practice):
    """The terminal is closed."""
    stopped_by(command, practice, signal.SIGHUP)


def test_no_hang_up(command, practice):
    """Behind nohup it goes on."""
    batch, _, seen = start_long(
        command, practice, 'nohup',
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
    batch.send_signal(signal.SIGHUP)
    rest, errors = batch.communicate(timeout=WAIT)
    equal((batch.returncode, errors), (0, b''), 'exit')
    equal(len((seen + rest).splitlines()), 60, 'reports')


def test_broken_pipe(command, practice):
    """Whoever reads the reports goes away: the batch ends, and no report counts that was not
    taken."""
    row = json.dumps({'address': practice.address, 'password_file': practice.password_file})
    path = command.write('pipe.jsonl', (row + '\n') * 40)
    record = command.path('pipe-record.jsonl')
    options = [path, '--resume=' + record, '--jobs=2', '--until=login', *practice.options]
    batch = subprocess.Popen([command.program, 'batch', *options], env=command.env,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    for _ in range(3):
        batch.stdout.readline()
    batch.stdout.close()
    errors = batch.stderr.read()
    batch.stderr.close()
    equal(batch.wait(timeout=WAIT), 3, errors.decode())
    check(b'cannot be written' in errors, errors)
    with open(record, encoding='utf-8') as file:
        done = [json.loads(line) for line in file]
    check(3 <= len(done) < 40, f'{len(done)} reports in the file')
    check(not any(report['stopped'] for report in done), 'a stopped test is in the file')
    equal(len(reports(run(command, *options))), 40 - len(done), 'reports of the second run')


def test_full_record(command, practice):
    """The disk is full where the reports are kept: half of one counts as nothing."""
    row = json.dumps({'address': practice.address, 'password_file': practice.password_file})
    path = command.write('small.jsonl', (row + '\n') * 20)
    record = command.path('small-record.jsonl')
    options = [path, '--resume=' + record, '--jobs=2', '--until=login', *practice.options]

    def shrink():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (10000, 10000))

    done = subprocess.run([command.program, 'batch', *options], env=command.env, timeout=WAIT,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False,
                          preexec_fn=shrink)
    equal(done.returncode, 3, done.stderr.decode())
    check(b'--resume' in done.stderr and b'cannot be written' in done.stderr, done.stderr)
    equal(os.path.getsize(record), 10000, 'the size of the file')
    with open(record, encoding='utf-8') as file:
        kept = sum(line.endswith('\n') for line in file)
    check(0 < kept < 20, f'{kept} whole reports')
    equal(len(reports(run(command, *options))), 20 - kept, 'reports of the second run')


def high_water(pid):
    """The most memory of a process so far, in KiB; 0 once it has ended."""
    with open(f'/proc/{pid}/status', encoding='ascii') as file:
        return next((int(line.split()[1]) for line in file if line.startswith('VmHWM:')), 0)


def lean(command):
    """The environment of a command whose memory is measured: a sanitizer would keep what was
    freed."""
    return dict(command.env, ASAN_OPTIONS=command.env.get('ASAN_OPTIONS', '')
                + ':quarantine_size_mb=1')


def limited(command):
    """The same with at most 2 GiB of memory.  A sanitizer maps far more than it uses, and has a
    limit of its own."""
    with open(command.program, 'rb') as file:
        is_sanitized = b'__asan_init' in file.read()
    env = lean(command)
    env['ASAN_OPTIONS'] += ':hard_rss_limit_mb=2048'
    return {'env': env, 'preexec_fn': None if is_sanitized else lambda: resource.setrlimit(
        resource.RLIMIT_AS, (2 << 30, 2 << 30))}


def peak(command, rows, port):
    """The most memory, in KiB, and the seconds of the processor for each of the accounts, all of
    which are refused."""
    path = command.write('memory.csv', 'address,incoming\n'
                         + f'pat@nc.rr.com,imap+cleartext://127.0.0.1:{port}\n' * rows)
    batch = subprocess.Popen([command.program, 'batch', path, '--until=greeting', '--jobs=50',
                              '--per-host=50', '--only=incoming', '--allow-cleartext', '--ipv4',
                              '--no-probes'], env=lean(command), stdout=subprocess.PIPE)
    told = most = 0
    for _ in batch.stdout:
        told += 1
        if told % 100 == 0:
            most = max(most, high_water(batch.pid))
    batch.stdout.close()
    _, status, usage = os.wait4(batch.pid, 0)
    batch.returncode = os.waitstatus_to_exitcode(status)
    equal((batch.returncode, told), (1, rows), 'exit and reports')
    return most, (usage.ru_utime + usage.ru_stime) / rows


def test_memory(command, _practice):
    """Ten thousand accounts take little more memory than five hundred do, and each of them no more
    of the processor."""
    closed = refusing()
    port = closed.getsockname()[1]
    for _ in range(3):
        few, few_seconds = peak(command, 500, port)
        many, many_seconds = peak(command, 10000, port)
        print(f'# 500 accounts: {few} KiB, {few_seconds * 1e6:.0f} microseconds each; '
              f'10,000: {many} KiB, {many_seconds * 1e6:.0f} microseconds')
        check(many - few < 4096, f'500 accounts: {few} KiB, 10,000: {many} KiB')
        # What else runs may slow one of the two down, but hardly each time the same.
        if many_seconds <= few_seconds * LINEAR:
            return
    raise AssertionError('the processor has more to do for each account of a long list')


class Faults:
    """The rows of accounts with which something is wrong, and what is to be found."""

    def __init__(self, command, practice, faulty):
        wrong = command.write('wrong-too', 'not-the-password\n')
        self.closed = refusing()
        port = self.closed.getsockname()[1]
        good = f'{practice.address},{practice.password_file}'
        clear = 'imap+cleartext://127.0.0.1'
        self.rows = [
            ('password-rejected', f'{practice.address},{wrong},imaps://mail.twc.com'),
            ('connection-refused', f'{good},{clear}:{port}'),
            ('server-too-slow', f'{good},{clear}:{faulty.port("silent")}'),
            ('connection-reset', f'{good},imaps://127.0.0.1:{faulty.port("reset")}'),
            ('certificate-wrong-name', f'{good},imaps://mail.example.org'),
            ('wrong-protocol', f'{good},{clear}:{faulty.port("other")}')]
        imap = next(way for way in practice.ways if way.startswith('--connect-to=mail.twc.com:993'))
        self.options = [imap.replace('mail.twc.com', 'mail.example.org')]


def descriptors(pid):
    try:
        return len(os.listdir(f'/proc/{pid}/fd'))
    except OSError:
        return 0


def test_one_in_ten(command, practice):
    """One in ten is faulty, in every way: each verdict is right, and neither memory nor descriptors
    grow with the list."""
    faulty = Faulty()
    faults = Faults(command, practice, faulty)
    rows, expected = ['address,password_file,incoming'], {}
    for number in range(N_MANY):
        wanted, row = None, f'{practice.address},{practice.password_file},imaps://mail.twc.com'
        if number % 10 == 3:
            wanted, row = faults.rows[number // 10 % len(faults.rows)]
        expected[number + 2] = wanted
        rows.append(row)
    path = command.write('one-in-ten.csv', '\n'.join(rows) + '\n')
    batch = subprocess.Popen([command.program, 'batch', path, f'--jobs={MANY_JOBS}',
                              f'--per-host={MANY_JOBS}', '--until=login', '--only=incoming',
                              '--allow-cleartext', '--ipv4', '--timeout=5', *faults.options,
                              *practice.options],
                             env=lean(command), stdout=subprocess.PIPE)
    found, memory, most = {}, [], 0
    for line in batch.stdout:
        report = json.loads(line)
        check(report['line'] not in found, 'a row is told twice')
        found[report['line']] = (report['verdict'], code(report))
        if len(found) % 100 == 0:
            memory.append(high_water(batch.pid))
            most = max(most, descriptors(batch.pid))
    batch.stdout.close()
    equal(batch.wait(timeout=WAIT), 1, 'exit')
    faulty.close()
    equal(len(found), N_MANY, 'reports')
    for line, wanted in expected.items():
        equal(found[line], ('not-working' if wanted else 'working', wanted), f'line {line}')
    print(f'# {N_MANY} accounts: {memory[1]} KiB after 200, {max(memory)} KiB at most, '
          f'{most} descriptors')
    check(0 < most <= 2 * MANY_JOBS + 20, f'{most} descriptors')
    check(memory[1] > 0 and max(memory) - memory[1] < 4096, memory)


def test_limits(command, _practice):
    """No more than asked for at once, at one server and in all; a busy server holds nobody up."""
    one, two = Counter(0.15), Counter(0.15)
    hosts = [f'127.0.0.1:{one.port}'] * 18 + [f'localhost:{two.port}'] * 6
    rows = ['address,incoming'] + [f'pat@nc.rr.com,imap+cleartext://{host}' for host in hosts]
    path = command.write('limits.csv', '\n'.join(rows) + '\n')
    options = ['--until=greeting', '--only=incoming', '--allow-cleartext', '--ipv4', '--no-probes']
    result = run(command, path, '--jobs=5', '--per-host=3', *options)
    equal(result.status, 0, str(result)[:2000])
    found = reports(result)
    equal(len(found), len(hosts), 'reports')
    equal(one.most, 3, 'connections to one server at once')
    check(1 <= two.most <= 3, f'{two.most} connections to the other')
    # The first of the second server ends before the last of the first begins.
    places = [report['line'] for report in found]
    check(places.index(20) < places.index(19), f'the order was {places}')
    one.close()
    two.close()


def test_terminal(command, practice):
    """Progress is for a terminal, and leaves the reports alone."""
    row = json.dumps({'address': practice.address, 'password_file': practice.password_file})
    path = command.write('terminal.jsonl', (row + '\n') * 3)
    result = command.run_on_terminal([], 'batch', path, '--until=login', *practice.options)
    equal(result.status, 0, result.out)
    check('3 of 3 tested, 3 work, 0 do not' in result.out, result.out[-200:])
    lines = [line.split('\x1b[K')[-1] for line in result.out.splitlines() if '"key"' in line]
    equal(len([json.loads(line) for line in lines]), 3, 'reports on a terminal')


def test_refusals(command, practice):
    """A wrong command line is 2, a file that is no list is 3."""
    good = command.write('good.csv', f'address\n{practice.address}\n')
    refused(run(command), 2, 'list')
    refused(run(command, good, 'more'), 2, 'more')
    refused(run(command, good, '--jobs=0'), 2, '--jobs', '0')
    refused(run(command, good, '--jobs=x'), 2, '--jobs')
    refused(run(command, good, '--per-host=-1'), 2, '--per-host')
    refused(run(command, good, '--until=never'), 2, 'never')
    refused(run(command, good, '--nothing'), 2, '--nothing')
    refused(run(command, command.path('missing.csv')), 3, 'missing.csv')
    refused(run(command, command.home), 3, command.home)
    refused(run(command, good, '--resume=' + command.path('no', 'folder')), 3, '--resume')
    refused(run(command, good, '--ca-file=' + good), 3, '--ca-file')
    for text, words in (('', 'nothing'), ('\n\n', 'nothing'), ('pat@nc.rr.com\n', 'pat@nc.rr.com'),
                        ('username,password_file\n', 'address'),
                        ('address,password\nx,y\n', 'password_file'),
                        ('address,address\n', 'twice'), ('address,"x\n', 'first line')):
        refused(run(command, command.write('bad', text)), 3, words)


def test_other_file(command, practice):
    """What is named by mistake as the file to go on from stays as it is, and is no file to wait
    for; a list or a file of certificates that never ends is not read into all the memory."""
    row = f'address,password_file\n{practice.address},{practice.password_file}\n'
    path = command.write('mistaken.csv', row)
    fifo = command.path('fifo')
    os.mkfifo(fifo)
    for name, content in (('mistaken.csv', row), ('letter.txt', '\nDear Pat\n'),
                          ('rows.jsonl', '{"address":"pat@nc.rr.com"}\n'), ('nul', '\0' * 99),
                          ('short', 'x')):
        other = command.write(name, content)
        refused(run(command, path, '--resume=' + other, *practice.options), 3, '--resume', other)
        with open(other, encoding='utf-8') as file:
            equal(file.read(), content, other)
    for other in (fifo, '/dev/zero', '/dev/full'):
        refused(run(command, path, '--resume=' + other, *practice.options), 3, '--resume', other)
    # Half of the first report, and nothing but an empty line: these are no mistake.
    for begin in ('{"li', '{"line":2,"key":"ab', '\n'):
        record = command.write('begun.jsonl', begin)
        result = run(command, path, '--resume=' + record, '--until=login', *practice.options)
        equal((result.status, len(reports(result))), (0, 1), result.err)
    for arguments in (['/dev/zero'], [path, '--ca-file=/dev/zero']):
        done = subprocess.run([command.program, 'batch', *arguments, '--until=login'],
                              timeout=WAIT, check=False, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, **limited(command))
        equal((done.returncode, done.stdout), (3, b''), done.stderr.decode())
        check(b'rrmail: ' in done.stderr and b'/dev/zero' in done.stderr, done.stderr)


def test_full_disk(command, practice):
    """What cannot be told ends the batch, and says so."""
    row = json.dumps({'address': practice.address, 'password_file': practice.password_file})
    path = command.write('full.jsonl', (row + '\n') * 30)
    with open('/dev/full', 'wb') as full:
        done = subprocess.run([command.program, 'batch', path, '--until=login',
                               *practice.options], env=command.env, stdout=full,
                              stderr=subprocess.PIPE, timeout=WAIT, check=False)
    equal(done.returncode, 3, done.stderr)
    check(b'cannot be written' in done.stderr, done.stderr)


def main():
    command = Command(sys.argv[1])
    practice = Practice(command)
    tap = Tap()
    try:
        for function in (test_many, test_json_lines, test_quoting, test_bad_lines, test_resume,
                         test_resume_asks_more, test_resume_same_file, test_interrupt,
                         test_paused, test_terminate, test_hang_up, test_no_hang_up,
                         test_broken_pipe, test_limits, test_terminal, test_refusals,
                         test_full_disk, test_full_record, test_other_file, test_memory,
                         test_one_in_ten):
            tap.run(function.__name__[5:].replace('_', ' '), function, command, practice)
    finally:
        practice.close()
        command.close()
    tap.finish()


if __name__ == '__main__':
    main()
