#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of the test when the test is over: what can be done there, and what it tells.

Usage: test_result.py RRMAIL (the window's program is in RRMAIL_SETUP)
"""

import re

from cases import Hearing, Practice, Run, case, fill_in, focus, go_to_settings, reads, start


def test(window):
    go_to_settings(window)
    window.press('Test Account Settings')


def wait_for_focus(window, pattern):
    """Returns what has the focus, as soon as its name has @pattern."""
    import driver

    def there():
        return next((node for node in window.nodes()
                     if node.focused and re.search(pattern, node.name)), None)
    return driver.wait_for(f'the focus on “{pattern}”', there)


@case('the result is announced: the line that broke has the focus and says why')
def _():
    with Run('--practice=tls-mode-mismatch') as window:
        test(window)
        row = wait_for_focus(window, '^Sending, step 3 of 5, Encrypt, Failed$')
        assert 'Sending does not' in row.description, row.description
        assert 'Your settings: ' in row.description, row.description
        task = window.find('Sending, Encrypt, Failed')
        assert 'STARTTLS' in task.description, task.description
        window.key('Tab')
        wait_for_focus(window, '^Fix it$')
        window.resize(760, 1090)
        window.picture('announced')
        window.key('Return')
        button = wait_for_focus(window, '^Continue$')
        assert 'Your account works' in button.description, button.description


@case('the result is heard wherever the focus is')
def _():
    # Long enough for what is pressed while the test runs, on a busy computer too.
    with Run('--practice=server-too-slow', '--timeout=8') as window, Hearing(window) as hearing:
        go_to_settings(window)
        window.press('Test Account Settings')
        hearing.heard('focus', 'Stop')
        # On the button of the menu, on a page beside the test, and on what the test puts away.
        focus(window, 'Back')
        hearing.heard('focus', 'Back')
        hearing.heard('focus', 'Receiving does not')
        window.key('F5')
        hearing.heard('focus', 'Stop')
        window.key('<Control>e')
        hearing.heard('focus', 'Error message')
        hearing.heard('window', 'Receiving does not')
        window.key('Escape')
        hearing.heard('focus', 'Receiving does not')


@case('errors tell more to those who want to know')
def _():
    from driver import BUTTON
    with Run('--practice=password-rejected') as window:
        test(window)
        wait_for_focus(window, '^Receiving, step 4 of 5, Sign in, Failed$')
        window.resize(760, 1090)
        errors = window.find('^Errors', exact=False)
        errors.act()
        # A button on a page that does not show yet takes no click.
        window.settle(errors)
        window.find('Learn more', BUTTON).act()
        window.text('It showed here: Receiving, “Sign in”')
        window.text('password-rejected$')
        window.picture('errors')


def details(window, name):
    window.resize(760, 1090)
    window.find('Details').act()
    window.text('How long each step took. Receiving: .*Sign in .*ms.* Sending: .*Sign in .*ms')
    window.picture(name)


@case('details: the chart of times in words, and what was said without secrets')
def _():
    with Run('--practice') as window:
        test(window)
        window.text('Your account works')
        details(window, 'details')
        said = [node.name for node in window.nodes() if '←' in node.name]
        assert len(said) == 2, said
        assert all('open sesame' not in text for text in said)
        window.resize(360, 1090)
        window.picture('details-narrow')


@case('what is different since it worked')
def _():
    import driver
    with Practice() as practice:
        with Run(*practice.options) as window:
            fill_in(window, practice)
            test(window)
            window.text('Your account works')
            window.press('Continue')
            window.press('Finish')
            driver.wait_for('the end', lambda: window.process.poll() is not None)
    with Practice('password-rejected') as practice:
        with Run(*practice.options, keep=True) as window:
            window.press(practice.address)
            window.entry('Password').type(practice.password)
            window.press('Test Account Settings')
            window.text('It worked on .*Since then this is different:')
            window.text('The incoming server shows another certificate')
            window.resize(760, 1090)
            window.picture('since')


@case('a name without @ is hinted at before it is sent, and sent as given')
def _():
    with Run('--practice') as window:
        go_to_settings(window)
        window.entry('Incoming user name').type('')
        window.press('Test Account Settings')
        window.text('Type the user name')
        window.write('pat.practice')
        window.key('Tab')
        window.text('user name here is your full email address')
        window.picture('half-name')
        window.press('Test Account Settings')
        window.button('Test again')
        window.press('Back')
        reads(window, 'Incoming user name', 'pat.practice')


@case('with text twice as large: the guided step and the times', looks=True)
def _():
    import desktop
    desktop.X().scale_text(2)
    try:
        with Run('--practice=password-rejected') as window:
            test(window)
            window.text('Did you change your password')
            window.resize(500, 1090)
            window.find('Details').act()
            window.key(*['Tab'] * 8)
            window.picture('large-result')
    finally:
        desktop.X().scale_text(1)


if __name__ == '__main__':
    start()
