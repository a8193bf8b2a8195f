# SPDX-License-Identifier: GPL-3.0-or-later
"""What a program tells assistive technology, asked over the bus itself (AT-SPI 2).

A thing of the window has a name, a role and states, and things within.  One question brings what
all of them are (org.a11y.atspi.Cache), one more for each what is shown within it: to ask for names
and roles one by one takes four times as long."""

import os
from functools import partial

import dbus
import dbus.bus
import gi
from dbus.mainloop.glib import DBusGMainLoop
gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib   # noqa: E402

# libatspi lends its numbers only: it stumbles over windows that go while it asks.
Failed = dbus.DBusException
PATIENCE = 15
ROOT = '/org/a11y/atspi/accessible/root'
CACHE = '/org/a11y/atspi/cache'
ACCESSIBLE = 'org.a11y.atspi.Accessible'
# In these stands nothing that a test looks for.
CLOSED = {Atspi.Role.LABEL, Atspi.Role.PUSH_BUTTON, Atspi.Role.SCROLL_BAR, Atspi.Role.TEXT,
          Atspi.Role.PASSWORD_TEXT, Atspi.Role.CHECK_BOX, Atspi.Role.RADIO_BUTTON,
          Atspi.Role.IMAGE, Atspi.Role.COMBO_BOX, Atspi.Role.PAGE_TAB}


class Bus:
    """The bus of assistive technology."""

    mine = None

    def __init__(self):
        self.process = os.getpid()
        session = dbus.bus.BusConnection(dbus.bus.BUS_SESSION)
        address = session.call_blocking('org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus',
                                        'GetAddress', '', ())
        session.close()
        self.connection = dbus.bus.BusConnection(address, mainloop=DBusGMainLoop())

    @classmethod
    def get(cls):
        # A child that was forked has a connection of its own.
        if cls.mine is None or cls.mine.process != os.getpid():
            cls.mine = cls()
        return cls.mine

    def call_all(self, questions):
        """Asks all at once; an answer is None where there was none."""
        answers = [None] * len(questions)
        left = len(questions)

        def take(place, answer):
            nonlocal left
            left -= 1
            answers[place] = answer

        for place, question in enumerate(questions):
            self.connection.call_async(*question, '', (), partial(take, place),
                                       # It went away meanwhile.
                                       lambda error, place=place: take(place, None),
                                       timeout=PATIENCE)
        while left > 0:
            GLib.MainContext.default().iteration(True)
        return answers


def call(owner, path, interface, method, signature='', *arguments):
    """Returns what is answered: the value, or a tuple of several."""
    return Bus.get().connection.call_blocking(owner, path, interface, method, signature, arguments,
                                              timeout=PATIENCE)


def press_key(code, kind, text=''):
    """Presses a key, or types a text (KeySynthType STRING)."""
    call('org.a11y.atspi.Registry', '/org/a11y/atspi/registry/deviceeventcontroller',
         'org.a11y.atspi.DeviceEventController', 'GenerateKeyboardEvent', 'isu', code, text,
         int(kind))


def find_application(process):
    """The program of that process, or None until it has told of itself and has a window."""
    for owner, path in call('org.a11y.atspi.Registry', ROOT, ACCESSIBLE, 'GetChildren'):
        try:
            if call('org.freedesktop.DBus', '/', 'org.freedesktop.DBus',
                    'GetConnectionUnixProcessID', 's', owner) == process:
                program = Node(owner, path)
                return program if list(program.children()) else None
        except Failed:
            # One of the programs before it, which is just going.
            continue
    return None


class Node:
    """One thing in the window, asked anew each time."""

    def __init__(self, owner, path):
        self.owner = owner
        self.path = path

    def call(self, interface, method, signature='', *arguments):
        return call(self.owner, self.path, f'org.a11y.atspi.{interface}', method, signature,
                    *arguments)

    def read(self, interface, name):
        return call(self.owner, self.path, 'org.freedesktop.DBus.Properties', 'Get', 'ss',
                    f'org.a11y.atspi.{interface}', name)

    @property
    def name(self):
        return str(self.read('Accessible', 'Name'))

    @property
    def description(self):
        return str(self.read('Accessible', 'Description'))

    @property
    def role(self):
        return int(self.call('Accessible', 'GetRole'))

    @property
    def role_name(self):
        return str(self.call('Accessible', 'GetRoleName'))

    @property
    def states(self):
        low, high = self.call('Accessible', 'GetState')
        return low | high << 32

    @property
    def text(self):
        return str(self.call('Text', 'GetText', 'ii', 0, self.read('Text', 'CharacterCount')))

    def has(self, state):
        return bool(self.states >> int(state) & 1)

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
        states = self.states
        return any(states >> int(state) & 1 for state in (Atspi.StateType.INVALID_ENTRY,
                                                          Atspi.StateType.INVALID))

    def children(self):
        for owner, path in self.call('Accessible', 'GetChildren'):
            yield Node(owner, path)

    def walk(self, depth=0):
        yield depth, self
        for child in self.children():
            yield from child.walk(depth + 1)

    def act(self):
        """What a click does."""
        for i in range(self.read('Action', 'NActions')):
            if self.call('Action', 'GetName', 'i', i) in ('click', 'activate', 'toggle'):
                assert self.call('Action', 'DoAction', 'i', i), f'“{self.name}” does nothing'
                return
        raise AssertionError(f'“{self.name}” has no action')

    def type(self, text):
        """Puts @text in place of what stands there."""
        assert self.call('EditableText', 'SetTextContents', 's', text), \
            f'“{self.name}” takes no text'


class Seen(Node):
    """The same as it was when the program was asked."""

    name = role = states = None

    def __init__(self, told):
        """@told: ((owner, path), program, what it stands in, place there, number of things within,
        interfaces, name, role, description, states)."""
        super().__init__(*map(str, told[0]))
        self.open = told[4] > 0 and told[7] not in CLOSED
        self.name = str(told[6])
        self.role = int(told[7])
        self.states = told[9][0] | told[9][1] << 32
        self.within = []

    def live(self):
        return Node(self.owner, self.path)

    def all(self):
        yield self
        for child in self.within:
            yield from child.all()


def read_things(owner):
    """All that the program has told of, by path: with what is hidden, and without what nobody has
    asked for yet."""
    told = call(owner, CACHE, 'org.a11y.atspi.Cache', 'GetItems')
    return {str(one[0][1]): Seen(one) for one in told}


def look_around(program):
    """All that the program shows, from the top down."""
    things = read_things(program.owner)
    # It tells of its windows, but not how many there are.
    things[program.path].open = True
    families = {}
    new = False
    level = [program.path]
    while level:
        new = new or any(path not in things for path in level)
        level = [path for path in level if path not in things or things[path].open]
        answers = Bus.get().call_all(
            [(program.owner, path, ACCESSIBLE, 'GetChildren') for path in level])
        families.update({path: [str(child) for _, child in answer or []]
                         for path, answer in zip(level, answers)})
        level = [child for path in level for child in families[path]]
    if new:
        # By now they were asked for.
        things = {**read_things(program.owner), **things}
    for path, family in families.items():
        if path in things and things[path].open:
            things[path].within = [things[child] for child in family if child in things]
    return list(things[program.path].all())
