# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real window as a person does who cannot see it: by the names that it tells to
assistive technology."""

import os
import re
import subprocess
import tempfile
import time

import gi
gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib   # noqa: E402

import desktop                          # noqa: E402

PATIENCE = 60
PROGRAM = os.environ.get('RRMAIL_SETUP', '')
PICTURES = os.environ.get('RRMAIL_PICTURES', '')
BUTTON = {Atspi.Role.PUSH_BUTTON, Atspi.Role.TOGGLE_BUTTON}
SWITCH = {Atspi.Role.TOGGLE_BUTTON, Atspi.Role.CHECK_BOX}
ENTRY = {Atspi.Role.TEXT, Atspi.Role.ENTRY, Atspi.Role.PASSWORD_TEXT}
# In these stands nothing that a test looks for.
CLOSED = {Atspi.Role.LABEL, Atspi.Role.PUSH_BUTTON, Atspi.Role.SCROLL_BAR, Atspi.Role.TEXT,
          Atspi.Role.PASSWORD_TEXT, Atspi.Role.CHECK_BOX, Atspi.Role.RADIO_BUTTON,
          Atspi.Role.IMAGE, Atspi.Role.COMBO_BOX, Atspi.Role.PAGE_TAB}


# GTK 4.8 says this when it is asked about a dialog that is just going away.
NOT_OURS = "g_variant_new_object_path: assertion 'g_variant_is_object_path (object_path)' failed"


class NotFound(AssertionError):
    pass


def wait_for(what, condition, seconds=PATIENCE):
    """Asks again until @condition is true; it is returned."""
    end = time.monotonic() + seconds
    while True:
        try:
            result = condition()
        except GLib.Error:
            result = None
        if result:
            return result
        if time.monotonic() > end:
            raise NotFound(f'waited in vain for {what}')
        time.sleep(0.05)


class Node:
    """One thing in the window."""

    def __init__(self, accessible):
        self.it = accessible

    def __getattr__(self, name):
        return getattr(self.it, name)

    @property
    def name(self):
        return self.it.get_name() or ''

    @property
    def description(self):
        return self.it.get_description() or ''

    @property
    def role(self):
        return self.it.get_role()

    @property
    def text(self):
        return Atspi.Text.get_text(self.it, 0, Atspi.Text.get_character_count(self.it))

    def has(self, state):
        return self.it.get_state_set().contains(state)

    @property
    def shown(self):
        """GTK 4.8 leaves out what is hidden, and tells "showing" of windows only."""
        return self.has(Atspi.StateType.VISIBLE)

    @property
    def sensitive(self):
        return self.has(Atspi.StateType.SENSITIVE)

    @property
    def focused(self):
        return self.has(Atspi.StateType.FOCUSED)

    @property
    def invalid(self):
        """GTK 4.8 tells it by the wrong one of the two."""
        return self.has(Atspi.StateType.INVALID_ENTRY) or self.has(Atspi.StateType.INVALID)

    def children(self):
        for i in range(self.it.get_child_count()):
            child = self.it.get_child_at_index(i)
            if child is not None:
                yield Node(child)

    def walk(self, depth=0):
        yield depth, self
        for child in self.children():
            yield from child.walk(depth + 1)

    def search(self):
        """The same without the insides of what holds nothing more: each step is a question to
        another process."""
        yield self
        if self.role not in CLOSED:
            for child in self.children():
                yield from child.search()

    def act(self):
        """What a click does."""
        for i in range(Atspi.Action.get_n_actions(self.it)):
            if Atspi.Action.get_action_name(self.it, i) in ('click', 'activate', 'toggle'):
                assert Atspi.Action.do_action(self.it, i), f'“{self.name}” does nothing'
                return
        raise NotFound(f'“{self.name}” has no action')

    def type(self, text):
        """Puts @text in place of what stands there."""
        assert Atspi.EditableText.set_text_contents(self.it, text), f'“{self.name}” takes no text'


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
        root = Atspi.get_desktop(0)
        for i in range(root.get_child_count()):
            child = root.get_child_at_index(i)
            if child is not None and child.get_process_id() == self.process.pid \
                    and child.get_child_count() > 0:
                return Node(child)
        return None

    def activate(self):
        """Without a window manager nobody else gives the topmost window the keyboard."""
        windows = self.x.windows()
        if windows:
            self.x.focus(windows[-1][0])

    def nodes(self):
        """All that is shown.  A dialog that goes can take the program with it in the eyes of the
        library, so that is looked up each time."""
        self.app = self.find_app() or self.app
        # To clear what the library remembers can take it down; so it remembers nothing.
        Atspi.Accessible.set_cache_mask(self.app.it, Atspi.Cache.NONE)
        return self.app.search()

    def dump(self):
        lines = []
        for depth, node in self.app.walk():
            states = [word for word, state in (
                ('hidden', Atspi.StateType.VISIBLE), ('insensitive', Atspi.StateType.SENSITIVE))
                if not node.has(state)]
            lines.append(f'{"  " * depth}{node.it.get_role_name()} “{node.name}”'
                         + (f' ({node.description})' if node.description else '')
                         + (f' [{" ".join(states)}]' if states else '')
                         + (' *' if node.focused else ''))
        return '\n'.join(lines)

    def look(self, name, roles=None, index=0, exact=True):
        """The shown thing of that name, or None."""
        for node in self.nodes():
            if roles and node.role not in roles:
                continue
            told = node.name
            # The buttons of dialogs say their name twice.
            fits = told in (name, f'{name} {name}') if exact else re.search(name, told)
            if fits and node.shown:
                if index == 0:
                    return node
                index -= 1
        return None

    def find(self, name, roles=None, index=0, exact=True, seconds=PATIENCE):
        try:
            return wait_for(f'“{name}”', lambda: self.look(name, roles, index, exact), seconds)
        except NotFound as error:
            raise NotFound(f'{error}; shown was:\n{self.dump()}') from None

    def entry(self, name):
        return wait_for(f'entry “{name}”', lambda: next(
            (node for node in self.nodes()
             if node.role in ENTRY and node.name == name and node.shown), None))

    def button(self, name, index=0):
        return self.find(name, BUTTON, index)

    def press(self, name, index=0):
        button = self.button(name, index)
        wait_for(f'“{name}” to be sensitive', lambda: button.sensitive)
        button.act()
        return button

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
                Atspi.generate_keyboard_event(code, None, Atspi.KeySynthType.PRESS)
            code = self.keycode(re.sub(r'<\w+>', '', name))
            Atspi.generate_keyboard_event(code, None, Atspi.KeySynthType.PRESSRELEASE)
            for code in reversed(codes):
                Atspi.generate_keyboard_event(code, None, Atspi.KeySynthType.RELEASE)
            time.sleep(0.06)

    def keycode(self, name):
        lib = self.x.lib
        lib.XStringToKeysym.restype = lib.XStringToKeysym.restype
        keysym = lib.XStringToKeysym(name.encode())
        assert keysym, f'no key “{name}”'
        return lib.XKeysymToKeycode(self.x.display, keysym)

    def write(self, text):
        """Types @text on the keyboard."""
        Atspi.generate_keyboard_event(0, text, Atspi.KeySynthType.STRING)
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
                 if re.search(r'-(?:WARNING|CRITICAL|ERROR) \*\*', line) and NOT_OURS not in line
                 or 'Sanitizer' in line]
        found += [f'a secret stands in the output: {line[:60]}' for line in lines
                  for secret in self.secrets if secret in line]
        return found
