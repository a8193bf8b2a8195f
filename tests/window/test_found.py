#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is set up on this computer: found, audited, tested, mended in the mail program, and undone.

Usage: test_found.py RRMAIL (the window's program is in RRMAIL_SETUP)
"""

import contextlib
import os
import shutil
import subprocess

import desktop
from cases import Practice, Run, begin, case, start

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(HERE, '..', 'clients-data', 'thunderbird')
PROFILES = '[Profile0]\nName=default\nIsRelative=1\nPath=one.default\nDefault=1\n'


def thunderbird(*changes, data='one.js'):
    """A profile of Thunderbird in the home folder; returns the path of its settings."""
    folder = os.path.join(os.environ['HOME'], '.thunderbird')
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(os.path.join(folder, 'one.default'))
    with open(os.path.join(folder, 'profiles.ini'), 'w', encoding='utf-8') as file:
        file.write(PROFILES)
    with open(os.path.join(DATA, data), encoding='utf-8') as file:
        text = file.read()
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    path = os.path.join(folder, 'one.default', 'prefs.js')
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)
    return path


def read(path):
    with open(path, 'rb') as file:
        return file.read()


@contextlib.contextmanager
def running(path):
    """As if the mail program were open: its lock, and a process of its name."""
    program = os.path.join(os.environ['HOME'], 'thunderbird')
    shutil.copy(shutil.which('sleep'), program)
    lock = os.path.join(os.path.dirname(path), 'lock')
    with subprocess.Popen([program, '60']) as process:
        os.symlink(f'127.0.1.1:+{process.pid}', lock)
        try:
            yield
        finally:
            process.kill()
            os.unlink(lock)


def look(window):
    begin(window)
    window.press('Back')
    window.press('My email stopped working')


# It does not sign in to send, and the map cannot know that the encryption is the wrong one.
BROKEN = (('smtp1.authMethod", 3', 'smtp1.authMethod", 1'),
          ('smtp1.try_ssl", 2', 'smtp1.try_ssl", 3'))


@case('broken, audited, mended, tested, works, and undone on another day')
def _():
    with Practice() as practice:
        path = thunderbird(('ann@nc.rr.com', practice.address), *BROKEN)
        before = read(path)
        import driver
        with Run(*practice.options, secrets=[practice.password]) as window:
            look(window)
            row = window.button(practice.address)
            assert row.description.startswith('Needs mending. Thunderbird'), row.description
            window.picture('found-1-list')
            window.press(practice.address)
            window.text('does not sign in to send mail')
            window.picture('found-2-audited')
            with running(path):
                window.press('Fix It in Thunderbird')
                window.text('^Thunderbird is open. Close it first')
                window.picture('found-2-open')
                assert read(path) == before
            window.press('Fix It in Thunderbird')
            window.text('Change this in Thunderbird')
            window.picture('found-3-question')
            window.press('Change It')
            window.text('^Changed in Thunderbird:')
            window.text('Its settings look right')
            assert b'smtp1.authMethod", 3' in read(path)
            window.picture('found-4-mended')

            # As Thunderbird writes when it has run in between: nothing of that is lost unasked.
            with open(path, 'ab') as file:
                file.write(b'user_pref("mail.ui.show", true);\n')
            window.press('Undo')
            window.text('Go back to the old settings')
            window.picture('found-4-changed-since')
            window.press('Cancel')
            assert b'smtp1.authMethod", 3' in read(path)

            window.press('Test It')
            window.text('Type in the password first')
            window.entry('Password').type(practice.password)
            window.press('Test It')
            window.text('Sending does not')
            window.picture('found-5-tested')
            window.press('Fix it')
            window.text('Your account works')
            window.press('Continue')
            window.text('are not the ones that work')
            window.picture('found-6-better')
            window.press('Fix It in Thunderbird')
            window.press('Change It')
            driver.wait_for('the change', lambda: b'smtp1.try_ssl", 2' in read(path))
            window.text('^Changed in Thunderbird:\nOutgoing connection security')
            window.text('Its settings look right')
            window.press('Test It')
            window.text('Your account works')
            window.press('Continue')
            window.text('Receiving and sending both work')
            window.picture('found-7-works')

        with Run(*practice.options, keep=True) as window:
            look(window)
            window.text('^Changes you can take back$')
            window.picture('found-8-another-day')
            window.press('Undo the change in Thunderbird')
            window.press('Go Back')
            window.text('^The old settings are back')
            assert b'smtp1.try_ssl", 3' in read(path)
            window.press('Undo the change in Thunderbird')
            window.press('Go Back')
            driver.wait_for('the first settings', lambda: read(path) == before)
            driver.wait_for('an empty list', lambda: not window.has_text('^Changes you can'))
            window.button(practice.address)


@case('an account beside the settings for its address, and beside a phone')
def _():
    import driver
    thunderbird(data='family.js')
    with Run() as window:
        window.press('My email stopped working')
        window.press('A folder from another computer')
        driver.wait_for('the dialog', lambda: len(window.x.windows()) > 1)
        window.activate()
        window.key('Return')
        window.text('^From another computer$')
        window.press('bob@nc.rr.com')
        window.text('one of its own for this address')
        window.press('Compare')
        window.text('settings are different, and that matters')
        row = window.text('^Outgoing user name: Different')
        assert 'bob@nc.rr.com in Thunderbird: ann@nc.rr.com' in row.description, row.description
        window.press('Compare with My Phone')
        window.entry('Receiving: Host Name').type('mail.twc.com')
        window.entry('Sending: Host Name').type('smtp-server.nc.rr.com')
        window.press('Compare')
        window.text('^Outgoing server: Different')
        for field in ('Incoming port', 'Incoming connection security', 'Outgoing authentication'):
            window.text(f'^{field}: Not known')


def show_all(prefix, environment=None, width=None, text=None):
    """Pictures of each page."""
    thunderbird(data='family.js')
    with Run(environment=environment) as window:
        if width:
            window.resize(width, 760)
        window.press(text['stopped'])
        window.button('bob@nc.rr.com')
        window.picture(prefix + '-list')
        window.press('bob@nc.rr.com')
        window.button(text['compare'])
        window.picture(prefix + '-account')
        window.press(text['compare'])
        window.button(text['phone'])
        window.picture(prefix + '-compare')
        window.press(text['phone'])
        window.text(text['what'])
        window.picture(prefix + '-phone')


ENGLISH = {'stopped': 'My email stopped working', 'compare': 'Compare',
           'phone': 'Compare with My Phone', 'what': '^What does your phone show'}
SPANISH = {'stopped': 'Mi correo dejó de funcionar', 'compare': 'Comparar',
           'phone': 'Comparar con mi teléfono', 'what': 'muestra su teléfono'}


@case('the pages in the dark', looks=True)
def _():
    show_all('found-dark', {'ADW_DEBUG_COLOR_SCHEME': 'prefer-dark'}, text=ENGLISH)


@case('the pages in a narrow window', looks=True)
def _():
    show_all('found-narrow', width=360, text=ENGLISH)


@case('the pages in large text', looks=True)
def _():
    desktop.X().scale_text(2)
    try:
        show_all('found-large', text=ENGLISH)
    finally:
        desktop.X().scale_text(1)


@case('the pages in Spanish', looks=True)
def _():
    show_all('found-spanish', {'LANGUAGE': 'es'}, text=SPANISH)


start()
