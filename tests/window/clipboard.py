#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Another program, from which the text on standard input was copied.  “copied” is printed when it
can be pasted elsewhere."""

import ctypes
import sys

from gi.repository import GLib

gtk = ctypes.CDLL('libgtk-4.so.1')
gtk.gtk_init()
for name in ('gdk_display_get_default', 'gdk_display_get_clipboard'):
    getattr(gtk, name).restype = ctypes.c_void_p
display = ctypes.c_void_p(gtk.gdk_display_get_default())
gtk.gdk_clipboard_set_text(ctypes.c_void_p(gtk.gdk_display_get_clipboard(display)),
                           sys.stdin.buffer.read())
print('copied', flush=True)
GLib.MainLoop().run()
