#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of the test when the test is over: what can be done there, and what it tells.

Usage: test_result.py RRMAIL (the window's program is in RRMAIL_SETUP)
"""

from cases import Run, case, go_to_settings, start


def test(window):
    go_to_settings(window)
    window.press('Test Account Settings')


def send(window):
    window.press('Send a message to myself')
    window.text('Send a message to yourself')
    window.press('Send It')


@case('a message to oneself: asked for, sent, seen and deleted')
def _():
    with Run('--practice') as window:
        test(window)
        window.text('Your account works')
        window.press('Send a message to myself')
        window.text('One small message goes to pat.practice@nc.rr.com')
        window.picture('send-question')
        window.press('Cancel')
        window.text('Receiving and sending were both tested')
        send(window)
        window.text('A message to yourself was sent and arrived')
        window.text('was there after .* It has been deleted again')
        window.picture('send-arrived')
        window.press('Continue')
        window.button('Finish')


@case('a message of which nobody knows whether it was sent has not failed')
def _():
    with Run('--practice=delivery-unknown') as window:
        test(window)
        window.text('Your account works')
        send(window)
        window.text('Sending a message to yourself, .* seconds so far')
        window.picture('send-waiting')
        window.text('No one can tell yet if the message was sent')
        window.picture('send-unknown')
        words = [node.name for node in window.nodes() if 'ailed' in node.name]
        assert not words, words
        window.press('Send a message to myself')
        window.text('The last message may still come')
        window.press('Cancel')


@case('the wait for a message can be stopped')
def _():
    with Run('--practice=delivery-not-seen') as window:
        test(window)
        window.text('Your account works')
        send(window)
        window.text('Sending a message to yourself, .* seconds so far')
        window.press('Stop')
        window.text('A message to yourself is on its way')
        window.picture('send-stopped')


if __name__ == '__main__':
    start()
