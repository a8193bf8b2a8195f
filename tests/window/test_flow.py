#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real window, from the first page to the saved file: once with everything well, once through a
fault and "Fix it", and what a person types wrong on the way.

Usage: test_flow.py RRMAIL (the window's program is in RRMAIL_SETUP)
"""

import os
import re
import subprocess
import sys
import traceback
import xml.etree.ElementTree as tree

import desktop

RRMAIL = sys.argv[1]
CASES = []


def case(name):
    def add(function):
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


class Run:
    """One window; what it printed is looked at when it goes."""

    def __init__(self, *arguments, secrets=()):
        import driver
        self.driver = driver
        self.window = driver.Window(*arguments, secrets=secrets)

    def __enter__(self):
        return self.window

    def __exit__(self, kind, *_):
        complaints = self.window.close()
        if kind is None:
            assert not complaints, complaints


def fill_in(window, practice):
    window.entry('Your name').type('Pat Doe')
    window.entry('Email address').type(practice.address)
    window.entry('Password').type(practice.password)


def go_to_settings(window):
    window.press('Continue')
    window.text('^IMAP')
    window.press('Continue')
    window.entry('Incoming server')


def save(window):
    window.press('Save')
    window.picture('save')
    import driver
    driver.wait_for('the dialog', lambda: len(window.x.windows()) > 1)
    window.activate()
    window.key('Return')


def read_saved():
    import driver
    folder = os.path.join(os.environ['HOME'], 'Documents')

    def found():
        names = [name for home in (folder, os.environ['HOME']) for name in
                 [os.path.join(home, n) for n in os.listdir(home)] if name.endswith('.xml')]
        return names[0] if names and os.path.getsize(names[0]) > 0 else None
    return driver.wait_for('the saved file', found)


@case('everything is well: from the address to the saved file')
def _():
    with Practice() as practice, Run(*practice.options, secrets=[practice.password]) as window:
        window.picture('about')
        fill_in(window, practice)
        go_to_settings(window)
        window.picture('settings')
        assert window.entry('Incoming server').text == 'mail.twc.com'
        assert window.entry('Outgoing server').text == 'mail.twc.com'
        window.press('Test Account Settings')
        window.text('Your account works')
        window.picture('works')
        window.text(r'^Receiving, Sign in, Passed|^IMAP, Sign in, Passed|Sign in.*[Pp]assed')
        window.press('Continue')
        window.button('Finish')
        window.picture('finish')
        save(window)
        path = read_saved()
        root = tree.parse(path).getroot()
        assert root.find('.//incomingServer/hostname').text == 'mail.twc.com'
        assert root.find('.//outgoingServer/port').text == '587'
        assert root.find('.//outgoingServer/socketType').text == 'STARTTLS'
        with open(path, encoding='utf-8') as file:
            assert practice.password not in file.read()


@case('a fault, and Fix it: TLS where STARTTLS belongs')
def _():
    with Run('--practice=tls-mode-mismatch') as window:
        go_to_settings(window)
        window.press('Test Account Settings')
        window.text('Sending does not')
        window.text('Your settings')
        window.picture('fault')
        window.press('Fix it')
        window.text('Your account works')
        window.picture('fixed')


@case('what is typed wrong is marked on its own row')
def _():
    with Run() as window:
        window.entry('Email address').type('pat')
        window.press('Continue')
        window.text('@')
        window.picture('wrong-address')
        assert window.entry('Email address') is not None
        window.entry('Email address').type('pat@nc.rr,com')
        window.press('Continue')
        window.text('comma')


@case('the practice account fills itself in and is marked')
def _():
    with Run('--practice') as window:
        window.text('^Practice')
        assert window.entry('Email address').text.endswith('.rr.com')
        go_to_settings(window)
        window.press('Test Account Settings')
        window.text('Your account works')
        window.picture('practice')


def main():
    only = os.environ.get('RRMAIL_CASE', '')
    cases = [item for item in CASES if re.search(only, item[0])]
    print(f'1..{len(cases)}')
    failed = 0
    for number, (name, function) in enumerate(cases, 1):
        try:
            function()
        except Exception as error:   # one case that fails does not keep the others from running
            failed += 1
            for line in traceback.format_exc().splitlines():
                print(f'# {line}')
            print(f'not ok {number} - {name}', flush=True)
            if not isinstance(error, AssertionError):
                print(f'# {type(error).__name__}')
            continue
        print(f'ok {number} - {name}', flush=True)
    return 1 if failed else 0


if __name__ == '__main__':
    desktop.enter(main)
