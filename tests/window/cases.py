# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the window share: cases, the practice server beside it, and ways through it."""

import os
import re
import shutil
import subprocess
import sys
import traceback

import desktop

RRMAIL = sys.argv[1] if len(sys.argv) > 1 else ''
CASES = []


def case(name, looks=False):
    """A case whose point is how it looks is one of the long ones."""
    def add(function):
        if not looks or os.environ.get('RRMAIL_TEST_LONG'):
            CASES.append((name, function))
        return function
    return add


class Practice:
    """The practice server in a process of its own, as a real server would be."""

    def __init__(self, fault=None):
        self.process = subprocess.Popen([RRMAIL, 'practice'] + ([fault] if fault else []),
                                        stdout=subprocess.PIPE, text=True)
        self.options = []
        self.address = self.password = ''
        for line in self.process.stdout:
            if line.startswith('--connect-to='):
                self.options.append(line.strip())
            elif line.startswith('Address: '):
                self.address = line.split(': ', 1)[1].strip()
            elif line.startswith('Certificate file: '):
                self.options.append('--ca-file=' + line.split(': ', 1)[1].strip())
            elif line.startswith('Password file: '):
                with open(line.split(': ', 1)[1].strip(), encoding='utf-8') as file:
                    self.password = file.read()
            elif line.startswith('Ctrl-C'):
                break

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()


def forget():
    """Each case begins as if the program had never been here."""
    for name in ('.config', '.local/state', '.local/share'):
        shutil.rmtree(os.path.join(os.environ['HOME'], name, 'rrmail'), ignore_errors=True)


class Run:
    """One window; what it printed is looked at when it goes."""

    def __init__(self, *arguments, keep=False, **named):
        # Not before the desktop is there.
        import driver
        if not keep:
            forget()
        self.window = driver.Window(*arguments, **named)

    def __enter__(self):
        return self.window

    def __exit__(self, kind, *_):
        complaints = self.window.close()
        if kind is None:
            assert not complaints, complaints


class Hearing:
    """What a screen reader hears of one window: (“focus” or “window”, name, description)."""

    def __init__(self, window):
        script = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'listener.py')
        self.process = subprocess.Popen([sys.executable, script, str(window.process.pid)],
                                        stdout=subprocess.PIPE)
        assert self.process.stdout.readline() == b'listening\n'
        os.set_blocking(self.process.stdout.fileno(), False)
        self.said = b''

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()

    def heard(self, kind, words):
        """Whether @words were said since this was asked for the last time."""
        import driver

        def said():
            self.said += self.process.stdout.read() or b''
            return any(line.startswith(kind) and words in line
                       for line in self.said.decode(errors='replace').splitlines())
        try:
            driver.wait_for(f'“{words}” to be heard', said)
        except driver.NotFound as error:
            raise driver.NotFound(f'{error}; heard was: {self.said}') from None
        self.said = b''


def focus(window, name):
    """By keyboard alone: GTK 4.8 lets nobody else put the focus anywhere."""
    import driver
    wanted = driver.wait_for(f'“{name}”', lambda: [node.live() for node in window.nodes()
                                                   if node.name == name])
    for _ in range(80):
        if any(node.focused for node in wanted):
            return
        window.key('Tab')
    raise AssertionError(f'Tab does not lead to “{name}”')


def reads(window, name, text):
    """Waits: a page that goes is there for a moment longer, with the same fields."""
    import driver
    driver.wait_for(f'“{name}” to read “{text}”', lambda: window.entry(name).text == text)


def begin(window):
    """With servers named on the command line there is no first question."""
    import driver
    driver.wait_for('the first page', lambda: window.look('Set up my email')
                    or window.look('Your name'))
    if window.look('Your name') is None:
        window.press('Set up my email')
    window.entry('Your name')


def fill_in(window, practice):
    begin(window)
    window.entry('Your name').type('Pat Doe')
    window.entry('Email address').type(practice.address)
    window.entry('Password').type(practice.password)


def go_to_settings(window):
    window.press('Continue')
    window.text('^IMAP')
    window.press('Continue')
    window.entry('Incoming server')


def go_to_programs(window, practice):
    fill_in(window, practice)
    go_to_settings(window)
    window.press('Test Account Settings')
    window.text('Your account works')
    window.press('Continue')
    window.press('Use it in a mail program')
    window.text('Where should the account go')


def save(window, name='Save'):
    window.press(name)
    window.picture('save')
    import driver
    driver.wait_for('the dialog', lambda: len(window.x.windows()) > 1)
    window.activate()
    window.key('Return')


def run_case(name, function):
    """Returns whether it passed; one case that fails does not keep the others from running."""
    try:
        function()
    except Exception as error:
        for line in traceback.format_exc().splitlines():
            print(f'# {line}')
        print(f'# {name}: {type(error).__name__}', flush=True)
        return False
    return True


def run_alone(name, function):
    """In a process of its own, so that what it leaves behind ends with it."""
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        os._exit(0 if run_case(name, function) else 1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def main():
    only = os.environ.get('RRMAIL_CASE', '')
    cases = [item for item in CASES if re.search(only, item[0])]
    print(f'1..{len(cases)}', flush=True)
    failed = 0
    for number, (name, function) in enumerate(cases, 1):
        passed = run_alone(name, function)
        failed += not passed
        print(f'{"ok" if passed else "not ok"} {number} - {name}', flush=True)
    return 1 if failed else 0


def start(services=(), animations=False):
    """Runs the cases of a script on a desktop of its own; RRMAIL_CASE picks some by name."""
    desktop.enter(main, services, animations)
