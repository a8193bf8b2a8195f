# SPDX-License-Identifier: GPL-3.0-or-later
"""A real Dovecot and a real Postfix on loopback, with a configuration of their own.

Everything they need stands in one temporary folder: certificates, mailboxes, sockets, queue and
logs.  Nothing of the computer's own mail set-up is read or touched.  They need neither systemd
nor a system log.

    with Servers() as servers:
        servers.ports['imaps'], servers.ca_file, servers.users['pat'].password, ...

Dovecot runs as any user; Postfix's master wants to be root (of a user namespace is enough, see
become_root()).
"""

import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

from certificates import Certificates
from daemon import ServerError, program
from dovecot import STRANGER, Dovecot
from postfix import Postfix

HOSTS = ('mail.twc.com', 'mobile.charter.net', 'mail.brighthouse.com')
DOMAIN = 'nc.rr.com'
START_LIMIT = 20.0


class User:
    """One mailbox: its address, its password, and what is special about it."""

    def __init__(self, name, password, disabled=False, quota=None, stored=0, folder=''):
        self.address = f'{name}@{DOMAIN}'
        self.name = name
        self.password = password
        self.disabled = disabled
        self.quota = quota      # in KiB
        self.stored = stored    # size of the message lying in the mailbox, in KiB
        self.folder = folder    # where new mail goes, below the INBOX; as Maildir++ writes it


def make_users():
    """The mailboxes by name.  Passwords are made new each time, so that finding one in any
    output later is proof of a leak."""
    def fresh():
        return 'pw-' + ''.join(random.SystemRandom().choices('abcdefghkmnprstuvwxyz23456789', k=16))
    return {user.name: user for user in (
        User('pat', fresh()),
        User('lee', fresh()),
        User('accent', 'Größe-ñandú-' + fresh()),
        User('off', fresh(), disabled=True),
        User('nearly', fresh(), quota=100, stored=93),
        User('full', fresh(), quota=100, stored=130),
        User('junked', fresh(), folder='.Junk/'),
    )}


def tried(command):
    """True if the command succeeds.  Ends whatever it leaves behind: unshare leaves a child that
    waits for ever where namespaces are forbidden."""
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL, start_new_session=True) as process:
        status = process.wait()
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
    return status == 0


def become_root(argv):
    """Starts this program again as root: of a user namespace of its own where the computer
    allows that, else by sudo where it asks for no password.  Returns only if neither works."""
    if os.geteuid() == 0:
        return
    for command in (['unshare', '--user', '--map-root-user', '--map-auto', '--'],
                    ['sudo', '-n', '--']):
        try:
            command[0] = program(command[0])
        except ServerError:
            continue
        if tried(command + ['true']):
            os.execv(command[0], command + argv)


def have_ipv6():
    """True where ::1 can be listened on."""
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as probe:
            probe.bind(('::1', 0))
        return True
    except OSError:
        return False


def free_ports(count, ipv6):
    """Port numbers nobody listens on, below those that the kernel gives to outgoing
    connections (so that none is taken between here and the server's own bind)."""
    families = ([(socket.AF_INET, '127.0.0.1'), (socket.AF_INET, STRANGER)]
                + ([(socket.AF_INET6, '::1')] if ipv6 else []))
    found = []
    for port in random.SystemRandom().sample(range(10000, 32000), 2000):
        try:
            for family, address in families:
                with socket.socket(family, socket.SOCK_STREAM) as probe:
                    probe.bind((address, port))
        except OSError:
            continue
        found.append(port)
        if len(found) == count:
            return found
    raise ServerError('no free ports on loopback')


class Servers:
    """Both servers.  Use it in a with statement: whatever happens, nothing of it stays.

    ports is a dictionary: imap imaps pop3 pop3s, Postfix.SERVICES, and with their kinds asked
    for, imap-tls12 imaps-tls12 pop3-tls12 pop3s-tls12 imap-clear pop3-clear imap-busy imaps-busy.
    """

    KINDS = {'usual': ('imap', 'imaps', 'pop3', 'pop3s'),
             'tls12': ('imap', 'imaps', 'pop3', 'pop3s'),
             'clear': ('imap', 'pop3'),
             'busy': ('imap', 'imaps')}

    def __init__(self, kinds=('usual',), postfix=True, also=()):
        """also: addresses of this computer to listen at beside those of loopback."""
        self.kinds = kinds
        self.also = list(also)
        self.with_postfix = postfix
        self.folder = None
        self.ports = {}
        self.users = make_users()
        self.dovecots = {}
        self.postfix = None
        self.certificates = None
        self.ipv6 = have_ipv6()

    def __enter__(self):
        try:
            self._start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_):
        self.stop()

    @property
    def ca_file(self):
        return os.path.join(self.folder, 'tls', 'ca.pem')

    def _start(self):
        deadline = time.monotonic() + START_LIMIT
        # Not TMPDIR: both servers give up root, and must reach their files all the same; and
        # a socket's path has room for a hundred bytes only.
        self.folder = tempfile.mkdtemp(prefix='rrm-', dir='/tmp')
        os.chmod(self.folder, 0o755)
        self.certificates = certificates = Certificates(os.path.join(self.folder, 'tls'), HOSTS)
        names = [(kind, name) for kind in self.kinds for name in self.KINDS[kind]]
        smtp = list(Postfix.SERVICES) if self.with_postfix else []
        numbers = free_ports(len(names) + len(smtp), self.ipv6)

        auth_socket = None
        if self.with_postfix:
            ports = {name: numbers.pop() for name in smtp}
            self.ports.update(ports)
            self.postfix = Postfix(os.path.join(self.folder, 'p'), certificates, self.users,
                                   ports, self.ipv6, self.also)
            auth_socket = os.path.join(self.postfix.queue, 'private', 'auth')
        for kind in self.kinds:
            ports = {name: numbers.pop() for name in self.KINDS[kind]}
            for name, port in ports.items():
                self.ports[name if kind == 'usual' else f'{name}-{kind}'] = port
            self.dovecots[kind] = Dovecot(os.path.join(self.folder, 'd-' + kind), kind,
                                          certificates, self.users, ports, self.ipv6,
                                          auth_socket if kind == 'usual' else None, self.also)
            self.dovecots[kind].start(deadline)
        if self.postfix:
            self.postfix.start(os.path.join(self.folder, 'd-usual', 'home'), deadline)

    def logs(self):
        """The end of every server's log, for a report of a failure."""
        return '\n'.join(f'--- {daemon.name}\n{daemon.said()}'
                         for daemon in [*self.dovecots.values(), self.postfix] if daemon)

    def stop(self):
        daemons = [daemon for daemon in [self.postfix, *self.dovecots.values()] if daemon]
        for daemon in daemons:
            daemon.ask_to_stop()
        for daemon in daemons:
            daemon.stop()
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder = None


def mapping(servers, service, port, host=HOSTS[0], address='127.0.0.1'):
    """The --connect-to option that sends HOST:PORT to one of the servers."""
    return f'--connect-to={host}:{port}:{address}:{servers.ports[service]}'


def stop_on_signals():
    """SIGTERM and SIGHUP unwind the program, so that with statements clean up."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: sys.exit(128 + number))
