#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The password in the memory of the window: while it is in use in locked memory alone, and
afterwards nowhere, in no dress.

Two copies are of the toolkit, and nobody else can reach them: that of the letters while they are
shown, and what another program sent as a whole (pasted, or put in by assistive technology), which
lies where libxcb or GIO received it until something longer comes.

Usage: test_secrets.py RRMAIL (the program of the window is in RRMAIL_SETUP, the module that looks
through its memory in RRMAIL_MEMORY, the server in RRMAIL_MEMORY_SERVER)
"""

import contextlib
import os
import re
import subprocess
import sys

from cases import Run, begin, case, focus, go_to_settings, save, start

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path += [os.path.join(HERE, '..', 'memory'), os.path.join(HERE, '..', 'cli')]

from command import Command, equal  # noqa: E402
from dresses import NAMES, PASSWORD, look_for  # noqa: E402
from test_memory import Server  # noqa: E402


class Watched:
    """A window that can be asked what its memory holds, and a server that knows the password."""

    def __init__(self, scenario=''):
        self.command = Command(sys.argv[1])
        self.server = Server(self.command, os.environ['RRMAIL_MEMORY_SERVER'], scenario)
        self.counts = self.command.path('found')
        self.ask = self.command.path('ask')
        os.mkfifo(self.ask)
        self.run = Run(*[option for option in self.server.options if option != '--no-probes'],
                       secrets=[PASSWORD], environment={
                           'LD_PRELOAD': os.environ['RRMAIL_MEMORY'], 'RRM_MEMORY_ASK': self.ask,
                           'RRM_MEMORY_FOUND': self.counts,
                           'RRM_MEMORY_LOOK_FOR': look_for(PASSWORD)})

    def __enter__(self):
        self.window = self.run.__enter__()
        return self

    def __exit__(self, kind, *rest):
        try:
            self.run.__exit__(kind, *rest)
            if kind is None:
                assert self.take() == {}, 'the window has gone, the password is still there'
        finally:
            self.server.close()
            self.command.close()

    def take(self):
        """What was found, as soon as all was looked for."""
        import driver
        lines = driver.wait_for('the memory to be looked through', lambda: (
            os.path.exists(self.counts) and self.whole()))
        os.unlink(self.counts)
        counts = {name: int(count) for name, count in lines}
        assert sorted(counts) == NAMES, counts
        return {name: count for name, count in counts.items() if count}

    def whole(self):
        with open(self.counts, encoding='utf-8') as file:
            lines = [line.split() for line in file]
        return lines if len(lines) == len(NAMES) else None

    def look(self):
        """What stands in memory that is not locked."""
        with open(self.ask, 'wb'):
            pass
        return self.take()

    def clean(self, when):
        # What was asked for over the bus is forgotten with the next turn of the main loop.
        self.window.settle(self.window.app)
        found = self.look()
        assert not found, f'{when}: {found}'

    def reads(self, name, pattern):
        with open(f'/proc/{self.window.process.pid}/{name}', encoding='ascii') as file:
            return re.search(pattern, file.read())


def peek(entry):
    """What a click on the eye in the field does."""
    names = [entry.call('Action', 'GetName', 'i', i)
             for i in range(entry.read('Action', 'NActions'))]
    assert entry.call('Action', 'DoAction', 'i', names.index('peek')), names


@contextlib.contextmanager
def copied(text):
    """Another program from which it was copied."""
    with subprocess.Popen([sys.executable, os.path.join(HERE, 'clipboard.py')],
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        process.stdin.write(text.encode())
        process.stdin.close()
        assert process.stdout.readline() == b'copied\n'
        yield
        process.terminate()


def paste(window, name, text):
    focus(window, name)
    with copied(text):
        window.key('<Control>v')
        import driver
        driver.wait_for('what was pasted', lambda: window.entry(name).text)


@case('a password that is typed, shown, tested with and left')
def _():
    with Watched() as watched:
        window = watched.window
        begin(window)
        window.entry('Your name').type('Pat Doe')
        window.entry('Email address').type('pat.practice@nc.rr.com')
        watched.clean('before it')
        focus(window, 'Password')
        window.write(PASSWORD)
        assert watched.reads('status', r'VmLck:\s+[1-9]')
        assert watched.reads('limits', r'core file size +0 +0 ')
        watched.clean('typed')
        go_to_settings(window)
        watched.clean('on the settings')
        peek(window.entry('Password'))
        # What is drawn: GTK has one copy of it, as long as it can be read.
        equal(watched.look(), {'plain': 1, 'tail': 1}, 'shown')
        peek(window.entry('Password'))
        watched.clean('hidden again')
        peek(window.entry('Password'))
        window.press('Test Account Settings')
        window.text('Your account works')
        watched.clean('left while it was shown')
        window.press('Continue')
        save(window)
        watched.clean('a file was made')
        window.press('Finish')
        window.process.wait(60)


@case('a password that is pasted and refused, and another in its place')
def _():
    with Watched('[all]\naccept-password=another\n') as watched:
        window = watched.window
        begin(window)
        window.entry('Email address').type('pat.practice@nc.rr.com')
        paste(window, 'Password', PASSWORD)
        # What came last from the display lies in the buffer of libxcb until something else comes.
        paste(window, 'Your name', 'Pat Doe ' * 1000)
        watched.clean('pasted')
        window.entry('Your name').type('Pat Doe')
        go_to_settings(window)
        window.press('Test Account Settings')
        window.text('Did you change your password')
        watched.clean('refused')
        focus(window, 'Previous password')
        window.write(PASSWORD)
        watched.clean('the one before')
        window.press('Try the previous password')
        window.text('It was not sent again')
        watched.clean('not sent again')
        window.press('Close')
        window.press('Close Without Saving')
        window.process.wait(60)


if __name__ == '__main__':
    start()
