#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program in its desktop: what a second start, a menu of the desktop and D-Bus ask of it, and
its help.

Usage: test_desktop.py RRMAIL (the window's program is in RRMAIL_SETUP)
"""

import os
import subprocess

from cases import Practice, Run, begin, case, fill_in, go_to_settings, reads, start

NAME = 'org.rrmail.Setup'


def wait_for(*arguments, **named):
    import driver
    return driver.wait_for(*arguments, **named)


def program(*arguments):
    return subprocess.run([os.environ['RRMAIL_SETUP'], *arguments], capture_output=True, text=True,
                          timeout=20, check=False)


def ask_bus(method, *arguments, dest=NAME, path='/org/rrmail/Setup'):
    return subprocess.run(['gdbus', 'call', '--session', '--dest', dest, '--object-path', path,
                           '--method', method, *arguments], capture_output=True, text=True,
                          timeout=20, check=True).stdout


@case('an address to check leads to the test, with one field to fill in')
def _():
    with Practice() as practice, \
            Run(*practice.options, '--check', practice.address) as window:
        window.text('^Find out what is wrong$')
        reads(window, 'Email address', practice.address)
        wait_for('the focus', lambda: window.entry('Password').focused)
        window.write(practice.password)
        window.key('Return')
        window.text('Your account works')


@case('a saved account to check is tested at once when its password is known')
def _():
    keyring = {'SECRET_BACKEND': 'file', 'SECRET_FILE_TEST_PASSWORD': 'of the test',
               'SECRET_FILE_TEST_PATH': os.path.join(os.environ['HOME'], 'keyring-check')}
    import driver
    with Practice() as practice:
        with Run(*practice.options, environment=keyring) as window:
            fill_in(window, practice)
            remember = window.find('Remember password', driver.SWITCH)
            wait_for('the keyring', lambda: remember.sensitive)
            remember.act()
            go_to_settings(window)
            window.press('Test Account Settings')
            window.text('Your account works')
            window.press('Continue')
            window.press('Set Up')
            window.entry('Your name')
            window.text('^Set up another address$')
            window.picture('another')
            window.entry('Email address').type('the.does@nc.rr.com')
            # What is known of the address is no matter: it gets the same servers.
            assert not window.has_text('^Found in the')
            window.entry('Password').type('sesame-4711')
            go_to_settings(window)
            reads(window, 'Incoming server', 'mail.twc.com')
            reads(window, 'Incoming user name', 'the.does@nc.rr.com')
        with Run(*practice.options, '--check', practice.address, keep=True, environment=keyring,
                 secrets=[practice.password]) as window:
            window.text('Your account works')


@case('a second start asks the program that runs already')
def _():
    with Run() as window:
        done = program('--check', 'pat@nc.rr.com')
        assert done.returncode == 0, done.stderr
        window.text('^Find out what is wrong$')
        reads(window, 'Email address', 'pat@nc.rr.com')
        window.entry('Your name').type('Pat Doe')
        assert program('--new').returncode == 0
        window.text('Leave what you typed')
        window.press('Cancel')
        reads(window, 'Your name', 'Pat Doe')
        assert program('new@nc.rr.com').returncode == 0
        window.press('Go On')
        window.text('^Set up your email$')
        reads(window, 'Email address', 'new@nc.rr.com')
        assert len(window.x.windows()) == 1


@case('arguments that make no sense are refused')
def _():
    for arguments, words in ((['a@rr.com', 'b@rr.com'], 'one argument too many'),
                             (['--check', 'a@rr.com', 'b@rr.com'], 'one argument too many'),
                             (['--check'], '--check')):
        done = program(*arguments)
        assert done.returncode == 2 and words in done.stderr, (arguments, done)


@case('D-Bus starts it, for the actions of the desktop file')
def _():
    import desktop
    folder = os.path.join(os.environ['XDG_RUNTIME_DIR'], 'dbus-1', 'services')
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, f'{NAME}.service'), 'w', encoding='utf-8') as file:
        file.write(f'[D-BUS Service]\nName={NAME}\n'
                   f'Exec={os.environ["RRMAIL_SETUP"]} --gapplication-service\n')
    ask_bus('org.freedesktop.DBus.ReloadConfig', dest='org.freedesktop.DBus', path='/')
    x = desktop.X()
    ask_bus('org.freedesktop.Application.ActivateAction', 'new-account', '[]', '{}')
    wait_for('a window', lambda: len(x.windows()) == 1)
    ask_bus('org.freedesktop.Application.ActivateAction', 'check-account', '[]', '{}')
    ask_bus('org.freedesktop.Application.Activate', '{}')
    assert len(x.windows()) == 1
    ask_bus('org.freedesktop.Application.ActivateAction', 'quit', '[]', '{}')
    wait_for('the window to go', lambda: not x.windows())


@case('an error message is explained beside the work, and the work is there again')
def _():
    import driver
    with Run() as window:
        begin(window)
        window.entry('Your name').type('Pat Doe')
        window.entry('Email address').type('pat@nc.rr.com')
        window.key('<Control>e')
        window.text('^Paste what your mail program')
        assert len(window.x.windows()) == 1
        wait_for('the page before to go', lambda: window.look('Your name') is None)
        message = window.find('Error message', driver.ENTRY)
        wait_for('the focus', lambda: message.focused)
        message.type('Server error 0x800CCC1A')
        window.text('^The likeliest cause comes first')
        # What is explained belongs to no account, so there is nothing to click.
        assert window.look('Fix it') is None and window.look('^Go to', exact=False) is None
        window.picture('explain')
        window.key('Escape')
        reads(window, 'Your name', 'Pat Doe')
        reads(window, 'Email address', 'pat@nc.rr.com')
        ask_bus('org.freedesktop.Application.ActivateAction', 'explain', '[]', '{}')
        assert window.find('Error message', driver.ENTRY).text == 'Server error 0x800CCC1A'
        window.press('Back')
        reads(window, 'Email address', 'pat@nc.rr.com')


@case('F1 opens the guide, and Escape closes it')
def _():
    with Run() as window:
        begin(window)
        window.key('F1')
        window.text('^Which password$')
        window.activate()
        window.picture('help')
        window.key('Escape')
        wait_for('the guide to go', lambda: not window.has_text('^Which password$'))
        window.activate()
        window.key('<Control><Shift>question')
        window.text('^Close the window$')
        window.picture('shortcuts')


@case('the guide in Spanish')
def _():
    with Run(environment={'LANGUAGE': 'es'}) as window:
        window.key('F1')
        window.text('^Qué contraseña$')
        window.picture('help-spanish')


if __name__ == '__main__':
    start()
