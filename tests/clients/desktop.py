# SPDX-License-Identifier: GPL-3.0-or-later
"""A private corner for a mail program with a window: besides what stage.py gives, a network that
ends at loopback, where the names of the real servers lead to those that write down what arrives."""

import fcntl
import json
import os
import socket
import struct
import subprocess
import time

import stage
from harness import account, equal

# The servers of this family, and one that has a name of another alphabet.
NAMES = ('mail.twc.com', 'mail.rrmail.test', 'xn--bcher-kva.test')
PORTS = {('imap', 'tls'): 993, ('imap', 'starttls'): 143, ('pop3', 'tls'): 995,
         ('pop3', 'starttls'): 110, ('smtp', 'tls'): 465, ('smtp', 'starttls'): 587}
# Where screens are found by their numbers.
SOCKETS = '/tmp/.X11-unix'


def enter_namespace(address=''):
    """Starts this script again where mounts and network are its own. @address: one that loopback
    has besides; where there is none but 127.0.0.1, GLib finds no names at all."""
    stage.enter_namespace('--net')
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        # SIOCSIFFLAGS: the new network's loopback is down.
        fcntl.ioctl(any_socket, 0x8914, struct.pack('16sh14x', b'lo', 0x1 | 0x40))
        if address:
            # SIOCSIFADDR
            fcntl.ioctl(any_socket, 0x8916, struct.pack('16sHH4s8x', b'lo:1', socket.AF_INET, 0,
                                                        socket.inet_aton(address)))


class Desktop(stage.Stage):
    """One home folder in which a program is started again and again."""

    def __init__(self):
        super().__init__(NAMES, PORTS)
        self.screen = None
        self.path, self.environment = self.home()
        # Sylpheed has a socket there, one for each user of the computer.
        temporary = os.path.join(self.path, 'tmp')
        os.mkdir(temporary)
        self.environment.update(XDG_DATA_HOME=os.path.join(self.path, '.local/share'),
                                TMPDIR=temporary)

    def show(self):
        """A screen that nobody sees, for programs that want one."""
        # A lock names a process: one that is not seen from here would seem to have ended, and its
        # screen would be taken over.
        if not os.path.isdir(SOCKETS):
            os.mkdir(SOCKETS)
            os.chmod(SOCKETS, 0o1777)
        subprocess.run(['mount', '-t', 'tmpfs', '-o', 'mode=1777', 'screens', SOCKETS], check=True)
        reader, writer = os.pipe()
        self.screen = subprocess.Popen(['Xvfb', '-displayfd', str(writer), '-nolock', '-nolisten',
                                        'tcp'], pass_fds=[writer], stderr=subprocess.DEVNULL)
        os.close(writer)
        with os.fdopen(reader) as file:
            number = file.readline().strip()
        self.environment.update(DISPLAY=f':{number}', NO_AT_BRIDGE='1')

    def close(self):
        if self.screen is not None:
            self.screen.terminate()
            self.screen.wait()
        super().close()

    def join(self, *parts):
        return os.path.join(self.path, *parts)

    def read(self, path):
        with open(path, 'rb') as file:
            return file.read()

    def add(self, program, account):
        """One click: nothing, or the word for what was refused."""
        request = json.dumps({'program': program, 'account': account}) + '\n'
        done = subprocess.run([os.environ['RRM_APPLIER']], env=self.environment, check=False,
                              input=request.encode(), stdout=subprocess.PIPE, timeout=60)
        return done.stdout.decode().strip()

    def clients(self, *words):
        """What `rrmail clients` has to say, and its exit status."""
        done = subprocess.run([os.environ['RRM_RRMAIL'], 'clients', *words, '--json'], check=False,
                              env=self.environment, stdout=subprocess.PIPE,
                              stdin=subprocess.DEVNULL, timeout=60)
        return done.returncode, json.loads(done.stdout) if done.stdout.strip() else None

    def tree(self, path):
        """Every file of a folder, with its bytes."""
        found = {}
        for folder, _, names in os.walk(path):
            for name in names:
                file = os.path.join(folder, name)
                if not os.path.islink(file):
                    found[os.path.relpath(file, path)] = self.read(file)
        return found


def make(protocol, username, incoming, outgoing, login=None, host=NAMES[0], **changes):
    """An account at the servers here; incoming, outgoing: how each is protected."""
    made = account(protocol, incoming, outgoing, address=username, **changes)
    made['incoming'].update(host=host, username=username, port=PORTS[protocol, incoming])
    made['outgoing'].update(host=host, username=login or username, port=PORTS['smtp', outgoing])
    return made


def holds(found, expected, what):
    for name, value in expected.items():
        equal(found[name], value, f'{what}: {name}')


def wait_until(happened, seconds=60):
    end = time.monotonic() + seconds
    while not happened() and time.monotonic() < end:
        time.sleep(0.1)


def processor_seconds():
    """Of this script and of every program that it waited for."""
    times = os.times()
    return sum(times[:4])
