# SPDX-License-Identifier: GPL-3.0-or-later
"""A web server of this computer that has, or has not, the settings of a provider."""

import contextlib
import socket
import ssl
import threading

DOMAIN = 'some-domain.example'
ADDRESS = 'pat@' + DOMAIN
HOSTS = ('autoconfig.' + DOMAIN, DOMAIN, 'elsewhere.example', 'autoconfig.nc.rr.con',
         'autoconfig.nc.rr.com')
FIRST = '/mail/config-v1.1.xml'
SECOND = '/.well-known/autoconfig/mail/config-v1.1.xml'


def config(host):
    return f'''<?xml version="1.0" encoding="UTF-8"?>
<clientConfig version="1.1"><emailProvider id="{DOMAIN}"><domain>{DOMAIN}</domain>
<incomingServer type="imap"><hostname>{host}</hostname><port>993</port>
<socketType>SSL</socketType><username>%EMAILADDRESS%</username></incomingServer>
<outgoingServer type="smtp"><hostname>smtp.{host}</hostname><port>587</port>
<socketType>STARTTLS</socketType><username>%EMAILLOCALPART%</username></outgoingServer>
</emailProvider></clientConfig>
'''.encode()


def server(kind, protocol, host, port, security, username='%EMAILADDRESS%', more=''):
    return (f'<{kind}Server type="{protocol}"><hostname>{host}</hostname><port>{port}</port>'
            f'<socketType>{security}</socketType><username>{username}</username>{more}'
            f'</{kind}Server>')


def settings(*servers):
    return ('<clientConfig version="1.1"><emailProvider id="x">' + ''.join(servers) +
            '</emailProvider></clientConfig>').encode()


SETTINGS = settings(server('incoming', 'imap', 'imap.' + DOMAIN, 993, 'SSL'),
                    server('outgoing', 'smtp', 'mail.other.example', 2587, 'STARTTLS', 'a;b $(c)'))


def found(body):
    return b'HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n' % len(body) + body


def moved(to):
    return f'HTTP/1.1 302 Found\r\nLocation: {to}\r\n\r\n'.encode()


MISSING = b'HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n'


class Web:
    """Answers by HTTPS as a function of the path says: with bytes, or with pieces of them."""

    def __init__(self, certificates, answer, name='good'):
        self.answer = answer
        self.requests = []
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(certificates.path(name + '.pem'),
                                     certificates.path(name + '.key'))
        self.listener = socket.create_server(('127.0.0.1', 0), backlog=50)
        self.port = self.listener.getsockname()[1]
        self.ways = [f'--connect-to={host}:443:127.0.0.1:{self.port}' for host in HOSTS]
        self.ways.append('--ca-file=' + certificates.ca_file)
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self.listener.accept()
                threading.Thread(target=self.talk, args=(connection,), daemon=True).start()

    def talk(self, connection):
        with contextlib.suppress(OSError):
            with self.context.wrap_socket(connection, server_side=True) as stream:
                request = b''
                while b'\r\n\r\n' not in request:
                    piece = stream.recv(4096)
                    if not piece:
                        return
                    request += piece
                self.requests.append(request.decode())
                head = request.decode().split()
                host = request.decode().lower().split('host: ')[1].split('\r\n')[0]
                answer = self.answer(host, head[1])
                for piece in [answer] if isinstance(answer, bytes) else answer:
                    stream.sendall(piece)
                stream.unwrap()

    def close(self):
        self.listener.close()


@contextlib.contextmanager
def web(certificates, answer, name='good'):
    server = Web(certificates, answer, name)
    try:
        yield server
    finally:
        server.close()


class Listener:
    """Counts who comes, and hears what they say first."""

    def __init__(self):
        self.calls = 0
        self.listener = socket.create_server(('127.0.0.1', 0))
        port = self.listener.getsockname()[1]
        self.ways = [f'--connect-to=imap.{DOMAIN}:993:127.0.0.1:{port}',
                     f'--connect-to=mail.other.example:2587:127.0.0.1:{port}']
        threading.Thread(target=self.serve, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.listener.close()

    def serve(self):
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self.listener.accept()
                self.calls += 1
                connection.close()
