# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the command share: running it in a home of its own, TAP."""

import os
import pty
import select
import shutil
import subprocess
import sys
import tempfile
import traceback

WAIT = 30


class Result:
    def __init__(self, status, out, err):
        self.status = status
        self.raw = out
        self.out = out.decode('utf-8', 'replace')
        self.err = err.decode('utf-8', 'replace')

    def __str__(self):
        return f'exit {self.status}\n{self.out}\n{self.err}'


class Command:
    """rrmail, with settings, files and language of its own."""

    def __init__(self, program):
        self.program = os.path.abspath(program)
        self.home = tempfile.mkdtemp(prefix='rrmail-cli-')
        self.env = {'PATH': os.environ['PATH'], 'HOME': self.home, 'LC_ALL': 'C.UTF-8',
                    'XDG_CONFIG_HOME': self.path('config'), 'XDG_RUNTIME_DIR': self.home,
                    'DBUS_SESSION_BUS_ADDRESS': 'unix:path=' + self.path('no-bus'),
                    'G_DEBUG': 'fatal-warnings'}
        for name in ('LSAN_OPTIONS', 'ASAN_OPTIONS', 'UBSAN_OPTIONS'):
            if name in os.environ:
                self.env[name] = os.environ[name]

    def path(self, *names):
        return os.path.join(self.home, *names)

    def write(self, name, text, mode=0o600):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        with open(self.path(name), 'w', encoding='utf-8') as file:
            file.write(text)
        os.chmod(self.path(name), mode)
        return self.path(name)

    def run(self, *arguments, stdin=b''):
        done = subprocess.run([self.program, *arguments], env=self.env, cwd=self.home,
                              input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              timeout=WAIT, check=False)
        return Result(done.returncode, done.stdout, done.stderr)

    def run_on_terminal(self, answers, *arguments):
        """Runs it with a terminal; answers are (what is asked, what is typed)."""
        pid, terminal = pty.fork()
        if pid == 0:
            os.chdir(self.home)
            os.execve(self.program, [self.program, *arguments], self.env)
        seen = b''
        answers = list(answers)
        while True:
            if not select.select([terminal], [], [], WAIT)[0]:
                raise AssertionError(f'nothing came after {seen!r}')
            try:
                some = os.read(terminal, 4096)
            except OSError:
                some = b''
            if not some:
                break
            seen += some
            if answers and answers[0][0].encode() in seen:
                os.write(terminal, answers.pop(0)[1].encode())
        os.close(terminal)
        return Result(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), seen, b'')

    def close(self):
        shutil.rmtree(self.home)


class Tap:
    """One line for each test, and the plan at the end."""

    def __init__(self):
        self.count = 0
        self.failed = 0

    def run(self, name, function, *arguments):
        self.count += 1
        try:
            function(*arguments)
        except Exception:  # A test that breaks is a test that failed.
            self.failed += 1
            print(f'not ok {self.count} - {name}')
            for line in traceback.format_exc().splitlines():
                print(f'# {line}')
        else:
            print(f'ok {self.count} - {name}')
        sys.stdout.flush()

    def finish(self):
        print(f'1..{self.count}')
        sys.exit(1 if self.failed else 0)


def equal(found, expected, what):
    if found != expected:
        raise AssertionError(f'{what}: {found!r} is not {expected!r}')


def check(condition, what):
    if not condition:
        raise AssertionError(str(what))


def refused(result, status, *words):
    """One line on standard error that names these words, nothing on standard output."""
    equal(result.status, status, str(result))
    equal(result.out, '', 'standard output')
    line = [line for line in result.err.splitlines() if line.startswith('rrmail: ')]
    equal(len(line), 1, f'lines of complaint: {result.err}')
    for word in words:
        check(word in line[0], f'{word!r} is not in {line[0]!r}')
    check('!' not in line[0], line[0])
