# SPDX-License-Identifier: GPL-3.0-or-later
"""What a program tells assistive technology, asked over the bus itself (AT-SPI 2).

A thing of the window has a name, a role and states, and things within.  What is on one level is
asked in one go: to wait for each answer before the next question takes ten times as long."""

import os

import gi
gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, Gio, GLib   # noqa: E402

# libatspi lends its numbers only: it stumbles over windows that go while it asks.
Failed = GLib.Error
PATIENCE = 15000
ROOT = '/org/a11y/atspi/accessible/root'
ACCESSIBLE = 'org.a11y.atspi.Accessible'
# In these stands nothing that a test looks for.
CLOSED = {Atspi.Role.LABEL, Atspi.Role.PUSH_BUTTON, Atspi.Role.SCROLL_BAR, Atspi.Role.TEXT,
          Atspi.Role.PASSWORD_TEXT, Atspi.Role.CHECK_BOX, Atspi.Role.RADIO_BUTTON,
          Atspi.Role.IMAGE, Atspi.Role.COMBO_BOX, Atspi.Role.PAGE_TAB}


class Bus:
    """The bus of assistive technology."""

    mine = None

    def __init__(self):
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        address = session.call_sync('org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus', 'GetAddress',
                                    None, None, 0, PATIENCE).unpack()[0]
        self.process = os.getpid()
        self.connection = Gio.DBusConnection.new_for_address_sync(
            address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)

    @classmethod
    def get(cls):
        # A child that was forked has a connection of its own.
        if cls.mine is None or cls.mine.process != os.getpid():
            cls.mine = cls()
        return cls.mine

    def call(self, owner, path, interface, method, signature='()', *arguments):
        answer = self.connection.call_sync(owner, path, interface, method,
                                           GLib.Variant(signature, arguments), None, 0, PATIENCE)
        return answer.unpack()

    def call_all(self, questions):
        """Asks all at once; an answer is None where there was none."""
        answers = [None] * len(questions)
        left = len(questions)

        def take(connection, result, place):
            nonlocal left
            left -= 1
            try:
                answers[place] = connection.call_finish(result).unpack()
            except Failed:
                # It went away meanwhile.
                pass

        for place, (owner, path, interface, method, arguments) in enumerate(questions):
            self.connection.call(owner, path, interface, method, arguments, None, 0, PATIENCE,
                                 None, take, place)
        while left > 0:
            GLib.MainContext.default().iteration(True)
        return answers


def call(owner, path, interface, method, signature='()', *arguments):
    return Bus.get().call(owner, path, interface, method, signature, *arguments)


def press_key(code, kind, text=''):
    """Presses a key, or types a text (KeySynthType STRING)."""
    call('org.a11y.atspi.Registry', '/org/a11y/atspi/registry/deviceeventcontroller',
         'org.a11y.atspi.DeviceEventController', 'GenerateKeyboardEvent', '(isu)', code, text,
         int(kind))


def find_application(process):
    """The program of that process, or None until it has told of itself and has a window."""
    for owner, path in call('org.a11y.atspi.Registry', ROOT, ACCESSIBLE, 'GetChildren')[0]:
        try:
            if call('org.freedesktop.DBus', '/', 'org.freedesktop.DBus',
                    'GetConnectionUnixProcessID', '(s)', owner)[0] == process:
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

    def call(self, interface, method, signature='()', *arguments):
        answer = call(self.owner, self.path, f'org.a11y.atspi.{interface}', method, signature,
                      *arguments)
        return answer[0] if answer else None

    def read(self, interface, name):
        return call(self.owner, self.path, 'org.freedesktop.DBus.Properties', 'Get', '(ss)',
                    f'org.a11y.atspi.{interface}', name)[0]

    @property
    def name(self):
        return self.read('Accessible', 'Name')

    @property
    def description(self):
        return self.read('Accessible', 'Description')

    @property
    def role(self):
        return Atspi.Role(self.call('Accessible', 'GetRole'))

    @property
    def role_name(self):
        return self.call('Accessible', 'GetRoleName')

    @property
    def states(self):
        low, high = self.call('Accessible', 'GetState')
        return low | high << 32

    @property
    def text(self):
        return self.call('Text', 'GetText', '(ii)', 0, self.read('Text', 'CharacterCount'))

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
            if self.call('Action', 'GetName', '(i)', i) in ('click', 'activate', 'toggle'):
                assert self.call('Action', 'DoAction', '(i)', i), f'“{self.name}” does nothing'
                return
        raise AssertionError(f'“{self.name}” has no action')

    def type(self, text):
        """Puts @text in place of what stands there."""
        assert self.call('EditableText', 'SetTextContents', '(s)', text), \
            f'“{self.name}” takes no text'


class Seen(Node):
    """The same as it was when the program was asked."""

    name = role = None

    def __init__(self, owner, path, name, role, states):
        super().__init__(owner, path)
        self.name = name
        self.role = role
        self.seen = states[0] | states[1] << 32 if states else None
        self.within = []

    @property
    def states(self):
        """Asked now where they were not asked with the others; one that is gone has none."""
        if self.seen is None:
            try:
                self.seen = Node.states.fget(self)
            except Failed:
                self.seen = 0
        return self.seen

    def live(self):
        return Node(self.owner, self.path)

    def all(self):
        yield self
        for child in self.within:
            yield from child.all()


NAME = GLib.Variant('(ss)', (ACCESSIBLE, 'Name'))


# What a thing is it stays, and its path is given to no other one.
ROLES = {}


def look_at(places, states):
    """The things at @places, each an owner and a path; None for one that is gone."""
    new = [place for place in dict.fromkeys(places) if place not in ROLES]
    answers = iter(Bus.get().call_all(
        [(*place, 'org.freedesktop.DBus.Properties', 'Get', NAME) for place in places]
        + [(*place, ACCESSIBLE, 'GetState', None) for place in places if states]
        + [(*place, ACCESSIBLE, 'GetRole', None) for place in new]))
    names = [next(answers) for _ in places]
    conditions = [next(answers) if states else (None,) for _ in places]
    ROLES.update({place: Atspi.Role(told[0]) for place, told in zip(new, answers) if told})
    return [Seen(*place, name[0], ROLES[place], condition[0])
            if name and condition and place in ROLES else None
            for place, name, condition in zip(places, names, conditions)]


def look_around(program, states=True):
    """All that the program shows, from the top down; with its @states, or with those that are asked
    for later."""
    top = [node for node in look_at([(program.owner, program.path)], states) if node]
    level = top
    while level:
        level = [node for node in level if node.role not in CLOSED]
        families = Bus.get().call_all(
            [(node.owner, node.path, ACCESSIBLE, 'GetChildren', None) for node in level])
        places = [place for family in families for place in (family[0] if family else [])]
        found = iter(look_at(places, states))
        for node, family in zip(level, families):
            node.within = [child for child in (next(found) for _ in (family[0] if family else []))
                           if child]
        level = [child for node in level for child in node.within]
    return [node for one in top for node in one.all()]
