#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sends a message with the library that Evolution has for that, through the outgoing server of each
identity that is named: everything about it comes from the registry, the password from the keyring.

Usage: camel_send.py FOLDER UID..."""

import sys

import gi
gi.require_version('Camel', '1.2')
gi.require_version('EDataServer', '1.2')
from gi.repository import Camel, EDataServer  # noqa: E402


class Session(Camel.Session):
    """Asks nobody for anything."""

    def do_authenticate_sync(self, service, mechanism, cancellable):
        source = REGISTRY.ref_source(service.get_uid())
        _, password = source.lookup_password_sync(cancellable)
        service.set_password(password)
        return service.authenticate_sync(mechanism, cancellable) == \
            Camel.AuthenticationResult.ACCEPTED


def addresses(text):
    found = Camel.InternetAddress.new()
    found.add('', text)
    return found


def send(session, identity):
    mail = identity.get_extension(EDataServer.SOURCE_EXTENSION_MAIL_IDENTITY)
    submission = identity.get_extension(EDataServer.SOURCE_EXTENSION_MAIL_SUBMISSION)
    source = REGISTRY.ref_source(submission.get_transport_uid())
    transport = source.get_extension(EDataServer.SOURCE_EXTENSION_MAIL_TRANSPORT)
    service = session.add_service(source.get_uid(), transport.get_backend_name(),
                                  Camel.ProviderType.TRANSPORT)
    source.camel_configure_service(service)
    message = Camel.MimeMessage.new()
    message.set_subject('hello')
    message.set_from(addresses(mail.get_address()))
    message.set_content(b'hello\n', 'text/plain')
    service.connect_sync(None)
    service.send_to_sync(message, addresses(mail.get_address()), addresses('lee@example.org'), None)
    service.disconnect_sync(True, None)


REGISTRY = EDataServer.SourceRegistry.new_sync(None)
Camel.init(sys.argv[1], False)
Camel.provider_init()
EDataServer.SourceCamel.register_types()
CAMEL = Session(user_data_dir=sys.argv[1], user_cache_dir=sys.argv[1], online=True)
for uid in sys.argv[2:]:
    send(CAMEL, REGISTRY.ref_source(uid))
