#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real window, from the first page to the saved file: once with everything well, once through a
fault and "Fix it", and what a person types wrong on the way.

Usage: test_flow.py RRMAIL (the window's program is in RRMAIL_SETUP)
"""

import gettext
import os
import sys
import tempfile
import time
import xml.etree.ElementTree as tree

from cases import Practice, Run, begin, case, fill_in, focus, go_to_settings, reads, save, start

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, '..', 'discover'), os.path.join(HERE, '..', 'server')]

import web  # noqa: E402
from certificates import Certificates  # noqa: E402


def take_saved():
    """The text of the saved file; the next case saves its own."""
    import driver
    folder = os.path.join(os.environ['HOME'], 'Documents')

    def found():
        names = [name for home in (folder, os.environ['HOME']) for name in
                 [os.path.join(home, n) for n in os.listdir(home)] if name.endswith('.xml')]
        return names[0] if names and os.path.getsize(names[0]) > 0 else None
    path = driver.wait_for('the saved file', found)
    with open(path, encoding='utf-8') as file:
        text = file.read()
    os.unlink(path)
    return text


@case('everything is well: from the address to the saved file')
def _():
    with Practice() as practice, Run(*practice.options, secrets=[practice.password]) as window:
        window.picture('start')
        fill_in(window, practice)
        window.picture('about')
        go_to_settings(window)
        window.picture('settings')
        reads(window, 'Incoming server', 'mail.twc.com')
        reads(window, 'Outgoing server', 'mail.twc.com')
        window.press('Test Account Settings')
        window.text('Your account works')
        window.picture('works')
        window.text(r'^Receiving, Sign in, Passed|^IMAP, Sign in, Passed|Sign in.*[Pp]assed')
        window.press('Continue')
        window.button('Finish')
        window.picture('finish')
        save(window)
        text = take_saved()
        assert practice.password not in text
        root = tree.fromstring(text)
        assert root.find('.//incomingServer/hostname').text == 'mail.twc.com'
        assert root.find('.//outgoingServer/port').text == '587'
        assert root.find('.//outgoingServer/socketType').text == 'STARTTLS'


def assert_spanish(window, english):
    """Nothing of the window itself is said in English."""
    found = [node.name for node in window.nodes() if node.name in english]
    assert not found, found


def english_words():
    """What is said in English and otherwise in Spanish."""
    folder = os.path.dirname(os.path.dirname(os.path.dirname(os.environ['RRMAIL_SETUP'])))
    with open(os.path.join(folder, 'po', 'es', 'LC_MESSAGES', 'rrmail.mo'), 'rb') as file:
        words = gettext.GNUTranslations(file)._catalog
    return {english for english in words if english and english not in words.values()}


@case('in Spanish: from the address to the saved file')
def _():
    english = english_words()
    assert 'Continue' in english
    with Practice() as practice, Run(*practice.options, secrets=[practice.password],
                                     environment={'LANGUAGE': 'es_US:es'}) as window:
        window.entry('Su nombre').type('Ana Peña')
        window.entry('Dirección de correo').type(practice.address)
        window.entry('Contraseña').type(practice.password)
        window.text('mail.twc.com')
        assert_spanish(window, english)
        window.press('Continuar')
        window.text('^IMAP$')
        assert_spanish(window, english)
        window.press('Continuar')
        reads(window, 'Servidor de entrada', 'mail.twc.com')
        window.picture('spanish-settings')
        assert_spanish(window, english)
        window.press('Más configuraciones…')
        window.entry('Ruta de la carpeta raíz')
        assert_spanish(window, english)
        window.press('Listo')
        window.press('Probar la configuración de la cuenta')
        window.text('^Su cuenta funciona')
        window.text('^Recepción, Iniciar sesión, Bien')
        window.picture('spanish-works')
        assert_spanish(window, english)
        window.press('Continuar')
        window.button('Terminar')
        assert_spanish(window, english)
        window.picture('spanish-finish')
        save(window, 'Guardar')
        root = tree.fromstring(take_saved())
        assert root.find('.//incomingServer/hostname').text == 'mail.twc.com'


@case('with POP3: from the address to the saved file')
def _():
    with Practice() as practice, Run(*practice.options, secrets=[practice.password]) as window:
        fill_in(window, practice)
        window.press('Continue')
        window.text('^IMAP$')
        focus(window, 'POP3')
        window.key('space')
        window.picture('pop3-chosen')
        window.press('Continue')
        reads(window, 'Incoming server', 'mail.twc.com')
        reads(window, 'Incoming port', '995')
        window.press('Continue')
        window.text('Your account works')
        window.text('^Receiving, Sign in, Passed')
        window.text('POP3 · mail.twc.com')
        window.picture('pop3-works')
        window.press('Continue')
        window.button('Finish')
        save(window)
        server = tree.fromstring(take_saved()).find('.//incomingServer')
        assert server.get('type') == 'pop3'
        assert server.find('port').text == '995'
        assert server.find('socketType').text == 'SSL'
        assert server.find('pop3/leaveMessagesOnServer').text == 'true'


@case('a fault, and Fix it: TLS where STARTTLS belongs')
def _():
    with Run('--practice=tls-mode-mismatch') as window:
        go_to_settings(window)
        window.press('Test Account Settings')
        window.text('Sending does not')
        window.text('Your settings')
        window.picture('fault')
        window.press('Fix it')
        window.text('Your account works')
        window.picture('fixed')


@case('what is typed wrong is marked on its own row')
def _():
    with Run() as window:
        begin(window)
        window.entry('Email address').type('pat')
        window.press('Continue')
        window.text('@')
        window.picture('wrong-address')
        assert window.entry('Email address') is not None
        window.entry('Email address').type('pat@nc.rr,com')
        window.press('Continue')
        window.text('comma')


@case('the practice account fills itself in and is marked')
def _():
    with Run('--practice') as window:
        window.text('^Practice')
        assert window.entry('Email address').text.endswith('.rr.com')
        go_to_settings(window)
        window.press('Test Account Settings')
        window.text('Your account works')
        window.picture('practice')


def answer_slowly(_host, _path):
    time.sleep(2)
    return web.found(web.SETTINGS)


@case('servers that the network names wait for a yes')
def _():
    with tempfile.TemporaryDirectory() as folder:
        certificates = Certificates(os.path.join(folder, 'certificates'), web.HOSTS)
        with web.web(certificates, answer_slowly) as there, web.Listener() as mail, \
                Run(*there.ways, *mail.ways, secrets=['sesame-4711']) as window:
            begin(window)
            window.entry('Email address').type(web.ADDRESS)
            window.entry('Password').type('sesame-4711')
            window.text('Nothing is known')
            window.press('Continue')
            window.text('^Looking for the servers of ' + web.ADDRESS)
            window.picture('found-looking')
            window.text('^Use these servers')
            window.text(f'IMAP, imap.{web.DOMAIN}, port 993(.|\n)*mail.other.example is not part|'
                        f'mail.other.example is not part(.|\n)*IMAP, imap.{web.DOMAIN}, port 993')
            window.picture('found-asked')
            window.resize(360, 640)
            window.picture('found-asked-narrow')
            window.resize(900, 700)
            window.press('Cancel')
            # No is no: the servers are typed in.
            window.press('Continue')
            reads(window, 'Incoming server', '')
            window.press('Back')
            # For another address the provider is asked anew.
            window.entry('Email address').type('kim@' + web.DOMAIN)
            window.press('Continue')
            window.press('Use Them')
            window.text('come from a file of the provider itself')
            assert not window.has_text('Spectrum')
            assert mail.calls == 0
            window.picture('found-used')
            window.press('Continue')
            reads(window, 'Incoming server', 'imap.' + web.DOMAIN)
            reads(window, 'Outgoing server', 'mail.other.example')
            window.picture('found-settings')


if __name__ == '__main__':
    # As most people have it.
    start(animations=True)
