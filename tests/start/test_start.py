#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the command and the window open, load and call at their start: nothing before it is needed.

The window stands beside an empty one of the same toolkit in the same run; what both do is the
toolkit's.

Usage: test_start.py RRMAIL RRMAIL-SETUP EMPTY-WINDOW
"""

import glob
import os
import re
import signal
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, '..', 'window'), os.path.join(HERE, '..', 'cli')]

import desktop  # noqa: E402
from command import Tap, check, equal  # noqa: E402

RRMAIL, WINDOW, EMPTY = sys.argv[1:4]
WAIT = 60
QUIET = [['--version'], ['formats'], ['explain', '0x800CCC0E'],
         ['lookup', 'pat@nc.rr.com', '--offline']]
# Of every program: the loader's and the C library's own, and where it runs.
COMMON = (r'^/(proc|sys|dev)/|/ld\.so\.cache$|/locale(-archive|\.alias)?(/|$)|/gconv|charset\.alias'
          r'|/etc/localtime$')
LIBRARY = r'\.so(\.[0-9]+)*$'
FONT = r'fonts?/|fontconfig|^/etc/fonts'
# Measured: 30 and 17; a few more for other versions of these libraries.
MOST_LIBRARIES = 36
MOST_LIBRARIES_MORE = 22
# On the first page stand that many pictures.
MOST_ICONS = 14
NEEDLESS = (r'lib(soup|sqlite|psl|nghttp2|curl|zbar|poppler|webkit|proxy|dconf|giognutls'
            r'|giolibproxy|gvfsdbus)')


class Trace:
    """The calls to the kernel that a program made."""

    def __init__(self, folder):
        self.opened = set()
        self.missed = set()
        self.called = []
        self.connected = set()
        for path in glob.glob(os.path.join(folder, 'trace.*')):
            with open(path, encoding='utf-8', errors='replace') as file:
                for line in file:
                    self.take(line)

    def take(self, line):
        found = re.match(r'open(?:at)?\((?:AT_FDCWD, )?"([^"]*)".* = (-?\d+)', line)
        if found:
            (self.missed if found[2] == '-1' else self.opened).add(os.path.normpath(found[1]))
        elif line.startswith('connect('):
            self.connected.update(re.findall(r'sa_family=(AF_\w+)', line))
        elif line.startswith('sendmsg(') and r'\1\0\1' in line:
            # Header field 6 of a message of D-Bus is where it goes, field 3 what it asks for.
            name, = re.findall(r'\\6\\1s\\0.{1,4}?\\0\\0\\0([\w.:]+)', line)[:1] or ['']
            self.called.append(name)

    def libraries(self):
        return {os.path.basename(path) for path in self.opened if re.search(LIBRARY, path)}

    def others(self):
        return {path for path in self.opened if not re.search(f'{LIBRARY}|{COMMON}', path)}


def trace(folder, program):
    for path in glob.glob(os.path.join(folder, 'trace.*')):
        os.unlink(path)
    return subprocess.Popen(
        ['strace', '-ff', '-qq', '-s', '2000', '-e', 'trace=open,openat,connect,sendmsg', '-o',
         os.path.join(folder, 'trace'), *program],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def test_command(folder):
    for arguments in QUIET:
        with trace(folder, [RRMAIL, *arguments]) as process:
            _, err = process.communicate(timeout=WAIT)
        equal((process.returncode, err), (0, b''), arguments)
        seen = Trace(folder)
        libraries = seen.libraries()
        check(10 < len(libraries) <= MOST_LIBRARIES, f'{len(libraries)}: {sorted(libraries)}')
        equal([name for name in libraries if re.match(NEEDLESS, name)], [], arguments)
        equal(seen.others(), set(), f'what {arguments} opens')
        equal((seen.called, seen.connected), ([], set()), f'whom {arguments} calls')


def wait_for_window(process):
    screen = desktop.X()
    until = time.monotonic() + WAIT
    while not screen.windows():
        check(time.monotonic() < until and process.poll() is None, 'no window came')
        time.sleep(0.02)


def show(folder, program):
    """Starts a window and waits until it stands there and nothing happens any more."""
    screen = desktop.X()
    with trace(folder, [program]) as process:
        wait_for_window(process)
        time.sleep(1)
        with open(f'/proc/{process.pid}/task/{process.pid}/children', encoding='ascii') as file:
            for child in file.read().split():
                os.kill(int(child), signal.SIGTERM)
        process.communicate(timeout=WAIT)
    while screen.windows():
        time.sleep(0.02)
    return Trace(folder)


def test_window(folder):
    empty = show(folder, EMPTY)
    ours = show(folder, WINDOW)
    libraries = ours.libraries() - empty.libraries()
    check(5 < len(libraries) <= MOST_LIBRARIES_MORE, f'{len(libraries)}: {sorted(libraries)}')
    equal([name for name in libraries if re.match(NEEDLESS, name)], [], 'libraries')

    more = {path for path in ours.others() - empty.others() if not re.search(FONT, path)}
    icons = {path for path in more if re.search(r'/icons/.*\.(png|svg)$', path)}
    check(len(icons) <= MOST_ICONS, sorted(icons))
    equal(more - icons, set(), 'files that an empty window does not open')
    # Nobody has typed or saved anything here yet; nothing else of the home is looked at.
    home = os.environ['HOME']
    looked = {os.path.relpath(path, home) for path in ours.missed - empty.missed
              if path.startswith(home) and not re.search(FONT, path)}
    equal(looked, {'.config/rrmail/accounts.ini', '.local/state/rrmail/draft.ini'}, 'the home')

    check(len(empty.called) > 10, empty.called)
    equal(set(ours.called) - set(empty.called), set(), 'services that are called')
    # That there is one window of it only.
    check(len(ours.called) <= len(empty.called) + 4, (len(ours.called), len(empty.called)))
    equal(ours.connected - empty.connected, set(), 'connections')


def test_bus(folder):
    """Without a bus, and with one that ends in mid-session, the window stands there all the same,
    until it is asked to go."""
    path = os.path.join(folder, 'bus')
    config = os.path.join(folder, 'bus.conf')
    with open(config, 'w', encoding='utf-8') as file:
        file.write(f'<busconfig><type>session</type><listen>unix:path={path}</listen>'
                   '<policy context="default"><allow send_destination="*" eavesdrop="true"/>'
                   '<allow eavesdrop="true"/><allow own="*"/></policy></busconfig>')
    for there in (False, True):
        bus = subprocess.Popen(['dbus-daemon', '--nofork', '--print-address',
                                '--config-file=' + config], stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL) if there else None
        if bus:
            check(bus.stdout.readline(), 'the bus does not start')
        with subprocess.Popen([WINDOW], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL,
                              env=dict(os.environ, DBUS_SESSION_BUS_ADDRESS='unix:path=' + path,
                                       GTK_A11Y='none')) as process:
            wait_for_window(process)
            if bus:
                bus.kill()
                bus.communicate()
            time.sleep(0.5)
            equal(process.poll(), None, f'the program, with a bus: {there}')
            process.terminate()
            equal(process.wait(WAIT), -signal.SIGTERM, 'its end')
        while desktop.X().windows():
            time.sleep(0.02)


def main():
    tap = Tap()
    with tempfile.TemporaryDirectory() as folder:
        tap.run('the command', test_command, folder)
        tap.run('the window', test_window, folder)
        tap.run('the bus', test_bus, folder)
    tap.finish()


if __name__ == '__main__':
    desktop.needs('strace')
    desktop.enter(main, animations=True)
