# SPDX-License-Identifier: GPL-3.0-or-later
"""IMAP, POP3 and SMTP servers on loopback that take every login and write down what arrives: the
protocol, how it was protected, the user name, the password. Not real servers: a mailbox is always
empty and a message is only counted."""

import base64
import os
import re
import socket
import ssl
import subprocess
import threading

# Names that the certificate is good for; the tests' hosts file sends them to loopback.
NAMES = ('mail.rrmail.test', 'xn--bcher-kva.test')
# A name that leads here too, and stands in no certificate.
WRONG_NAME = 'other.rrmail.test'


def make_certificates(folder, names=NAMES):
    """An authority and a certificate of its own, new for each run."""
    def run(*arguments):
        subprocess.run(['openssl', *arguments], check=True, capture_output=True, cwd=folder)
    run('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout',
        'ca.key', '-out', 'ca.pem', '-days', '2', '-subj', '/CN=Test authority')
    run('req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout',
        'server.key', '-out', 'server.csr', '-subj', f'/CN={names[0]}')
    with open(os.path.join(folder, 'extensions'), 'w', encoding='ascii') as file:
        file.write('subjectAltName=' + ','.join(f'DNS:{name}' for name in names) +
                   '\nextendedKeyUsage=serverAuth\nbasicConstraints=CA:FALSE\n')
    run('x509', '-req', '-in', 'server.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-out',
        'server.pem', '-days', '2', '-extfile', 'extensions')
    return os.path.join(folder, 'ca.pem')


class Session:
    """What one connection brought."""

    def __init__(self, protocol, security):
        self.protocol = protocol
        self.security = security
        self.tls = False
        self.username = None
        self.password = None
        self.mechanism = None
        self.logged_in_over_tls = None
        self.sender = None
        self.message = None
        self.commands = []

    def login(self, mechanism, username, password):
        self.mechanism, self.username, self.password = mechanism, username, password
        self.logged_in_over_tls = self.tls


class Connection:
    """Lines in and out of one socket, before and after TLS."""

    def __init__(self, plain, context, session):
        self.socket = plain
        self.context = context
        self.session = session
        self.buffer = b''

    def start_tls(self):
        self.socket = self.context.wrap_socket(self.socket, server_side=True)
        self.buffer = b''
        self.session.tls = True

    def fill(self):
        data = self.socket.recv(65536)
        if not data:
            raise EOFError
        self.buffer += data

    def line(self):
        while b'\n' not in self.buffer:
            self.fill()
        line, _, self.buffer = self.buffer.partition(b'\n')
        line = line.rstrip(b'\r').decode('utf-8', 'surrogateescape')
        self.session.commands.append(line)
        return line

    def exactly(self, count):
        while len(self.buffer) < count:
            self.fill()
        data, self.buffer = self.buffer[:count], self.buffer[count:]
        return data.decode('utf-8', 'surrogateescape')

    def send(self, *lines):
        self.socket.sendall(''.join(f'{line}\r\n' for line in lines).encode('utf-8'))


def unbase64(text):
    return base64.b64decode(text).decode('utf-8', 'backslashreplace')


def sasl(connection, session, mechanism, initial, challenge):
    """PLAIN and LOGIN (RFC 4616; the draft of LOGIN); challenge makes the line that asks."""
    def ask(prompt):
        connection.send(challenge(base64.b64encode(prompt.encode()).decode()))
        return unbase64(connection.line())
    if mechanism == 'PLAIN':
        answer = unbase64(initial) if initial else ask('')
        _, username, password = answer.split('\0')
    else:
        username = unbase64(initial) if initial else ask('Username:')
        password = ask('Password:')
    session.login(mechanism, username, password)


class Server:
    """One listening port."""

    def __init__(self, recorder, protocol, security, offers_starttls=True, port=0):
        self.recorder = recorder
        self.protocol = protocol
        self.security = security
        self.offers_starttls = offers_starttls
        self.socket = socket.create_server(('127.0.0.1', port), backlog=16)
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                plain, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(plain,), daemon=True).start()

    def serve(self, plain):
        plain.settimeout(60)
        session = Session(self.protocol, self.security)
        self.recorder.add(session)
        connection = Connection(plain, self.recorder.context, session)
        try:
            if self.security == 'tls':
                connection.start_tls()
            getattr(self, self.protocol)(connection, session)
        except (EOFError, OSError, ssl.SSLError):
            pass
        finally:
            connection.socket.close()

    def can_start_tls(self, session):
        return self.security == 'starttls' and self.offers_starttls and not session.tls

    # IMAP (RFC 3501): enough for a client that wants to see an empty mailbox.

    def imap(self, connection, session):
        connection.send('* OK ready')
        while True:
            tag, command, rest = (connection.line() + '  ').split(' ', 2)
            command = command.upper()
            if command == 'UID':
                command, rest = (rest.strip() + ' ').split(' ', 1)
            handler = getattr(self, f'imap_{command.lower()}', None)
            if handler is None:
                connection.send(f'{tag} OK {command} done')
            elif handler(connection, session, tag, rest.strip(' ')) == 'end':
                return

    def capabilities(self, session):
        words = 'IMAP4rev1 LITERAL+ SASL-IR NAMESPACE UIDPLUS CHILDREN IDLE ID'
        words += ' AUTH=PLAIN AUTH=LOGIN'
        return words + (' STARTTLS' if self.can_start_tls(session) else '')

    def imap_capability(self, connection, session, tag, rest):
        connection.send(f'* CAPABILITY {self.capabilities(session)}', f'{tag} OK done')

    def imap_starttls(self, connection, session, tag, rest):
        if not self.can_start_tls(session):
            connection.send(f'{tag} BAD not here')
            return
        connection.send(f'{tag} OK go on')
        connection.start_tls()

    def strings(self, connection, rest):
        """The arguments of LOGIN: atoms, quoted strings, literals."""
        found = []
        while rest:
            if rest[0] == '"':
                match = re.match(r'"((?:[^"\\]|\\.)*)"', rest)
                found.append(re.sub(r'\\(.)', r'\1', match[1]))
                rest = rest[match.end():].lstrip(' ')
            elif rest[0] == '{':
                match = re.match(r'\{(\d+)(\+?)\}$', rest)
                if not match[2]:
                    connection.send('+ go on')
                found.append(connection.exactly(int(match[1])))
                rest = connection.line().lstrip(' ')
            else:
                word, _, rest = rest.partition(' ')
                found.append(word)
        return found

    def imap_login(self, connection, session, tag, rest):
        username, password = self.strings(connection, rest)
        session.login('LOGIN command', username, password)
        connection.send(f'{tag} OK welcome')

    def imap_authenticate(self, connection, session, tag, rest):
        mechanism, _, initial = rest.partition(' ')
        if mechanism.upper() not in ('PLAIN', 'LOGIN'):
            connection.send(f'{tag} NO not that way')
            return
        sasl(connection, session, mechanism.upper(), initial, lambda text: f'+ {text}')
        connection.send(f'{tag} OK welcome')

    def imap_namespace(self, connection, session, tag, rest):
        connection.send('* NAMESPACE (("" "/")) NIL NIL', f'{tag} OK done')

    def matching(self, connection, rest):
        """The folders that a reference and a pattern ask for (RFC 3501, 6.3.8)."""
        pattern = ''.join(self.strings(connection, rest))
        signs = {'*': '.*', '%': '[^/]*'}
        wanted = re.compile(''.join(signs.get(c) or re.escape(c) for c in pattern))
        return [name for name in self.recorder.folders if wanted.fullmatch(name.strip('"'))]

    def imap_list(self, connection, session, tag, rest):
        # An empty pattern asks for the separator.
        if rest.endswith('""'):
            connection.send('* LIST (\\Noselect) "/" ""', f'{tag} OK done')
            return
        connection.send(*(f'* LIST (\\HasNoChildren) "/" {name}'
                          for name in self.matching(connection, rest)), f'{tag} OK done')

    def imap_lsub(self, connection, session, tag, rest):
        connection.send(*(f'* LSUB () "/" {name}' for name in self.matching(connection, rest)),
                        f'{tag} OK done')

    def imap_select(self, connection, session, tag, rest):
        connection.send('* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)', '* 0 EXISTS',
                        '* 0 RECENT', '* OK [PERMANENTFLAGS (\\Deleted \\Seen \\*)] ok',
                        '* OK [UIDVALIDITY 1] ok', '* OK [UIDNEXT 1] ok',
                        f'{tag} OK [READ-WRITE] done')

    imap_examine = imap_select

    def imap_status(self, connection, session, tag, rest):
        connection.send('* STATUS INBOX (MESSAGES 0 RECENT 0 UIDNEXT 1 UIDVALIDITY 1 UNSEEN 0)',
                        f'{tag} OK done')

    def imap_search(self, connection, session, tag, rest):
        connection.send('* SEARCH', f'{tag} OK done')

    def imap_append(self, connection, session, tag, rest):
        match = re.search(r'\{(\d+)(\+?)\}$', rest)
        if not match[2]:
            connection.send('+ go on')
        connection.exactly(int(match[1]))
        connection.line()
        connection.send(f'{tag} OK done')

    def imap_idle(self, connection, session, tag, rest):
        connection.send('+ idling')
        connection.line()
        connection.send(f'{tag} OK done')

    def imap_logout(self, connection, session, tag, rest):
        connection.send('* BYE', f'{tag} OK done')
        return 'end'

    # POP3 (RFC 1939).

    def pop3(self, connection, session):
        connection.send('+OK ready')
        username = None
        while True:
            line = connection.line()
            command, _, rest = line.partition(' ')
            command = command.upper()
            if command == 'CAPA':
                connection.send('+OK', 'USER', 'UIDL', 'TOP', 'SASL PLAIN LOGIN',
                                *(['STLS'] if self.can_start_tls(session) else []), '.')
            elif command == 'STLS' and self.can_start_tls(session):
                connection.send('+OK go on')
                connection.start_tls()
            elif command == 'USER':
                username = rest
                connection.send('+OK')
            elif command == 'PASS':
                session.login('USER', username, rest)
                connection.send('+OK welcome')
            elif command == 'AUTH' and rest:
                mechanism, _, initial = rest.partition(' ')
                sasl(connection, session, mechanism.upper(), initial, lambda text: f'+ {text}')
                connection.send('+OK welcome')
            elif command == 'STAT':
                connection.send('+OK 0 0')
            elif command in ('LIST', 'UIDL'):
                connection.send('+OK', '.')
            elif command in ('QUIT', 'NOOP', 'RSET'):
                connection.send('+OK')
                if command == 'QUIT':
                    return
            else:
                connection.send('-ERR what')

    # SMTP (RFC 5321, RFC 4954).

    def smtp(self, connection, session):
        connection.send('220 mail.rrmail.test ESMTP')
        while True:
            line = connection.line()
            command, _, rest = line.partition(' ')
            command = command.upper()
            if command in ('EHLO', 'LHLO'):
                starttls = ['250-STARTTLS'] if self.can_start_tls(session) else []
                connection.send('250-mail.rrmail.test', *starttls, '250-8BITMIME',
                                '250 AUTH PLAIN LOGIN')
            elif command == 'STARTTLS' and self.can_start_tls(session):
                connection.send('220 go on')
                connection.start_tls()
            elif command == 'AUTH':
                mechanism, _, initial = rest.partition(' ')
                if mechanism.upper() not in ('PLAIN', 'LOGIN'):
                    connection.send('504 not that way')
                    continue
                sasl(connection, session, mechanism.upper(), initial, lambda text: f'334 {text}')
                connection.send('235 welcome')
            elif command == 'MAIL':
                session.sender = re.search('<(.*?)>', rest)[1]
                connection.send('250 ok')
            elif command == 'DATA':
                connection.send('354 go on')
                lines = []
                while (line := connection.line()) != '.':
                    lines.append(line)
                session.message = '\n'.join(lines)
                connection.send('250 ok')
            elif command == 'QUIT':
                connection.send('221 bye')
                return
            else:
                connection.send('250 ok' if command in ('HELO', 'RCPT', 'RSET', 'NOOP')
                                else '502 what')


class Recorder:
    """All the servers, and what they saw."""

    def __init__(self, folder, ports=None):
        self.lock = threading.Condition()
        self.sessions = []
        # What an IMAP mailbox has, all of it empty.
        self.folders = ['INBOX']
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(os.path.join(folder, 'server.pem'),
                                     os.path.join(folder, 'server.key'))
        ports = ports or {}
        self.servers = {(protocol, security): Server(self, protocol, security,
                                                     port=ports.get((protocol, security), 0))
                        for protocol in ('imap', 'pop3', 'smtp')
                        for security in ('tls', 'starttls', 'none')}
        # The same as "starttls", without the offer: what someone in the middle can do.
        self.servers.update({(protocol, 'stripped'): Server(self, protocol, 'starttls', False)
                             for protocol in ('imap', 'pop3', 'smtp')})

    def port(self, protocol, security):
        return self.servers[protocol, security].port

    def add(self, session):
        with self.lock:
            self.sessions.append(session)
            self.lock.notify_all()

    def clear(self):
        with self.lock:
            self.sessions = []

    def logins(self, protocol):
        return [s for s in self.sessions if s.protocol == protocol and s.username is not None]
