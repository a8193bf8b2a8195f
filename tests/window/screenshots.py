#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the pictures that software centers show, into the folder RRMAIL_PICTURES.

Usage: screenshots.py RRMAIL (the window's program is in RRMAIL_SETUP)
"""

import os
import time

from cases import Practice, Run, case, fill_in, forget, go_to_settings, start

ACCOUNT = '''[account {address}]
name=Pat Doe
incoming.protocol=imap
incoming.host=mail.twc.com
incoming.port=993
incoming.security=tls
incoming.username={address}
outgoing.protocol=smtp
outgoing.host=mail.twc.com
outgoing.port=587
outgoing.security=starttls
outgoing.username={address}
tested={tested}
'''


def account(address):
    return ACCOUNT.format(address=address,
                          tested=time.strftime('%Y-%m-%dT09:14:00', time.localtime()))


def keep(text):
    forget()
    folder = os.path.join(os.environ['HOME'], '.config', 'rrmail')
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, 'accounts.ini'), 'w', encoding='utf-8') as file:
        file.write(text)


@case('the first page')
def _():
    keep(account('pat.doe@nc.rr.com') + 'verdict=working\n' + account('the.does@cfl.rr.com')
         + 'verdict=not-working\nfinding=tls-mode-mismatch\nservice=smtp\n')
    with Run(keep=True) as window:
        window.button('Test all')
        window.picture('start')


@case('an account and its test')
def _():
    with Practice() as practice, Run(*practice.options) as window:
        fill_in(window, practice)
        go_to_settings(window)
        window.picture('settings')
        window.press('Test Account Settings')
        window.text('Your account works')
        window.picture('works')


@case('a fault')
def _():
    with Practice() as practice:
        keep(account(practice.address).replace('security=starttls', 'security=tls'))
        with Run(*practice.options, keep=True) as window:
            window.press(practice.address)
            window.entry('Password').type(practice.password)
            window.press('Test Account Settings')
            window.button('Fix it')
            window.picture('fault')


@case('an error message')
def _():
    import driver
    with Run() as window:
        window.key('<Control>e')
        window.find('Error message', driver.ENTRY).type(
            'Your server has unexpectedly terminated the connection. Error Number: 0x800CCC0F')
        window.text('^The likeliest cause comes first')
        window.picture('explain')


if __name__ == '__main__':
    start()
