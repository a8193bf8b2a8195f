#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Closing the window, and what comes back after a crash.

Usage: test_closing.py RRMAIL (the window's program is in RRMAIL_SETUP)
"""

import os
import signal

from cases import Practice, Run, begin, case, fill_in, go_to_settings, reads, start

DRAFT = os.path.join('.local', 'state', 'rrmail', 'draft.ini')


def wait_for(*arguments, **named):
    import driver
    return driver.wait_for(*arguments, **named)


def draft_path():
    return os.path.join(os.environ['HOME'], DRAFT)


def wait_for_end(window):
    wait_for('the end', lambda: window.process.poll() is not None)
    assert window.process.returncode == 0, window.process.returncode


@case('what is typed and not saved is asked about, and kept on Cancel')
def _():
    with Run() as window:
        begin(window)
        window.entry('Email address').type('pat@nc.rr.com')
        window.key('<Control>q')
        window.text('Close without saving')
        window.picture('close')
        window.press('Cancel')
        reads(window, 'Email address', 'pat@nc.rr.com')
        window.press('Close')
        window.press('Close Without Saving')
        wait_for_end(window)
        assert not os.path.exists(draft_path())


@case('what is not worth a question is not asked about')
def _():
    with Run() as window:
        begin(window)
        window.key('<Control>q')
        wait_for_end(window)
    with Run('--practice') as window:
        window.entry('Your name').type('Somebody')
        window.press('Close')
        wait_for_end(window)


@case('closing in mid-test stops the test first')
def _():
    with Run('--practice=server-too-slow') as window:
        go_to_settings(window)
        window.press('Test Account Settings')
        window.text('Testing your account')
        window.key('<Control>q')
        wait_for_end(window)
    with Practice('server-too-slow') as practice, Run(*practice.options) as window:
        fill_in(window, practice)
        go_to_settings(window)
        window.press('Test Account Settings')
        window.text('Testing your account')
        window.press('Close')
        window.press('Cancel')
        window.text('The test was stopped')


@case('after a crash all comes back but the password')
def _():
    with Practice() as practice:
        with Run(*practice.options, secrets=[practice.password]) as window:
            fill_in(window, practice)
            go_to_settings(window)
            window.entry('Outgoing port').type('2525')
            wait_for('the draft', lambda: os.path.exists(draft_path()) and
                     '2525' in open(draft_path(), encoding='utf-8').read())
            assert os.stat(draft_path()).st_mode & 0o777 == 0o600
            with open(draft_path(), encoding='utf-8') as file:
                assert practice.password not in file.read()
            window.process.send_signal(signal.SIGKILL)
            window.process.wait()
        with Run(*practice.options, keep=True) as window:
            window.text(f'You were typing in {practice.address}')
            window.picture('crash')
            window.resize(360, 720)
            window.picture('crash-narrow')
            window.press('Continue Where You Were')
            reads(window, 'Outgoing port', '2525')
            reads(window, 'Password', '')
            window.process.send_signal(signal.SIGKILL)
            window.process.wait()
        with Run(*practice.options, keep=True) as window:
            window.press('Discard It')
            wait_for('the sentence to go', lambda: not window.has_text('^You were typing'))
            assert not os.path.exists(draft_path())


@case('the end of the session in mid-test keeps what was typed, to the last letter')
def _():
    with Practice('server-too-slow') as practice:
        with Run(*practice.options, secrets=[practice.password]) as window:
            fill_in(window, practice)
            go_to_settings(window)
            window.press('Test Account Settings')
            window.text('Testing your account')
            window.process.send_signal(signal.SIGHUP)
            assert window.process.wait(10) == -signal.SIGHUP
        with Run(*practice.options, keep=True) as window:
            window.press('Continue Where You Were')
            window.entry('Outgoing port').type('2626')
            # Sooner than it would be written.
            window.process.send_signal(signal.SIGTERM)
            assert window.process.wait(10) == -signal.SIGTERM
            with open(draft_path(), encoding='utf-8') as file:
                assert '2626' in file.read()


@case('what was changed in a saved account is not lost without a question')
def _():
    with Practice() as practice:
        with Run(*practice.options) as window:
            fill_in(window, practice)
            go_to_settings(window)
            window.press('Test Account Settings')
            window.text('Your account works')
            window.press('Continue')
            window.press('Finish')
            wait_for_end(window)
        with Run(*practice.options, keep=True) as window:
            window.press(practice.address)
            window.entry('Outgoing port').type('2525')
            window.press('Back')
            window.press('Set up my email')
            window.text('Leave what you typed')
            window.press('Go On')
            reads(window, 'Email address', '')


if __name__ == '__main__':
    start()
