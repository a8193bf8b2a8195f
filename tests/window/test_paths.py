#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The guided paths that begin on the first page: a changed password, a new computer, another
network, leaving the provider.

Usage: test_paths.py RRMAIL (the window's program is in RRMAIL_SETUP)
"""

import json
import os
import shutil
import subprocess
import sys
import time

from cases import Practice, Run, begin, case, reads, start

PROFILE = os.path.join('.thunderbird', 'x.default-release')
PREFS = '''user_pref("mail.accountmanager.accounts", "account1");
user_pref("mail.account.account1.server", "server1");
user_pref("mail.account.account1.identities", "id1");
user_pref("mail.identity.id1.fullName", "Pat Doe");
user_pref("mail.identity.id1.useremail", "{address}");
user_pref("mail.identity.id1.smtpServer", "smtp1");
user_pref("mail.server.server1.type", "imap");
user_pref("mail.server.server1.hostname", "mail.twc.com");
user_pref("mail.server.server1.port", 993);
user_pref("mail.server.server1.socketType", 3);
user_pref("mail.server.server1.userName", "{address}");
user_pref("mail.smtpservers", "smtp1");
user_pref("mail.smtpserver.smtp1.hostname", "mail.twc.com");
user_pref("mail.smtpserver.smtp1.port", 587);
user_pref("mail.smtpserver.smtp1.try_ssl", 2);
user_pref("mail.smtpserver.smtp1.username", "{address}");
'''
SAVED = 1772500000      # March 3, 2026


def focus(window, name):
    """By keyboard alone: GTK 4.8 lets nobody else put the focus anywhere."""
    for _ in range(60):
        node = next((node for node in window.nodes() if node.focused), None)
        if node is not None and node.name == name:
            return
        window.key('Tab')
    raise AssertionError(f'Tab does not lead to “{name}”')


class Home:
    """A Thunderbird with the account, and its passwords of a day in spring."""

    def __init__(self, address, saved=SAVED):
        self.root = os.environ['HOME']
        logins = [{'hostname': f'{scheme}://mail.twc.com', 'timePasswordChanged': saved * 1000}
                  for scheme in ('imap', 'smtp')]
        self.write('.thunderbird/profiles.ini',
                   '[Profile0]\nName=x\nIsRelative=1\nPath=x.default-release\nDefault=1\n')
        self.write(os.path.join(PROFILE, 'prefs.js'), PREFS.format(address=address))
        self.write(os.path.join(PROFILE, 'logins.json'), json.dumps({'logins': logins}))
        self.write('.msmtprc', 'account a\nhost mail.twc.com\nport 587\nauth on\n'
                   f'from {address}\nuser {address}\npasswordeval secret-tool\n')

    def write(self, name, text):
        path = os.path.join(self.root, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'w', encoding='utf-8') as file:
            file.write(text)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(os.path.join(self.root, '.thunderbird'))
        os.unlink(os.path.join(self.root, '.msmtprc'))


def change_password(window, practice):
    begin(window)
    window.press('Back')
    window.press('I changed my password')
    window.entry('Email address').type(practice.address)
    window.entry('Password').type(practice.password)
    window.press('Continue')
    window.text('Your account works')
    window.press('Continue')
    window.text('Now tell your mail programs')
    window.button('Thunderbird')


@case('a changed password is tested, and the programs that keep the old one are told')
def _():
    import driver
    with Practice() as practice, Home(practice.address), \
            Run(*practice.options, secrets=[practice.password]) as window:
        change_password(window, practice)
        thunderbird = window.button('Thunderbird')
        assert thunderbird.description == 'May be old. Saved on March 3, 2026 or before.', \
            thunderbird.description
        assert window.button('msmtp').description.startswith('May be old')
        window.picture('password-programs')
        focus(window, 'When did you change it?')
        window.key('space')
        time.sleep(1)
        window.key('Down', 'Return')
        driver.wait_for('the old one', lambda: window.button('Thunderbird').description.startswith(
            'Old. It was saved on March 3, 2026 or before.'))
        window.picture('password-old')
        window.press('Thunderbird')
        window.text('The new password in Thunderbird')
        window.text('Saved Passwords…')
        window.picture('password-guide')
        window.press('Done')
        window.text('Now tell your mail programs')
        window.press('Continue')
        window.button('Finish')


def open_file(window, row, path):
    import driver
    window.press(row)
    driver.wait_for('the dialog', lambda: len(window.x.windows()) > 1)
    window.activate()
    window.write(path)
    window.key('Return')


def square_code(address):
    """The settings as the picture that this program saves."""
    folder = os.path.join(os.environ['HOME'], 'Pictures')
    subprocess.run([sys.argv[1], 'export', address, '--format=thunderbird-qr', '--name=Pat Doe',
                    '--incoming=imaps://mail.twc.com', '--outgoing=smtp://mail.twc.com',
                    '--output=' + folder], check=True, capture_output=True)
    return next(os.path.join(folder, name) for name in os.listdir(folder) if name.endswith('.png'))


@case('the settings of an old computer are brought along')
def _():
    with Practice() as practice, Home(practice.address) as home, \
            Run(*practice.options, secrets=[practice.password]) as window:
        code = square_code(practice.address)
        begin(window)
        window.press('Back')
        window.press('I have a new computer')
        window.text('What do you have of the old computer')
        window.picture('old-computer')
        open_file(window, 'A file with settings', os.path.join(home.root, PROFILE, 'prefs.js'))
        window.text('Which one should go on here')
        window.picture('old-accounts')
        home.write('white.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
        open_file(window, 'A picture of a square code', os.path.join(home.root, 'white.svg'))
        window.text('^There is no square code in this picture. Take the picture again')
        assert not window.has_text('Which one should go on here')
        window.picture('old-no-code')
        open_file(window, 'A picture of a square code', code)
        window.button(practice.address)
        window.picture('old-code')
        window.press(practice.address)
        reads(window, 'Incoming server', 'mail.twc.com')
        reads(window, 'Your name', 'Pat Doe')
        window.entry('Password').type(practice.password)
        window.press('Test Account Settings')
        window.text('Your account works')
        window.press('Continue')
        window.button('Finish')


@case('what works from another network is seen without a password')
def _():
    with Practice('ip-no-reverse-dns') as practice, Run(*practice.options) as window:
        begin(window)
        window.press('Back')
        window.press('I am traveling, or have another internet provider')
        window.entry('Email address').type('pat@example.com')
        window.press('Look Now')
        window.text('Nothing is known of the servers')
        window.entry('Email address').type(practice.address)
        window.press('Look Now')
        window.text('You can receive from here, but not send')
        window.text('keep them as drafts')
        window.picture('travel-turned-away')


LOOKS = [('light', {}, (760, 900), 1), ('narrow', {}, (360, 720), 1),
         ('dark', {'ADW_DEBUG_COLOR_SCHEME': 'prefer-dark'}, (760, 900), 1),
         ('large', {}, (500, 1000), 2)]


def look_at_paths(name, environment, size, scale):
    import desktop
    desktop.X().scale_text(scale)
    with Practice() as practice, Home(practice.address), \
            Run(*practice.options, environment=environment,
                secrets=[practice.password]) as window:
        window.resize(*size)
        change_password(window, practice)
        window.picture(f'{name}-password')
        window.press('Thunderbird')
        window.text('The new password in Thunderbird')
        window.picture(f'{name}-guide')
    with Run(environment=environment) as window:
        window.resize(*size)
        window.button('I am leaving Spectrum')
        window.picture(f'{name}-start')
        window.press('I have a new computer')
        window.text('What do you have of the old computer')
        window.picture(f'{name}-old')
        window.press('Back')
        time.sleep(0.5)
        window.press('I am leaving Spectrum')
        window.text('Save your mail first')
        window.picture(f'{name}-leaving')
        window.press('Thunderbird')
        window.text('Keep your mail: Thunderbird')
        window.picture(f'{name}-keep')


for look in LOOKS:
    case(f'the guided paths: {look[0]}', looks=True)(lambda look=look: look_at_paths(*look))


@case('the guided paths in Spanish', looks=True)
def _():
    import desktop
    desktop.X().scale_text(1)
    with Run(environment={'LANGUAGE': 'es'}) as window:
        window.button('Voy a dejar Spectrum')
        window.picture('spanish-start')
        window.press('Tengo una computadora nueva')
        window.text('tiene de la computadora vieja')
        window.picture('spanish-old')
        window.press('Atrás')
        time.sleep(0.5)
        window.press('Voy a dejar Spectrum')
        window.text('Guarde primero su correo')
        window.picture('spanish-leaving')
        window.press('Thunderbird')
        window.picture('spanish-keep')


if __name__ == '__main__':
    start()
