#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes out from the page of the test because the person asks for it: a message to oneself, and
the password before the last change.

Usage: test_message.py RRMAIL (the window's program is in RRMAIL_SETUP)
"""

from cases import Run, case, go_to_settings, start


def test(window):
    go_to_settings(window)
    window.press('Test Account Settings')


def send(window):
    window.press('Send a message to myself')
    window.text('Send a message to yourself')
    window.press('Send')


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


@case('the password before the last change is one guided step away')
def _():
    import driver
    with Run('--practice=password-rejected') as window:
        test(window)
        window.text('Did you change your password')
        window.picture('previous-password')
        assert not window.button('Try the previous password').sensitive
        window.entry('Previous password').type('the-older-one')
        window.press('Try the previous password')
        window.text('Changed: Password: the one you just tried')
        window.text('Receiving and sending do not work')
        # Refused by all: it is not sent a second time.
        window.entry('Previous password').type('the-older-one')
        window.press('Try the previous password')
        window.text('It was not sent again')
        # A third no, and a pause is advised and counted.
        window.entry('Previous password').type('the-oldest-one')
        window.press('Try the previous password')
        window.text('Signing in was refused 3 times. Wait for 5 minutes')
        window.picture('previous-password-pause')
        window.press('Undo')
        window.entry('Previous password').type('the-old-one')
        driver.wait_for('the entry', lambda: window.key('<Shift>Tab')
                        or window.entry('Previous password').focused)
        window.key('Return')
        window.text('Your account works')
        window.picture('previous-password-works')
        assert window.look('Previous password') is None


SPANISH = {'LANGUAGE': 'es', 'ADW_DEBUG_COLOR_SCHEME': 'prefer-dark'}


def go_in_spanish(window):
    window.press('Continuar')
    window.text('^IMAP')
    window.press('Continuar')
    window.press('Probar la configuración de la cuenta')


@case('in Spanish, in the dark and narrow: a message to oneself, and the times', looks=True)
def _():
    with Run('--practice', environment=SPANISH) as window:
        window.resize(360, 1090)
        go_in_spanish(window)
        window.press('Enviarme un mensaje')
        window.text('¿Enviarse un mensaje a usted?')
        window.picture('spanish-send')
        window.press('Enviar')
        window.text('Se envió un mensaje a usted mismo y llegó')
        window.find('Detalles').act()
        window.text('Cuánto tardó cada paso')
        window.picture('spanish-details')


@case('in Spanish, in the dark and narrow: a refused password', looks=True)
def _():
    with Run('--practice=password-rejected', environment=SPANISH) as window:
        window.resize(360, 1090)
        go_in_spanish(window)
        window.text('¿Cambió su contraseña?')
        window.picture('spanish-password')
        window.entry('Contraseña anterior').type('the-old-one')
        window.press('Probar la contraseña anterior')
        window.text('Cambiado: Contraseña: la que acaba de probar')


if __name__ == '__main__':
    start()
