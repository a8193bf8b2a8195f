# SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop of its own for one test: an X server without a screen, a session bus with the
accessibility bus on it, a home, and pictures of what is seen."""

import ctypes
import os
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
import zlib

INSIDE = 'RRMAIL_INSIDE_DESKTOP'
OUTPUT = 'RRMAIL_TEST_OUTPUT'


def needs(*programs):
    """A missing program is a failure, told in one line."""
    missing = [name for name in programs if shutil.which(name) is None]
    if missing:
        print(f'Bail out! not installed: {" ".join(missing)}')
        sys.exit(1)


def png(width, height, rows):
    """Rows of RGB bytes as a PNG file."""
    def chunk(kind, data):
        return (struct.pack('>I', len(data)) + kind + data
                + struct.pack('>I', zlib.crc32(kind + data)))
    raw = b''.join(b'\0' + row for row in rows)
    size = struct.pack('>IIBBBBB', width, height, 8, 2, 0, 0, 0)
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', size)
            + chunk(b'IDAT', zlib.compress(raw, 6)) + chunk(b'IEND', b''))


def read_xwd(path):
    """The picture that Xvfb keeps in a file (XWD, 32 bits, least significant byte first)."""
    with open(path, 'rb') as file:
        data = file.read()
    header = struct.unpack('>25I', data[:100])
    size, width, height, line, colors = (header[0], header[4], header[5], header[12], header[19])
    start = size + 12 * colors
    rows = []
    for y in range(height):
        row = data[start + y * line:start + y * line + 4 * width]
        rgb = bytearray(3 * width)
        rgb[0::3], rgb[1::3], rgb[2::3] = row[2::4], row[1::4], row[0::4]
        rows.append(bytes(rgb))
    return width, height, rows


# It must live as long as the program.
IGNORE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(lambda display, event: 0)


class X:
    """The few calls to the X server that a window manager would make."""

    def __init__(self):
        self.lib = ctypes.CDLL('libX11.so.6')
        self.lib.XOpenDisplay.restype = ctypes.c_void_p
        self.display = ctypes.c_void_p(self.lib.XOpenDisplay(None))
        self.lib.XDefaultRootWindow.restype = ctypes.c_ulong
        self.root = self.lib.XDefaultRootWindow(self.display)
        # A window that goes away in the middle of a question is no reason to die.
        self.lib.XSetErrorHandler(IGNORE)

    def windows(self):
        """Top-level windows that can be seen, the topmost last: (id, x, y, width, height)."""
        root, parent = ctypes.c_ulong(), ctypes.c_ulong()
        children, count = ctypes.POINTER(ctypes.c_ulong)(), ctypes.c_uint()
        self.lib.XQueryTree(self.display, ctypes.c_ulong(self.root), ctypes.byref(root),
                            ctypes.byref(parent), ctypes.byref(children), ctypes.byref(count))
        found = []
        for i in range(count.value):
            attributes = (ctypes.c_int * 64)()
            if not self.lib.XGetWindowAttributes(self.display, ctypes.c_ulong(children[i]),
                                                 attributes):
                continue
            x, y, width, height = attributes[0:4]
            # XWindowAttributes.map_state: 2 is "viewable".
            if attributes[23] == 2 and width > 50 and height > 50:
                found.append((children[i], x, y, width, height))
        if count.value:
            self.lib.XFree(children)
        return found

    def focus(self, window):
        self.lib.XSetInputFocus(self.display, ctypes.c_ulong(window), 1, ctypes.c_ulong(0))
        self.lib.XSync(self.display, 0)

    def scale_text(self, factor):
        """As if the person had chosen larger text; for programs that start afterwards."""
        words = f'Xft.dpi:\t{int(96 * factor)}\n'.encode()
        # RESOURCE_MANAGER, STRING, replaced
        self.lib.XChangeProperty(self.display, ctypes.c_ulong(self.root), ctypes.c_ulong(23),
                                 ctypes.c_ulong(31), 8, 0, words, len(words))
        self.lib.XSync(self.display, 0)

    def resize(self, window, width, height):
        self.lib.XMoveResizeWindow(self.display, ctypes.c_ulong(window), 0, 0, width, height)
        self.lib.XSync(self.display, 0)


def start_display(folder):
    """Starts Xvfb on a free display; returns (process, display, file with its picture)."""
    read, write = os.pipe()
    process = subprocess.Popen(
        ['Xvfb', '-displayfd', str(write), '-screen', '0', '1000x1100x24', '-nolisten', 'tcp',
         '-noreset', '-fbdir', folder],
        pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as file:
        number = file.readline().strip()
    if not number:
        print('Bail out! Xvfb does not start')
        sys.exit(1)
    return process, f':{number}', os.path.join(folder, 'Xvfb_screen0')


def share(folder):
    """What is installed on this machine, but for the programs: which of them are here is for the
    test to say."""
    os.mkdir(folder)
    for name in os.listdir('/usr/share'):
        if name != 'applications':
            os.symlink(os.path.join('/usr/share', name), os.path.join(folder, name))
    return folder


def bus(folder, services):
    """A session bus that starts these services, and those that a test puts beside them, but nothing
    else of what is installed here."""
    own = os.path.join(folder, 'run/dbus-1/services')
    os.makedirs(own)
    for name in services:
        source = f'/usr/share/dbus-1/services/{name}.service'
        if not os.path.exists(source):
            print(f'Bail out! not installed: {name}')
            sys.exit(1)
        shutil.copy(source, own)
    path = os.path.join(folder, 'bus.conf')
    with open(path, 'w', encoding='utf-8') as file:
        file.write(f'<busconfig><type>session</type><listen>unix:dir={folder}/run</listen>'
                   f'<servicedir>{own}</servicedir><policy context="default">'
                   '<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>'
                   '<allow own="*"/></policy></busconfig>')
    return path


def stand_still(folder):
    """As for a person who has chosen fewer animations: to draw them is a fourth of all the work."""
    os.makedirs(folder)
    with open(os.path.join(folder, 'settings.ini'), 'w', encoding='utf-8') as file:
        file.write('[Settings]\ngtk-enable-animations=false\n')


def enter(main, services=(), animations=False):
    """Runs @main inside a desktop of its own; the script starts itself again there. @services:
    those of the computer that the bus may start, besides that for screen readers."""
    if os.environ.get(INSIDE):
        # What the buses and their services print is no part of the test's own words.
        os.dup2(int(os.environ[OUTPUT]), 1)
        sys.exit(main())
    needs('Xvfb', 'dbus-run-session')
    folder = tempfile.mkdtemp(prefix='rrmail-window-')
    home = os.path.join(folder, 'home')
    for name in ('home', 'home/Documents', 'run', 'screen'):
        os.mkdir(os.path.join(folder, name), 0o700)
    config = bus(folder, ('org.a11y.Bus', *services))
    server, display, picture = start_display(os.path.join(folder, 'screen'))
    environment = {name: value for name, value in os.environ.items()
                   if name.startswith(('RRMAIL_', 'PATH', 'LD_', 'ASAN', 'UBSAN', 'PYTHON'))}
    environment.update({
        INSIDE: picture, 'DISPLAY': display, 'HOME': home, 'XDG_RUNTIME_DIR': f'{folder}/run',
        'XDG_CONFIG_HOME': f'{home}/.config', 'XDG_DATA_HOME': f'{home}/.local/share',
        'XDG_CACHE_HOME': f'{home}/.cache', 'XDG_DATA_DIRS': share(f'{folder}/share'),
        'GDK_BACKEND': 'x11', 'GSK_RENDERER': 'cairo',
        'GTK_A11Y': 'atspi', 'GSETTINGS_BACKEND': 'memory', 'LC_ALL': 'C.UTF-8',
        'LANG': 'C.UTF-8', 'NO_AT_BRIDGE': '0', 'PYTHONDONTWRITEBYTECODE': '1',
    })
    if not animations:
        stand_still(f'{home}/.config/gtk-4.0')
    output = os.dup(1)
    environment[OUTPUT] = str(output)
    try:
        done = subprocess.run(['dbus-run-session', f'--config-file={config}', '--',
                               sys.executable] + sys.argv,
                              env=environment, check=False, stdout=subprocess.DEVNULL,
                              pass_fds=[output])
    finally:
        server.terminate()
        server.wait()
        for _ in range(20):
            shutil.rmtree(folder, ignore_errors=True)
            if not os.path.exists(folder):
                break
            time.sleep(0.1)
    if done.returncode < 0:
        print(f'# ended by {signal.Signals(-done.returncode).name}')
    sys.exit(1 if done.returncode else 0)


def take_picture(path, box=None):
    """Writes what is on the screen as PNG, or a part of it: (x, y, width, height)."""
    width, height, rows = read_xwd(os.environ[INSIDE])
    if box:
        x, y, w, h = box
        x, y = max(x, 0), max(y, 0)
        w, h = min(w, width - x), min(h, height - y)
        rows = [row[3 * x:3 * (x + w)] for row in rows[y:y + h]]
        width, height = w, h
    with open(path, 'wb') as file:
        file.write(png(width, height, rows))
