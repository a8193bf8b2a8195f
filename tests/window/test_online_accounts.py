#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One click into GNOME Online Accounts: the real service, with a real keyring.

Usage: test_online_accounts.py RRMAIL (the window's program is in RRMAIL_SETUP)
"""

import fcntl
import os
import socket
import struct
import subprocess
import sys

from cases import Practice, Run, case, go_to_programs, start

NAME = 'org.gnome.OnlineAccounts'
KEYRING = 'org.freedesktop.secrets'
SIOCSIFFLAGS = 0x8914
IFF_UP = 1


def leave_network():
    """Starts this script again where loopback is all there is: the service tries every account at
    once, and this one has the names of real servers."""
    if os.environ.get('RRMAIL_ALONE'):
        words = struct.pack('16sH14x', b'lo', IFF_UP)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
            fcntl.ioctl(any_socket, SIOCSIFFLAGS, words)
        return
    os.environ['RRMAIL_ALONE'] = '1'
    for user in (['--user', '--map-root-user'], []):
        # Where users of its own are not permitted, as below another root folder, root needs none.
        command = ['unshare', *user, '--net', '--']
        if subprocess.run([*command, 'true'], check=False).returncode == 0:
            os.execvp('unshare', [*command, sys.executable, *sys.argv])
    sys.exit('a network of its own is not permitted here')


def call(name, path, method, parameters=None):
    from gi.repository import Gio
    interface, _, member = method.rpartition('.')
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    return bus.call_sync(name, path, interface, member, parameters, None, 0, 10000, None).unpack()


def accounts():
    """The mail accounts that the service has: their paths and properties."""
    (objects,) = call(NAME, '/org/gnome/OnlineAccounts',
                      'org.freedesktop.DBus.ObjectManager.GetManagedObjects')
    return {path: found[f'{NAME}.Mail'] for path, found in objects.items()
            if f'{NAME}.Mail' in found}


def password(path, kind):
    from gi.repository import GLib
    (words,) = call(NAME, path, f'{NAME}.PasswordBased.GetPassword', GLib.Variant('(s)', (kind,)))
    return words


def open_keyring():
    subprocess.run(['gnome-keyring-daemon', '--unlock', '--components=secrets', '--daemonize'],
                   input=b'of the test', check=True, stdout=subprocess.DEVNULL,
                   env={**os.environ, 'DISPLAY': ''})


def lock_keyring():
    from gi.repository import GLib
    call(KEYRING, '/org/freedesktop/secrets', 'org.freedesktop.Secret.Service.Lock',
         GLib.Variant('(ao)', (['/org/freedesktop/secrets/collection/login'],)))


@case('an account goes into GNOME Online Accounts with one click, and out again')
def _():
    import driver
    open_keyring()
    with Practice() as practice, Run(*practice.options, secrets=[practice.password]) as window:
        go_to_programs(window, practice)
        window.picture('goa-programs')
        window.press('GNOME Online Accounts')
        window.picture('goa')
        window.press('Add')
        window.text('Add this account to GNOME Online Accounts')
        window.text('IMAP, mail.twc.com, port 993')
        window.picture('goa-question')
        assert not accounts()
        window.press('Add')
        window.text('The account was added')
        window.text('Your keyring keeps it')
        window.picture('goa-added')
        ((path, mail),) = accounts().items()
        assert mail['EmailAddress'] == practice.address and mail['Name'] == 'Pat Doe'
        assert mail['ImapHost'] == 'mail.twc.com:993' and mail['ImapUseSsl']
        assert mail['SmtpHost'].startswith('mail.twc.com:') and mail['SmtpUseAuth']
        assert not mail['ImapAcceptSslErrors'] and not mail['SmtpAcceptSslErrors']
        assert password(path, 'imap-password') == practice.password
        assert password(path, 'smtp-password') == practice.password
        window.press('Undo')
        window.text('The account was taken out')
        assert not accounts()
        window.button('Add')

        # The service itself would keep an account without its password.
        lock_keyring()
        window.press('Add')
        window.text('Add this account to GNOME Online Accounts')
        window.press('Add')
        window.text('The keyring did not take the password')
        window.picture('goa-refused')
        driver.wait_for('no account to be left', lambda: not accounts())


if __name__ == '__main__':
    if 'RRMAIL_INSIDE_DESKTOP' not in os.environ:
        leave_network()
    start(services=(NAME, KEYRING))
