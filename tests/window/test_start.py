#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The first page: what the person came for, and the accounts that they keep.

Usage: test_start.py RRMAIL (the window's program is in RRMAIL_SETUP)
"""

import os
import time

from cases import Practice, Run, begin, case, fill_in, forget, go_to_settings, reads, start

ACCOUNTS = os.path.join('.config', 'rrmail', 'accounts.ini')

SAVED = '''[account pat.doe@nc.rr.com]
label=pat.doe@nc.rr.com
name=Pat Doe
incoming.protocol=imap
incoming.host=mail.twc.com
incoming.port=993
incoming.security=tls
incoming.username=pat.doe@nc.rr.com
outgoing.protocol=smtp
outgoing.host=mail.twc.com
outgoing.port=587
outgoing.security=starttls
outgoing.username=pat.doe@nc.rr.com
tested={today}
verdict=working
[account the.does@cfl.rr.com]
label=the.does@cfl.rr.com
name=The Does
incoming.protocol=imap
incoming.host=mail.brighthouse.com
incoming.port=993
incoming.security=tls
incoming.username=the.does@cfl.rr.com
outgoing.protocol=smtp
outgoing.host=mail.brighthouse.com
outgoing.port=587
outgoing.security=starttls
outgoing.username=the.does@cfl.rr.com
tested=2026-05-04T18:00:00Z
verdict=not-working
finding=tls-mode-mismatch
service=smtp
'''


def keep(text):
    path = os.path.join(os.environ['HOME'], ACCOUNTS)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)


def keep_two():
    forget()
    keep(SAVED.format(today=time.strftime('%Y-%m-%dT09:14:00', time.localtime())))


@case('the first page says what the person came for')
def _():
    with Run() as window:
        for name in ('Set up my email', 'My email stopped working', 'I changed my password',
                     'Explain an error message', 'Try it with a practice account'):
            assert window.button(name).sensitive
        assert window.look('Back') is None
        assert not window.has_text('^Your accounts$')
        window.press('My email stopped working')
        window.text('^No mail program here has')
        window.press('Check an address')
        window.text('^Find out what is wrong$')
        window.press('Back')
        window.button('Check an address')
        # A button that was pressed must come up again first.
        time.sleep(0.5)
        window.press('Back')
        window.press('I changed my password')
        window.text('^Check your new password$')
        window.key('Escape')
        window.button('Set up my email')


@case('who has no mail any more gets to the test with one button')
def _():
    with Practice() as practice, Run(*practice.options, secrets=[practice.password]) as window:
        begin(window)
        window.press('Back')
        window.press('My email stopped working')
        window.press('Check an address')
        window.entry('Email address').type(practice.address)
        window.entry('Password').type(practice.password)
        window.press('Continue')
        window.text('Your account works')
        window.press('Back')
        window.entry('Incoming server')
        window.press('Back')
        window.entry('Email address')


@case('saved accounts say how they stand, and open')
def _():
    keep_two()
    with Run(keep=True) as window:
        window.picture('start-accounts')
        works = window.button('pat.doe@nc.rr.com')
        assert works.description.startswith('Works. Tested today'), works.description
        fails = window.button('the.does@cfl.rr.com')
        assert fails.description == 'Sending fails. Tested on May 4 · Your settings', \
            fails.description
        window.press('the.does@cfl.rr.com')
        reads(window, 'Incoming server', 'mail.brighthouse.com')
        reads(window, 'Password', '')
        window.press('Back')
        window.press('Set up my email')
        reads(window, 'Email address', '')


def keyring():
    """A keyring in a file, as there is no service for it on this desktop."""
    return {'SECRET_BACKEND': 'file', 'SECRET_FILE_TEST_PASSWORD': 'of the test',
            'SECRET_FILE_TEST_PATH': os.path.join(os.environ['HOME'], 'keyring')}


def home_files():
    for folder, _, names in os.walk(os.environ['HOME']):
        for name in names:
            path = os.path.join(folder, name)
            if os.path.isfile(path):
                with open(path, 'rb') as file:
                    yield path, file.read()


def assert_nothing_secret(secret):
    found = [path for path, data in home_files() if secret.encode() in data]
    assert not found, found


def go_home(window):
    """From the test to the first page; a button that was pressed must come up again first."""
    window.press('Back')
    window.entry('Incoming server')
    time.sleep(0.5)
    window.press('Back')


def wait_for_end(window):
    import driver
    driver.wait_for('the end', lambda: window.process.poll() is not None)
    assert window.process.returncode == 0, window.process.returncode


@case('a tested account is saved, tested again, forgotten and brought back')
def _():
    import driver
    with Practice() as practice:
        with Run(*practice.options, secrets=[practice.password],
                 environment=keyring()) as window:
            fill_in(window, practice)
            remember = window.find('Remember password', driver.SWITCH)
            driver.wait_for('the keyring', lambda: remember.sensitive)
            remember.act()
            window.picture('remember')
            go_to_settings(window)
            window.press('Test Account Settings')
            window.text('Your account works')
            window.press('Continue')
            window.text('Its password goes to the keyring')
            window.picture('finish-save')
            window.press('Finish')
            wait_for_end(window)
        assert_nothing_secret(practice.password)

        with Run(*practice.options, keep=True, secrets=[practice.password],
                 environment=keyring()) as window:
            row = window.button(practice.address)
            assert row.description.startswith('Works. Tested today'), row.description
            window.press(practice.address)
            driver.wait_for('the password', lambda: len(window.entry('Password').text)
                            == len(practice.password))
            window.press('Test Account Settings')
            window.text('Your account works')
            go_home(window)
            window.press(f'Rename {practice.address}')
            name = window.entry(f'What do you call {practice.address}?')
            driver.wait_for('the name', lambda: name.text == practice.address)
            window.picture('rename')
            name.type('Home')
            window.key('Return')
            row = window.button('Home')
            assert practice.address in row.description, row.description
            window.picture('renamed')
            window.press(f'Forget {practice.address}')
            window.picture('forget')
            window.press('Cancel')
            window.press(f'Forget {practice.address}')
            window.press('Forget It')
            window.text('was forgotten')
            window.picture('forgotten')
            assert window.look('Home', driver.BUTTON) is None
            window.press('Undo')
            window.button('Home')
            assert_nothing_secret(practice.password)


@case('a saved account that fails says so the next time')
def _():
    keep_two()
    with Practice('password-rejected') as practice:
        with Run(*practice.options, keep=True) as window:
            window.press('pat.doe@nc.rr.com')
            window.entry('Password').type('sesame-4711')
            window.press('Test Account Settings')
            window.button('Test again')
            go_home(window)
            row = window.button('pat.doe@nc.rr.com')
            assert row.description.startswith('Receiving fails. Tested today'), row.description
            assert row.description.endswith('Your password'), row.description


@case('all accounts are tested one after the other, and their passwords asked for once')
def _():
    def wait_for_focus(name):
        def there():
            return any(node.focused and node.name == name for node in window.nodes())
        driver.wait_for(f'the focus on “{name}”', there)

    import driver
    with Practice() as practice:
        forget()
        one = SAVED.split('[account the.does')[0].replace('pat.doe@nc.rr.com', practice.address)
        keep(one.format(today='2026-05-04T18:00:00Z').replace('=working', '=not-working')
             + one.format(today='2026-05-04T18:00:00Z').replace(practice.address, 'al@nc.rr.com'))
        with Run(*practice.options, keep=True, secrets=[practice.password]) as window:
            window.press('Test all')
            window.text(f'^Type in the password of {practice.address}')
            wait_for_focus('Password')
            assert practice.address in window.entry('Password').description
            window.picture('all-asks')
            window.write(practice.password)
            window.key('Return')
            window.text('^Type in the password of al@nc.rr.com')
            reads(window, 'Password', '')
            assert 'Works' in window.button(practice.address).description
            window.press('Leave it out')
            window.text('^Working: 1 of 1 tested. 1 was left out')
            wait_for_focus('Test all')
            window.picture('all-tested')
            window.press('Test all')
            wait_for_focus('Password')
            window.key('Escape')
            wait_for_focus('Test all')
            assert not window.has_text('^Type in the password')


@case('without a keyring, Remember password says why it is off')
def _():
    import driver
    with Run() as window:
        begin(window)
        window.text('This computer has no safe place')
        assert not window.find('Remember password', driver.SWITCH).sensitive
        window.picture('no-keyring')
        window.entry('Email address').type('pat@nc.rr.com')
        window.entry('Password').type('sesame-4711')
        go_to_settings(window)
        window.text('This computer has no safe place')
        assert not window.find('Remember password', driver.SWITCH).sensitive


def look(name, width, height, **named):
    keep_two()
    with Run(keep=True, **named) as window:
        window.resize(width, height)
        window.picture(f'start-{name}')
        assert window.button('pat.doe@nc.rr.com')


@case('the first page in the dark, narrow, in Spanish and in large text')
def _():
    look('dark', 760, 760, environment={'ADW_DEBUG_COLOR_SCHEME': 'prefer-dark'})
    look('narrow', 360, 720)
    look('spanish', 760, 760, environment={'LANGUAGE': 'es'})
    import desktop
    desktop.X().scale_text(2)
    try:
        look('large', 500, 1000)
    finally:
        desktop.X().scale_text(1)


if __name__ == '__main__':
    start()
