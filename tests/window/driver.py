# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real window as a person does who cannot see it: by the names that it tells to
assistive technology."""

import os
import re
import subprocess
import tempfile
import time

import accessibility
import desktop
from accessibility import Atspi, Failed

PATIENCE = 60
# GTK clicks a quarter of a second after something is activated: what is done in between comes
# before the click.
CLICK = 0.3
PROGRAM = os.environ.get('RRMAIL_SETUP', '')
PICTURES = os.environ.get('RRMAIL_PICTURES', '')
BUTTON = {Atspi.Role.PUSH_BUTTON, Atspi.Role.TOGGLE_BUTTON}
SWITCH = {Atspi.Role.TOGGLE_BUTTON, Atspi.Role.CHECK_BOX}
ENTRY = {Atspi.Role.TEXT, Atspi.Role.ENTRY, Atspi.Role.PASSWORD_TEXT}


class NotFound(AssertionError):
    pass


def wait_for(what, condition, seconds=PATIENCE):
    """Asks again until @condition is true; it is returned."""
    end = time.monotonic() + seconds
    while True:
        try:
            result = condition()
        except Failed:
            result = None
        if result:
            return result
        if time.monotonic() > end:
            raise NotFound(f'waited in vain for {what}')
        time.sleep(0.05)


class Window:
    """The running program."""

    def __init__(self, *arguments, environment=None, secrets=()):
        self.x = desktop.X()
        self.secrets = list(secrets)
        self.stderr = tempfile.TemporaryFile()
        self.stdout = tempfile.TemporaryFile()
        command = PROGRAM.split() + list(arguments)
        self.process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=self.stdout, stderr=self.stderr,
            env={**os.environ, 'G_MESSAGES_DEBUG': 'all', **(environment or {})})
        self.app = wait_for('the program', self.find_app)
        wait_for('its window', lambda: self.x.windows())
        self.activate()

    def find_app(self):
        if self.process.poll() is not None:
            raise AssertionError(
                f'ended at once with {self.process.poll()}: {self.read(self.stderr)}')
        return accessibility.find_application(self.process.pid)

    def activate(self):
        """Without a window manager nobody else gives the topmost window the keyboard."""
        windows = self.x.windows()
        if windows:
            self.x.focus(windows[-1][0])

    def nodes(self):
        """All that is shown, from the top down, as it was a moment ago."""
        return accessibility.look_around(self.app)

    def dump(self):
        lines = []
        for depth, node in self.app.walk():
            states = [word for word, state in (
                ('hidden', Atspi.StateType.VISIBLE), ('insensitive', Atspi.StateType.SENSITIVE))
                if not node.has(state)]
            lines.append(f'{"  " * depth}{node.role_name} “{node.name}”'
                         + (f' ({node.description})' if node.description else '')
                         + (f' [{" ".join(states)}]' if states else '')
                         + (' *' if node.focused else ''))
        return '\n'.join(lines)

    def look(self, name, roles=None, index=0, exact=True):
        """The shown thing of that name, or None."""
        for node in accessibility.look_around(self.app):
            if roles and node.role not in roles:
                continue
            # The buttons of dialogs say their name twice.
            fits = (node.name in (name, f'{name} {name}') if exact
                    else re.search(name, node.name))
            if fits and node.shown:
                if index == 0:
                    return node.live()
                index -= 1
        return None

    def find(self, name, roles=None, index=0, exact=True, seconds=PATIENCE):
        try:
            return wait_for(f'“{name}”', lambda: self.look(name, roles, index, exact), seconds)
        except NotFound as error:
            raise NotFound(f'{error}; shown was:\n{self.dump()}') from None

    def entry(self, name):
        return wait_for(f'entry “{name}”', lambda: self.look(name, ENTRY))

    def button(self, name, index=0):
        return self.find(name, BUTTON, index)

    def press(self, name, index=0):
        button = self.button(name, index)
        wait_for(f'“{name}” to be sensitive', lambda: button.sensitive)
        button.act()
        time.sleep(CLICK)
        return button

    @staticmethod
    def settle(node):
        """The program has come to the click when @node has answered twice: for what looks the same
        before and after."""
        time.sleep(CLICK)
        return node.sensitive and node.sensitive

    def press_through(self, name):
        return self.settle(self.press(name))

    def text(self, pattern, seconds=PATIENCE):
        """The shown thing whose name or text has @pattern."""
        return self.find(pattern, exact=False, seconds=seconds)

    def has_text(self, pattern):
        return self.look(pattern, exact=False) is not None

    def key(self, *keysyms):
        """Presses keys: names as in X ("Return", "Tab"), "<Shift>Tab"."""
        for name in keysyms:
            modifiers = re.findall(r'<(\w+)>', name)
            codes = [self.keycode({'Shift': 'Shift_L', 'Control': 'Control_L', 'Alt': 'Alt_L'}[m])
                     for m in modifiers]
            for code in codes:
                accessibility.press_key(code, Atspi.KeySynthType.PRESS)
            code = self.keycode(re.sub(r'<\w+>', '', name))
            accessibility.press_key(code, Atspi.KeySynthType.PRESSRELEASE)
            for code in reversed(codes):
                accessibility.press_key(code, Atspi.KeySynthType.RELEASE)
            time.sleep(0.06)

    def keycode(self, name):
        lib = self.x.lib
        lib.XStringToKeysym.restype = lib.XStringToKeysym.restype
        keysym = lib.XStringToKeysym(name.encode())
        assert keysym, f'no key “{name}”'
        return lib.XKeysymToKeycode(self.x.display, keysym)

    def write(self, text):
        """Types @text on the keyboard."""
        accessibility.press_key(0, Atspi.KeySynthType.STRING, text)
        time.sleep(0.1)

    def resize(self, width, height):
        window = self.x.windows()[0]
        self.x.resize(window[0], width, height)
        time.sleep(0.4)

    def picture(self, name):
        """A picture of the topmost window, in the folder for pictures."""
        if not PICTURES:
            return
        os.makedirs(PICTURES, exist_ok=True)
        time.sleep(0.5)
        boxes = [window[1:] for window in self.x.windows()]
        desktop.take_picture(os.path.join(PICTURES, f'{name}.png'), boxes[0] if boxes else None)

    @staticmethod
    def read(file):
        file.seek(0)
        return file.read().decode(errors='replace')

    def output(self):
        return self.read(self.stdout) + self.read(self.stderr)

    def close(self):
        """Closes the window; returns the exit status and what is wrong with the output."""
        if self.process.poll() is None:
            self.process.terminate()
        try:
            self.process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        return self.complaints()

    def complaints(self):
        lines = self.output().splitlines()
        found = [line for line in lines
                 if re.search(r'-(?:WARNING|CRITICAL|ERROR) \*\*', line) or 'Sanitizer' in line]
        found += [f'a secret stands in the output: {line[:60]}' for line in lines
                  for secret in self.secrets if secret in line]
        return found
