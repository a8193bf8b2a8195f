#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of the settings with every field of it, and More Settings behind it.

Usage: test_settings.py RRMAIL (the window's program is in RRMAIL_SETUP)
"""

import time

from cases import Practice, Run, case, fill_in, focus, go_to_settings, reads, start

SMTP = 'My outgoing server (SMTP) requires authentication'
SAME = 'Use same settings as my incoming mail server'
OWN = 'Log on using own user name and password'
FIRST = 'Log on to incoming mail server before sending mail'
AUTOMATIC = 'Automatically test account settings when Continue is pressed'


def wait_for(*arguments, **named):
    import driver
    return driver.wait_for(*arguments, **named)


def roles(*names):
    import driver
    return {getattr(driver.Atspi.Role, name) for name in names}


def toggle(window, name):
    focus(window, name)
    window.key('space')


def checked(node):
    import driver
    return node.has(driver.Atspi.StateType.CHECKED)


def switch(window, name):
    """GTK 4.8 tells it as a check box."""
    return window.find(name, roles('CHECK_BOX'))


def radio(window, name):
    return window.find(name, roles('RADIO_BUTTON'))


def is_sensitive(window, name):
    return window.entry(name).sensitive


def focused(window):
    return next((node for node in window.nodes() if node.focused), None)


def wait_for_focus(window, name):
    def there():
        node = focused(window)
        return node is not None and node.name == name
    wait_for(f'the focus on “{name}”', there)


@case('every field has its name, its role and its way back')
def _():
    with Practice() as practice, Run(*practice.options, secrets=[practice.password]) as window:
        fill_in(window, practice)
        go_to_settings(window)
        for name in ('Your name', 'Email address', 'Organization', 'Reply address',
                     'Incoming server', 'Incoming port', 'Incoming user name', 'Password',
                     'Outgoing server', 'Outgoing port', 'Outgoing user name'):
            assert window.entry(name).sensitive, name
        for name in ('Account type', 'Incoming connection security', 'Incoming authentication',
                     'Outgoing connection security', 'Outgoing authentication'):
            assert window.find(name).sensitive, name
        assert 'Leave “Secure Password Authentication” off' in window.find(
            'Incoming authentication').description
        assert checked(switch(window, SMTP))
        assert checked(radio(window, SAME))
        assert not checked(radio(window, OWN)) and not checked(radio(window, FIRST))
        assert checked(window.find(AUTOMATIC, roles('CHECK_BOX')))
        assert window.look('Outgoing password') is None
        window.entry('Organization').type('Doe & Sons')
        window.entry('Reply address').type('kim@nc.rr.com')
        window.press('Back')
        window.text('^IMAP$')
        window.press('Continue')
        reads(window, 'Organization', 'Doe & Sons')
        reads(window, 'Reply address', 'kim@nc.rr.com')


@case('a reply address is looked at like any other, and may be left out')
def _():
    with Run('--practice') as window:
        go_to_settings(window)
        window.entry('Reply address').type('kim@nc,rr.com')
        window.press('Test Account Settings')
        window.text('There is a comma')
        wait_for('the mark', lambda: window.entry('Reply address').invalid)
        wait_for_focus(window, 'Reply address')
        assert not window.entry('Email address').invalid
        window.entry('Reply address').type('')
        wait_for('the mark to go', lambda: not window.entry('Reply address').invalid)
        window.press('Test Account Settings')
        window.text('Your account works')


@case('the default port is one press away, and says whose it is')
def _():
    with Run('--practice') as window:
        go_to_settings(window)
        assert not window.look('Use default incoming port').sensitive
        window.entry('Incoming port').type('4711')
        window.text('Not the usual port, which is 993')
        window.press('Use default incoming port')
        wait_for('the port', lambda: window.entry('Incoming port').text == '993')
        wait_for_focus(window, 'Incoming port')
        window.entry('Outgoing port').type('2525')
        window.press('Use default outgoing port')
        wait_for('the port', lambda: window.entry('Outgoing port').text == '587')
        # From the entry to its button and on, by keyboard.
        window.entry('Incoming port').type('4711')
        focus(window, 'Incoming port')
        window.key('Tab')
        wait_for_focus(window, 'Use default incoming port')
        window.key('<Shift>Tab')
        wait_for_focus(window, 'Incoming port')
        window.key('Tab', 'Tab')
        wait_for_focus(window, 'Incoming user name')


@case('a login of its own for sending is asked for, and kept apart')
def _():
    with Practice() as practice, Run(*practice.options, secrets=[practice.password]) as window:
        fill_in(window, practice)
        go_to_settings(window)
        window.text('The same as for incoming mail')
        toggle(window, OWN)
        own = window.entry('Outgoing password')
        assert len(own.text) == len(practice.password)
        reads(window, 'Outgoing user name', practice.address)
        own.type('')
        window.press('Test Account Settings')
        window.text('Type the password')
        wait_for('the mark', lambda: window.entry('Outgoing password').invalid)
        wait_for_focus(window, 'Outgoing password')
        assert not window.entry('Password').invalid
        window.picture('own-login')
        window.entry('Outgoing password').type('another-password')
        window.press('Test Account Settings')
        window.text('Your password')
        window.press('Back')
        toggle(window, SAME)
        wait_for('it to go', lambda: window.look('Outgoing password') is None)
        window.press('Test Account Settings')
        window.text('Your account works')


@case('another name for sending is a login of its own')
def _():
    with Run('--practice') as window:
        go_to_settings(window)
        window.entry('Outgoing user name').type('relay@nc.rr.com')
        wait_for('the choice', lambda: checked(radio(window, OWN)))
        window.entry('Outgoing password')
        assert window.entry('Incoming user name').text != 'relay@nc.rr.com'


@case('without a login for sending the server says no, and Fix it turns it on')
def _():
    with Run('--practice') as window:
        go_to_settings(window)
        toggle(window, SMTP)
        wait_for('the ways to go', lambda: window.look(SAME) is None)
        assert not is_sensitive(window, 'Outgoing user name')
        window.picture('no-login')
        window.press('Test Account Settings')
        window.text('Your settings')
        window.press('Fix it')
        window.text('Your account works')
        window.press('Back')
        assert checked(switch(window, SMTP))
        assert is_sensitive(window, 'Outgoing user name')


@case('the incoming server first, then sending without a login')
def _():
    with Run('--practice') as window:
        go_to_settings(window)
        toggle(window, FIRST)
        wait_for('it to be of no use', lambda: not is_sensitive(window, 'Outgoing user name'))
        window.press('Test Account Settings')
        # This server wants a login all the same.
        window.text('Your settings')
        window.press('Back')
        assert checked(radio(window, FIRST))


@case('without the tick Continue goes on without a test')
def _():
    with Run('--practice') as window:
        go_to_settings(window)
        toggle(window, AUTOMATIC)
        window.press('Continue')
        window.button('Finish')


def open_more(window):
    go_to_settings(window)
    window.press('More Settings…')
    window.find('Server timeout')


@case('More Settings for IMAP: folders, and every value is there again')
def _():
    with Run('--practice') as window:
        open_more(window)
        wait_for_focus(window, 'Done')
        assert window.find('Server timeout', roles('COMBO_BOX')).description == 'Usual'
        assert not checked(switch(window, 'Send over IPv4 only'))
        assert window.look('Leave a copy of messages on the server') is None
        window.entry('Root folder path').type('INBOX')
        window.entry('Sent folder').type('Sent Items')
        window.entry('Trash folder').type('x' * 300)
        window.press('Done')
        window.text('too long for the name of a folder')
        wait_for('the mark', lambda: window.entry('Trash folder').invalid)
        wait_for_focus(window, 'Trash folder')
        window.picture('more-wrong')
        window.press('Back')
        # What is wrong there keeps a test from beginning, and is shown there.
        window.press('Test Account Settings')
        window.text('too long for the name of a folder')
        window.entry('Trash folder').type('Trash')
        toggle(window, 'Send over IPv4 only')
        focus(window, 'Server timeout')
        window.key('space')
        time.sleep(1)
        window.key('Down', 'Down', 'Return')
        wait_for('the time', lambda: window.find(
            'Server timeout', roles('COMBO_BOX')).description == '1 minute')
        window.picture('more-imap')
        window.press('Done')
        wait_for_focus(window, 'More Settings…')
        window.press('More Settings…')
        reads(window, 'Root folder path', 'INBOX')
        reads(window, 'Sent folder', 'Sent Items')
        reads(window, 'Drafts folder', '')
        reads(window, 'Junk folder', '')
        assert checked(switch(window, 'Send over IPv4 only'))
        window.key('Escape')
        window.press('Test Account Settings')
        window.text('Your account works')


@case('More Settings for POP3: what stays on the server, and for how long')
def _():
    with Run('--practice') as window:
        window.press('Continue')
        window.text('^IMAP$')
        toggle(window, 'POP3')
        window.press('Continue')
        window.press('More Settings…')
        window.find('Server timeout')
        assert window.look('Sent folder') is None
        assert checked(switch(window, 'Leave a copy of messages on the server'))
        assert window.look('Days until mail is removed') is None
        toggle(window, 'Remove from server after some days')
        reads(window, 'Days until mail is removed', '14')
        for wrong in ('0', '1000', 'ten', ''):
            window.entry('Days until mail is removed').type(wrong)
            window.press_through('Done')
            window.text('number of days from 1 to 999')
            wait_for('the mark', lambda: window.entry('Days until mail is removed').invalid)
        window.entry('Days until mail is removed').type('30')
        wait_for('the mark to go',
                 lambda: not window.entry('Days until mail is removed').invalid)
        toggle(window, 'Remove from server when deleted here')
        window.picture('more-pop3')
        window.press('Done')
        window.press('More Settings…')
        reads(window, 'Days until mail is removed', '30')
        assert checked(switch(window, 'Remove from server when deleted here'))
        toggle(window, 'Leave a copy of messages on the server')
        wait_for('the rest to go', lambda: window.look('Days until mail is removed') is None)
        window.press('Done')
        window.press('Test Account Settings')
        window.text('Your account works|not kept|removed')


def look(window, name, width, height, words=('Continue', 'More Settings…', 'Done')):
    """A picture of each part of both pages."""
    window.resize(width, height)
    window.press(words[0])
    window.text('^IMAP$')
    window.press(words[0])
    window.button(words[1])
    window.picture(f'{name}-top')
    window.press(words[1])
    window.button(words[2])
    window.picture(f'{name}-more')
    window.press(words[2])
    window.button(words[1])
    window.picture(f'{name}-bottom')


@case('in the dark', looks=True)
def _():
    with Run('--practice', environment={'ADW_DEBUG_COLOR_SCHEME': 'prefer-dark'}) as window:
        look(window, 'settings-dark', 760, 900)


@case('narrow', looks=True)
def _():
    with Run('--practice') as window:
        look(window, 'settings-narrow', 360, 720)


@case('in Spanish, narrow', looks=True)
def _():
    with Run('--practice', environment={'LANGUAGE': 'es'}) as window:
        look(window, 'settings-spanish', 360, 900, ('Continuar', 'Más configuraciones…', 'Listo'))


@case('with text twice as large', looks=True)
def _():
    import desktop
    desktop.X().scale_text(2)
    try:
        with Run('--practice') as window:
            look(window, 'settings-large', 500, 1000)
    finally:
        desktop.X().scale_text(1)


if __name__ == '__main__':
    start()
