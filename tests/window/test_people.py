#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people do with the window beside the straight way: keyboard alone, wrong entries, second
thoughts, dark and narrow windows, large text.

Usage: test_people.py RRMAIL (the window's program is in RRMAIL_SETUP)
"""

import os
import shutil
import subprocess
import time

from cases import Practice, Run, begin, case, fill_in, focus, forget, go_to_settings, reads, start


def wait_for(*arguments, **named):
    import driver
    return driver.wait_for(*arguments, **named)


def files_with(words):
    """Files of the home folder that hold one of @words."""
    found = []
    for folder, _, names in os.walk(os.environ['HOME']):
        for name in names:
            path = os.path.join(folder, name)
            if not os.path.isfile(path):
                continue
            with open(path, 'rb') as file:
                data = file.read()
            found += [path for word in words if word.encode() in data]
    return found


def focused(window):
    return next((node for node in window.nodes() if node.focused), None)


def wait_for_focus(window, name):
    def there():
        node = focused(window)
        return node is not None and node.name == name
    wait_for(f'the focus on “{name}”', there)


def save_another():
    """With an account saved there is a first question, whatever servers are named."""
    forget()
    path = os.path.join(os.environ['HOME'], '.config', 'rrmail', 'accounts.ini')
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w', encoding='utf-8') as file:
        file.write('[account kim@nc.rr.com]\nlabel=kim@nc.rr.com\n')


@case('with Tab and Enter alone, from the first question to an account that works')
def _():
    save_another()
    with Practice() as practice, \
            Run(*practice.options, keep=True, secrets=[practice.password]) as window:
        wait_for('the first question', lambda: window.look('Set up my email'))
        focus(window, 'Set up my email')
        window.key('Return')
        wait_for_focus(window, 'Your name')
        window.write('Pat Doe')
        window.key('Tab')
        wait_for_focus(window, 'Email address')
        window.write(practice.address)
        window.key('Tab')
        wait_for_focus(window, 'Password')
        window.write(practice.password)
        window.key('Return')
        window.text('^IMAP$')
        wait_for_focus(window, 'Continue')
        window.key('Return')
        window.button('Test Account Settings')
        wait_for_focus(window, 'Continue')
        window.key('Return')
        window.text('Your account works')
        wait_for_focus(window, 'Continue')
        window.key('Return')
        window.button('Finish')
        assert not files_with([practice.password]), files_with([practice.password])


@case('each wrong entry gets its own sentence on its own row, and nothing is lost')
def _():
    wrong = [
        ('Email address', 'pat', 'The @ is missing'),
        ('Email address', 'pat doe@nc.rr.com', 'There is a space'),
        ('Email address', 'pat@nc,rr.com', 'There is a comma'),
        ('Email address', 'pat@nc.rr.con', 'looks mistyped'),
        ('Email address', 'x' * 70000, 'too long for an email address'),
    ]
    with Run() as window:
        begin(window)
        window.entry('Password').type('sesame-4711')
        for name, text, sentence in wrong:
            window.entry(name).type(text)
            window.press('Continue')
            window.text(sentence)
            wait_for(f'“{name}” to be marked', lambda: window.entry(name).invalid)
            assert sentence in window.entry(name).description, window.entry(name).description
            assert not window.entry('Password').invalid
            # An entry of GTK holds 65534 characters.
            reads(window, name, text[:65534])
        window.entry('Email address').type('pat@nc.rr.com')
        wait_for('the mark to go', lambda: not window.entry('Email address').invalid)
        window.entry('Password').type('   ')
        window.press('Continue')
        window.text('only spaces')
        wait_for('the password to be marked', lambda: window.entry('Password').invalid)
        window.entry('Password').type('')
        window.press('Continue')
        window.text('Type the password')
        window.picture('wrong-password')


@case('wrong servers and ports are marked on the page of the settings')
def _():
    wrong = [
        ('Incoming server', 'https://mail.twc.com/', 'This is a web link'),
        ('Incoming server', 'mail.twc.com:993', 'after the colon'),
        ('Outgoing server', 'mail.twc.com/mail', 'There is a slash'),
        ('Outgoing server', '', 'Type the name of the server'),
        ('Incoming port', '0', 'from 1 to 65535'),
        ('Outgoing port', '70000', 'from 1 to 65535'),
        ('Outgoing port', 'five', 'whole number'),
        ('Incoming user name', '', 'Type the user name'),
    ]
    with Run('--practice') as window:
        go_to_settings(window)
        for name, text, sentence in wrong:
            right = window.entry(name).text
            window.entry(name).type(text)
            window.press('Test Account Settings')
            window.text(sentence)
            wait_for(f'“{name}” to be marked', lambda: window.entry(name).invalid)
            wait_for_focus(window, name)
            window.entry(name).type(right)
            wait_for('the mark to go', lambda: not window.entry(name).invalid)
        ports = [('Incoming port', window.entry('Incoming port').text),
                 ('Outgoing port', window.entry('Outgoing port').text)]
        for name, _ in ports:
            window.entry(name).type('0')
        window.press('Test Account Settings')
        for name, right in ports:
            wait_for(f'“{name}” to be marked', lambda: window.entry(name).invalid)
            window.entry(name).type(right)
        window.picture('settings-mended')


@case('what was probably meant is one click away')
def _():
    with Run() as window:
        begin(window)
        window.entry('Email address').type('pat@nc.rr.con')
        window.press('Continue')
        window.picture('mistyped')
        window.press('Use pat@nc.rr.com')
        wait_for('the address', lambda: window.entry('Email address').text == 'pat@nc.rr.com')


@case('back and Escape lose nothing')
def _():
    with Practice() as practice, Run(*practice.options) as window:
        fill_in(window, practice)
        go_to_settings(window)
        window.entry('Outgoing port').type('2525')
        window.press('Back')
        window.text('^IMAP$')
        window.key('Escape')
        wait_for('the first page', lambda: window.look('Your name') is not None)
        reads(window, 'Your name', 'Pat Doe')
        assert len(window.entry('Password').text) == len(practice.password)
        go_to_settings(window)
        reads(window, 'Outgoing port', '2525')


@case('a test can be stopped, and begun again')
def _():
    with Run('--practice=server-too-slow') as window:
        go_to_settings(window)
        window.press('Test Account Settings')
        window.text('Testing your account')
        wait_for_focus(window, 'Stop')
        window.picture('running')
        window.press('Stop')
        window.text('The test was stopped')
        window.press('Test again')
        window.text('Testing your account')
        window.key('Escape')
        window.button('Test again')


@case('a refused password leads to its field')
def _():
    with Run('--practice=password-rejected') as window:
        go_to_settings(window)
        window.press('Continue')
        window.text('Your password')
        window.picture('password')
        assert not window.look('Continue', index=0).sensitive
        window.press('Go to “Password”')
        wait_for_focus(window, 'Password')


@case('no encryption is asked about before anything leaves')
def _():
    with Run('--practice=cleartext-chosen') as window:
        go_to_settings(window)
        window.press('Test Account Settings')
        window.text('without encryption')
        window.activate()
        window.picture('cleartext')
        window.press('Cancel')
        assert window.look('Test again') is None
        window.press('Test Account Settings')
        window.press('Send It')
        window.button('Test again')


@case('an address that nobody knows leads to empty settings')
def _():
    with Run() as window:
        begin(window)
        window.entry('Email address').type('pat@example.com')
        window.entry('Password').type('sesame-4711')
        window.text('Nothing is known')
        window.press('Continue')
        reads(window, 'Incoming server', '')
        reads(window, 'Incoming user name', 'pat@example.com')
        window.picture('unknown')


def walk(window, name, width, height):
    window.resize(width, height)
    window.picture(f'{name}-about')
    window.press('Continue')
    window.text('^IMAP$')
    time.sleep(0.3)
    window.picture(f'{name}-protocol')
    window.press('Continue')
    window.button('Test Account Settings')
    window.picture(f'{name}-settings')
    window.press('Test Account Settings')
    window.text('Sending does not')
    window.picture(f'{name}-fault')
    window.press('Fix it')
    window.text('Your account works')
    window.picture(f'{name}-fixed')
    window.press('Continue')
    window.button('Finish')
    window.picture(f'{name}-finish')


@case('in the dark', looks=True)
def _():
    with Run('--practice=tls-mode-mismatch',
             environment={'ADW_DEBUG_COLOR_SCHEME': 'prefer-dark'}) as window:
        walk(window, 'dark', 760, 900)


@case('with high contrast', looks=True)
def _():
    with Run('--practice=tls-mode-mismatch',
             environment={'ADW_DEBUG_HIGH_CONTRAST': '1'}) as window:
        walk(window, 'contrast', 760, 900)


@case('narrow')
def _():
    with Run('--practice=tls-mode-mismatch') as window:
        walk(window, 'narrow', 360, 720)


@case('with text twice as large', looks=True)
def _():
    import desktop
    desktop.X().scale_text(2)
    with Run('--practice=tls-mode-mismatch') as window:
        walk(window, 'large', 500, 1000)


# A few words of a language that is written from right to left, for this test alone: GTK turns the
# window around where the program speaks such a language.
ARABIC = '\n'.join([
    'msgid ""', 'msgstr "Content-Type: text/plain; charset=UTF-8\\n"', '',
    'msgid "Receiving"', 'msgstr "الاستقبال"', '',
    'msgid "Sending"', 'msgstr "الإرسال"', '',
    'msgid "Outgoing connection security"', 'msgstr "تشفير البريد الصادر"', '',
    'msgid "%s: <s>%s</s> → <b>%s</b>"',
    'msgstr "%s: \u2068<s>%s</s>\u2069 ← \u2068<b>%s</b>\u2069"', '',
    'msgid "%s — %s, port %u, %s"', 'msgstr "%s — %s، المنفذ %u، %s"', ''])


def speak_arabic():
    """The program beside a folder of translations of its own."""
    import driver
    folder = os.path.join(os.environ['HOME'], 'arabic')
    for language in ('es', 'ar'):
        os.makedirs(os.path.join(folder, 'po', language, 'LC_MESSAGES'), exist_ok=True)
        subprocess.run(['msgfmt', '-o', os.path.join(folder, 'po', language, 'LC_MESSAGES',
                                                     'rrmail.mo'), '-'],
                       input=ARABIC, text=True, check=True)
    os.makedirs(os.path.join(folder, 'src', 'ui'), exist_ok=True)
    driver.PROGRAM = shutil.copy(os.environ['RRMAIL_SETUP'],
                                 os.path.join(folder, 'src', 'ui', 'rrmail-setup'))


def middle(node):
    # 1: measured from the corner of the window
    left, _, width, _ = node.call('Component', 'GetExtents', 'u', 1)
    return left + width / 2


@case('from right to left', looks=True)
def _():
    speak_arabic()
    with Run('--practice=tls-mode-mismatch', environment={'LANGUAGE': 'ar'}) as window:
        assert middle(window.button('Back')) > middle(window.button('Continue'))
        walk(window, 'rtl', 760, 900)
        window.press('Back')
        window.text('، المنفذ 993، SSL/TLS')


if __name__ == '__main__':
    start()
