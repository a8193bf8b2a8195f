# SPDX-License-Identifier: GPL-3.0-or-later
"""A way to this computer that takes time, in both directions, as one to a real server does.

Packets to THERE leave by a TUN device, and come back as if THERE had sent them to HERE, so many
seconds later: whoever listens at HERE is reached at THERE.  TCP itself is on the way too, with
nothing of the kernel's changed.  The network belongs to this program alone, see leave_network().
"""

import collections
import fcntl
import os
import select
import socket
import struct
import subprocess
import sys
import threading
import time

HERE = '192.0.2.1'
THERE = '192.0.2.2'
DEVICE = '/dev/net/tun'
TUNSETIFF = 0x400454ca
SIOCSIFFLAGS = 0x8914
SIOCSIFADDR = 0x8916
SIOCSIFNETMASK = 0x891c
IFF_UP = 0x1
IFF_TUN = 0x1
IFF_NO_PI = 0x1000
# Where the two addresses stand in a packet (RFC 791, section 3.1).
SOURCE, TARGET, END = 12, 16, 20


def configure(name, request, words):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, request, struct.pack('16s24s', name, words))


def as_words(address):
    return struct.pack('HH4s', socket.AF_INET, 0, socket.inet_aton(address))


def leave_network(argv):
    """Starts this program again, which must be root, with a network of its own, where loopback is
    all there is.  Where that is not permitted it goes on in the network of all."""
    if os.environ.get('RRMAIL_ALONE'):
        configure(b'lo', SIOCSIFFLAGS, struct.pack('H', IFF_UP))
        return
    command = ['unshare', '--net', '--']
    if subprocess.run([*command, 'true'], stderr=subprocess.DEVNULL, check=False).returncode == 0:
        os.environ['RRMAIL_ALONE'] = '1'
        os.execvp(command[0], [*command, sys.executable, '-B', *argv])


class Delay:
    """Takes seconds for each way from now on; raises OSError where that is not permitted."""

    def __init__(self, seconds):
        self.seconds = seconds
        self.packets = collections.deque()
        if not os.environ.get('RRMAIL_ALONE'):
            raise PermissionError('a network of its own is not permitted here')
        self.device = os.open(DEVICE, os.O_RDWR | os.O_NONBLOCK)
        name = b'delay0'
        fcntl.ioctl(self.device, TUNSETIFF, struct.pack('16sH22x', name, IFF_TUN | IFF_NO_PI))
        configure(name, SIOCSIFADDR, as_words(HERE))
        configure(name, SIOCSIFNETMASK, as_words('255.255.255.0'))
        configure(name, SIOCSIFFLAGS, struct.pack('H', IFF_UP))
        threading.Thread(target=self._carry, daemon=True).start()

    def _carry(self):
        while True:
            until = self.packets[0][0] - time.monotonic() if self.packets else None
            if until is None or until > 0:
                select.select([self.device], [], [], until)
            self._take()
            while self.packets and self.packets[0][0] <= time.monotonic():
                os.write(self.device, self.packets.popleft()[1])

    def _take(self):
        try:
            while True:
                packet = os.read(self.device, 65536)
                if packet[0] >> 4 == 4:
                    self.packets.append((time.monotonic() + self.seconds, packet[:SOURCE]
                                         + packet[TARGET:END] + packet[SOURCE:TARGET]
                                         + packet[END:]))
        except BlockingIOError:
            pass
