#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hears what a screen reader hears: prints a line for each time the focus moves, and for each new
name of a window.

Usage: listener.py PROCESS-ID
"""

import sys

import gi
gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib   # noqa: E402


def hear(event):
    try:
        if event.source.get_process_id() != int(sys.argv[1]):
            return
        if event.type.startswith('object:state-changed:focused'):
            if event.detail1:
                print('focus', event.source.get_name(), event.source.get_description(),
                      sep='\t', flush=True)
        elif event.source.get_role() == Atspi.Role.FRAME:
            print('window', event.source.get_name(), '', sep='\t', flush=True)
    except GLib.Error:
        # It is gone already; nobody would read it out.
        pass


def main():
    Atspi.Accessible.set_cache_mask(Atspi.get_desktop(0), Atspi.Cache.NONE)
    listener = Atspi.EventListener.new(hear)
    for name in ('object:state-changed:focused', 'object:property-change:accessible-name'):
        listener.register(name)
    print('listening', flush=True)
    Atspi.event_main()


if __name__ == '__main__':
    main()
