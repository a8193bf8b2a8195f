#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""From an account that works into a mail program: what is here, a file, a code, and by hand.

Usage: test_finish.py RRMAIL (the window's program is in RRMAIL_SETUP)
"""

import contextlib
import fcntl
import os
import shutil
import signal

from cases import (Practice, Run, case, fill_in, go_to_programs, go_to_settings, save,
                   start)

PLACES = ['Another computer', 'My phone', 'I will type it in myself']


def install(*names):
    """Entries of the menu, as packages put them there; those of before are gone."""
    folder = os.path.join(os.environ['HOME'], '.local/share/applications')
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    for name in names:
        with open(os.path.join(folder, f'{name}.desktop'), 'w', encoding='utf-8') as file:
            file.write(f'[Desktop Entry]\nType=Application\nName={name}\nExec=true\n')


def saved(ending):
    import driver
    folder = os.path.join(os.environ['HOME'], 'Documents')

    def found():
        paths = [os.path.join(home, name) for home in (folder, os.environ['HOME'])
                 for name in os.listdir(home) if name.endswith(ending)]
        return paths[0] if paths and os.path.getsize(paths[0]) > 0 else None
    return driver.wait_for('the saved file', found)


@case('the programs that are here come first, and a phone gets a code')
def _():
    install('sylpheed', 'org.gnome.Geary')
    with Practice() as practice, Run(*practice.options, secrets=[practice.password]) as window:
        go_to_programs(window, practice)
        window.picture('programs')
        names = [node.name for node in window.nodes()]
        for name in ['On this computer', 'Sylpheed', 'Geary'] + PLACES:
            assert name in names, name
        assert names.index('On this computer') < names.index('Geary') \
            < names.index('Sylpheed') < names.index('Another computer')
        assert 'KMail' not in names[:names.index('Another computer')]
        window.press('Thunderbird for Android')
        window.find('A code for the camera of a phone')
        window.text('It is not in the code')
        window.picture('code')
        save(window)
        with open(saved('.png'), 'rb') as file:
            assert file.read(8) == b'\x89PNG\r\n\x1a\n'
        window.press('Back')
        window.text('Where should the account go')


@case('a file for another computer, and what happens there')
def _():
    install()
    with Practice() as practice, Run(*practice.options, secrets=[practice.password]) as window:
        go_to_programs(window, practice)
        assert not window.has_text('^Sylpheed$')
        window.press('Mail on a Mac')
        window.text('What happens next')
        window.text('The Mac will ask for your email password')
        window.picture('file')
        save(window)
        with open(saved('.mobileconfig'), encoding='utf-8') as file:
            text = file.read()
        assert 'mail.twc.com' in text and practice.password not in text


@case('step by step: values to copy and steps to check off')
def _():
    from driver import Atspi, wait_for
    with Practice() as practice, Run(*practice.options, secrets=[practice.password]) as window:
        go_to_programs(window, practice)
        window.press('Outlook for Windows (classic)')
        window.text('Check each step off')
        window.picture('guide')
        window.press('Copy mail.twc.com')
        window.text('^Copied: mail.twc.com')
        step = window.find('Step 1 is done')
        assert step.focused and not step.has(Atspi.StateType.CHECKED)
        window.key('space')
        wait_for('the first step to be checked', lambda: step.has(Atspi.StateType.CHECKED))
        window.resize(360, 700)
        window.picture('guide-narrow')
        window.press('Back')
        window.text('Where should the account go')
        window.picture('programs-narrow')
        window.press('Another program, or a sheet to print')
        window.text('The password is not on this sheet')
        window.button('Print or Save as PDF')
        window.resize(760, 760)
        window.picture('sheet-page')
        window.press('Done')
        window.button('Finish')


@case('an account goes into Sylpheed, and Undo takes it out again')
def _():
    install('sylpheed')
    folder = os.path.join(os.environ['HOME'], '.sylpheed-2.0')
    path = os.path.join(folder, 'accountrc')
    os.makedirs(folder)
    before = '[Account: 1]\naccount_name=other\nprotocol=3\nreceive_server=imap.example.org\n'
    with open(path, 'w', encoding='utf-8') as file:
        file.write(before)
    with Practice() as practice, Run(*practice.options, secrets=[practice.password]) as window:
        go_to_programs(window, practice)
        window.press('Sylpheed')
        window.picture('add')
        window.press('Add')
        window.text('The account was added')
        window.picture('added')
        with open(path, encoding='utf-8') as file:
            text = file.read()
        assert text.startswith(before) and 'receive_server=mail.twc.com' in text
        assert practice.password not in text
        window.press('Undo')
        window.text('The old settings are back')
        window.button('Add')
        with open(path, encoding='utf-8') as file:
            assert file.read() == before
    shutil.rmtree(folder)


@case('an account goes into Thunderbird once that is closed')
def _():
    install('thunderbird')
    root = os.path.join(os.environ['HOME'], '.thunderbird')
    profile = os.path.join(root, 'abc.default')
    path = os.path.join(profile, 'prefs.js')
    os.makedirs(profile)
    with open(os.path.join(root, 'profiles.ini'), 'w', encoding='utf-8') as file:
        file.write('[Profile0]\nName=default\nIsRelative=1\nPath=abc.default\nDefault=1\n')
    before = 'user_pref("mail.accountmanager.accounts", "");\n'
    with open(path, 'w', encoding='utf-8') as file:
        file.write(before)
    with Practice() as practice, Run(*practice.options, secrets=[practice.password]) as window:
        go_to_programs(window, practice)
        window.press('Thunderbird')
        # As Thunderbird itself holds its profile while it is open.
        with open(os.path.join(profile, '.parentlock'), 'w', encoding='utf-8') as lock:
            fcntl.lockf(lock, fcntl.LOCK_EX)
            window.press('Add')
            window.text('Thunderbird is open. Close it first')
            window.picture('add-refused')
            with open(path, encoding='utf-8') as file:
                assert file.read() == before
        window.press('Add')
        window.text('The account was added')
        assert not window.has_text('Close it first')
        with open(path, encoding='utf-8') as file:
            text = file.read()
        assert '"mail.twc.com"' in text and practice.password not in text
        window.press('Undo')
        window.text('The old settings are back')
        with open(path, encoding='utf-8') as file:
            assert file.read() == before
    shutil.rmtree(root)


SECRETS = """<node><interface name="org.freedesktop.Secret.Service">
<method name="OpenSession"><arg type="s" direction="in"/><arg type="v" direction="in"/>
<arg type="v" direction="out"/><arg type="o" direction="out"/></method>
<method name="SearchItems"><arg type="a{ss}" direction="in"/><arg type="ao" direction="out"/>
<arg type="ao" direction="out"/></method></interface>
<interface name="org.freedesktop.Secret.Collection">
<method name="CreateItem"><arg type="a{sv}" direction="in"/><arg type="(oayays)" direction="in"/>
<arg type="b" direction="in"/><arg type="o" direction="out"/><arg type="o" direction="out"/>
</method></interface></node>"""


def play_keyring(refusals, ready):
    """A keyring that takes no password: it refuses the first ones, and does not answer then."""
    from gi.repository import Gio, GLib

    def on_call(_bus, _sender, _path, _interface, method, arguments, invocation):
        if method == 'SearchItems':
            invocation.return_value(GLib.Variant('(aoao)', ([], [])))
        elif method == 'OpenSession' and arguments.unpack()[0] == 'plain':
            invocation.return_value(GLib.Variant('(vo)', (GLib.Variant('s', ''), '/session')))
        elif method == 'OpenSession':
            invocation.return_dbus_error('org.freedesktop.DBus.Error.NotSupported', 'plain only')
        elif refusals:
            invocation.return_dbus_error(refusals.pop(), 'not now')

    service, collection = Gio.DBusNodeInfo.new_for_xml(SECRETS).interfaces
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    path = '/org/freedesktop/secrets'
    bus.register_object(path, service, on_call, None, None)
    bus.register_object(path + '/aliases/default', collection, on_call, None, None)
    Gio.bus_own_name_on_connection(bus, 'org.freedesktop.secrets', 0,
                                   lambda *_: os.write(ready, b'!'), None)
    GLib.MainLoop().run()


@contextlib.contextmanager
def keyring(*refusals):
    """In a process of its own, before this one is on the bus."""
    ready, told = os.pipe()
    child = os.fork()
    if child == 0:
        play_keyring(list(refusals), told)
    try:
        assert os.read(ready, 1) == b'!'
        yield
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


@case('a keyring that does not answer is waited for, and holds nothing up', looks=True)
def _():
    from driver import SWITCH, wait_for
    with keyring('org.freedesktop.DBus.Error.Failed'), Practice() as practice, \
            Run(*practice.options, secrets=[practice.password]) as window:
        fill_in(window, practice)
        go_to_settings(window)
        wait_for('the switch', lambda: window.find('Remember password', SWITCH).sensitive)
        window.find('Remember password', SWITCH).act()
        window.press('Test Account Settings')
        window.text('Your account works')
        window.press('Continue')
        window.press('Finish')
        window.text('The account is saved, but not its password. The keyring did not take it')
        window.picture('keyring-refuses')
        window.press('Finish')
        window.text('Waiting for the keyring of this computer')
        assert not window.button('Finish').sensitive
        window.picture('keyring-silent')
        window.resize(360, 700)
        window.picture('keyring-silent-narrow')
        window.press('Close')
        wait_for('the end', lambda: window.process.poll() == 0)
        path = os.path.join(os.environ['HOME'], '.config/rrmail/accounts.ini')
        with open(path, encoding='utf-8') as file:
            text = file.read()
        assert practice.address in text and practice.password not in text


if __name__ == '__main__':
    start()
