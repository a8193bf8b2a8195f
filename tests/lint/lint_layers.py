#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each room of src/ uses only the rooms and libraries that the architecture gives it."""

import re

from lint import Tap, blank_comments, line_of, project_files, read

# room: the rooms that it may use beside itself
ROOMS = {
    'base': [],
    'model': ['base'],
    'protocol': ['base', 'model'],
    'net': ['base', 'model', 'protocol'],
    'check': ['base', 'model', 'protocol', 'net'],
    'discover': ['base', 'model', 'protocol', 'net'],
    'export': ['base', 'model'],
    'store': ['base', 'model'],
    'clients': ['base', 'model', 'export', 'store'],
    'explain': ['model'],
    'picture': [],
    'practice': ['base', 'model'],
    'setup': ['base', 'model', 'protocol', 'net', 'check', 'discover', 'export', 'store',
              'clients', 'explain', 'practice'],
    'ui': ['base', 'model', 'setup', 'explain'],
    'cli': ['base', 'model', 'protocol', 'net', 'check', 'discover', 'export', 'store',
            'clients', 'explain', 'practice', 'setup'],
}

WORDS = ['explain', 'ui', 'cli', 'setup']
ALL = list(ROOMS)

# beginning of a system header: the rooms that may include it
HEADERS = [
    (r'gtk/|gdk/|gsk/|adwaita\.h', ['ui']),
    (r'gio/', [room for room in ALL if room not in ('base', 'protocol', 'picture')]),
    (r'glib/gi18n|libintl\.h', WORDS),
    (r'gnutls/', ['net', 'practice']),
    (r'gsasl', ['protocol']),
    (r'libsoup/', ['net']),
    (r'libxml/', ['discover']),
    (r'libsecret/', ['store']),
    (r'json-glib/', [room for room in ALL if room not in ('base', 'protocol', 'net')]),
    (r'gdk-pixbuf/|poppler|zbar\.h', ['picture']),
    (r'sys/socket\.h|netinet/|arpa/|netdb\.h|resolv\.h', ['net', 'practice']),
]

# What a room must not call, whatever header brings it.
CALLS = [
    (r'\b(?:g_get_(?:real|monotonic)_time|g_date_time_new_now\w*|time|clock_gettime|gettimeofday)'
     r'\s*\(', ['protocol', 'export'], 'reads a clock'),
    (r'\b(?:_|N_|C_|Q_|ngettext|gettext|g_dgettext|g_dngettext|g_dpgettext2?)\s*\(',
     [room for room in ALL if room not in WORDS], 'makes sentences'),
    (r'\bg_(?:input|output)_stream_\w+\s*\(', ['model', 'protocol', 'check', 'explain'],
     'reads or writes a stream'),
]

# What stands in a header that may be compiled ahead, which would hide that nothing brings it: its
# words, and the headers that bring them.
AHEAD = [
    (r'\b(?:Adw[A-Z]\w+|adw_\w+|ADW_\w+)', {'adwaita.h'}),
    (r'\b(?:G[ts]k[A-Z]\w+|gtk_\w+|GTK_\w+)', {'gtk/gtk.h', 'adwaita.h'}),
    (r'\bG(?:AsyncResult|Cancellable|DBus\w+|File|ListModel|ListStore|\w+Stream|Socket\w+|Task)\b',
     {'gio/gio.h', 'gtk/gtk.h', 'adwaita.h', 'libsecret/secret.h', 'libsoup/soup.h',
      'json-glib/json-glib.h', 'gdk-pixbuf/gdk-pixbuf.h', 'poppler.h'}),
]

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)
# A library's error message is for people: what it says changes with version and language.
COMPARISON = re.compile(
    r'\b(?:strstr|strcasestr|strcmp|strncmp|strcasecmp|strncasecmp|g_strcmp0|g_strrstr\w*|'
    r'g_strstr_len|g_str_equal|g_str_has_prefix|g_str_has_suffix|g_ascii_strn?casecmp|'
    r'g_str_match_string|g_regex_match\w*|g_pattern_\w*match\w*)\s*\([^;]*->\s*message\b')


def sources():
    for name in project_files():
        parts = name.split('/')
        if len(parts) > 2 and parts[0] == 'src' and name.endswith(('.c', '.h')):
            yield parts[1], name, blank_comments(read(name))


def brought(name, texts, known):
    """The system headers that a file includes, itself or by a header of the project."""
    if name not in known:
        known[name] = set()
        for kind, header in INCLUDE.findall(texts.get(name, '')):
            known[name] |= {header} if kind == '<' else brought(f'src/{header}', texts, known)
    return known[name]


def leave_room(room, name, text):
    """What a file includes or calls that its room may not."""
    problems = []
    for match in INCLUDE.finditer(text):
        place = f'{name}:{line_of(text, match.start())}'
        header = match[2]
        if match[1] == '"':
            other = header.split('/')[0]
            if header.endswith('-resources.h'):
                pass    # what is compiled in is data, no room
            elif '/' not in header:
                if header != 'config.h':
                    problems.append(f'{place}: "{header}" is not given by its path')
            elif other not in [room] + ROOMS[room]:
                problems.append(f'{place}: {room} may not use {other}')
        else:
            for pattern, allowed in HEADERS:
                if re.match(pattern, header) and room not in allowed:
                    problems.append(f'{place}: {room} may not include <{header}>')
    code = blank_comments(text, strings=True)
    for pattern, forbidden, what in CALLS:
        if room in forbidden:
            problems += [f'{name}:{line_of(code, match.start())}: {room} {what}'
                         for match in re.finditer(pattern, code)]
    return problems


def use_unbrought(name, texts, known):
    """What a file uses without a header that brings it."""
    problems = []
    code = blank_comments(texts[name], strings=True)
    for pattern, headers in AHEAD:
        match = re.search(pattern, code)
        if match and not headers & brought(name, texts, known):
            problems.append(f'{name}:{line_of(code, match.start())}: nothing brings {match[0]}')
    return problems


# room, what stands in a file there, and what is to be said of it, if anything
EXAMPLES = [
    ('protocol', '#include <gio/gio.h>\n', 'protocol may not include <gio/gio.h>'),
    ('base', '#  include  <gio/gunixfdlist.h>\n', 'base may not include <gio/gunixfdlist.h>'),
    ('net', '#include <gio/gio.h>\n', None),
    ('protocol', '/* #include <gio/gio.h> */\n', None),
    ('ui', '#include "net/pump.h"\n', 'ui may not use net'),
    ('ui', '#include "setup/setup.h"\n', None),
    ('net', '#include "pump.h"\n', '"pump.h" is not given by its path'),
    ('model', '#include <gtk/gtk.h>\n', 'model may not include <gtk/gtk.h>'),
    ('check', 'char *a = _ ("Hello");\n', 'check makes sentences'),
    ('protocol', 'now = g_get_monotonic_time ();\n', 'protocol reads a clock'),
    ('net', 'GCancellable *a;\n', 'nothing brings GCancellable'),
    ('net', '#include "net/a.h"\nGCancellable *a;\n', None),
    ('net', '#include "net/b.h"\nGCancellable *a;\n', 'nothing brings GCancellable'),
    ('net', 'g_print ("GCancellable");\n', None),
    ('ui', '#include <gtk/gtk.h>\nAdwBin *a;\n', 'nothing brings AdwBin'),
]


def try_examples():
    """A rule that lets everything through is none."""
    problems = []
    for number, (room, text, expected) in enumerate(EXAMPLES, 1):
        name = f'src/{room}/example.c'
        texts = {name: blank_comments(text), 'src/net/a.h': '#include <gio/gio.h>\n',
                 'src/net/b.h': '#include <glib.h>\n'}
        said = leave_room(room, name, texts[name]) + use_unbrought(name, texts, {})
        if (expected is None and said) or (expected and not any(expected in one for one in said)):
            problems.append(f'example {number}: {said} where {expected} was expected')
    return problems


def main():
    tap = Tap()
    files = list(sources())
    tap.check('what is wrong is seen, and nothing else', try_examples(), len(EXAMPLES))
    rooms = sorted({room for room, _, _ in files})
    tap.check('every folder of src/ is a room',
              [f'src/{room} is not in the table' for room in rooms if room not in ROOMS],
              len(rooms))

    for room in ROOMS:
        mine = [(name, text) for where, name, text in files if where == room]
        if not mine:
            continue
        problems = [problem for name, text in mine for problem in leave_room(room, name, text)]
        tap.check(f'{room} stays in its room', problems, len(mine))

    problems, seen = [], 0
    for name in project_files():
        parts = name.split('/')
        if len(parts) == 3 and parts[0] == 'src' and parts[2] == 'meson.build':
            seen += 1
            text = re.sub(r'#[^\n]*', '', read(name))
            used = set(re.findall(r'\b(\w+?)_(?:dep|lib)\b', text)) & set(ROOMS)
            problems += [f'{name}: {parts[1]} may not be linked with {other}'
                         for other in sorted(used - {parts[1]} - set(ROOMS.get(parts[1], [])))]
    tap.check('each room is linked with its rooms only', problems, seen)

    texts, known = {name: text for _, name, text in files}, {}
    problems = [problem for name in texts for problem in use_unbrought(name, texts, known)]
    tap.check('what is used is included', problems, len(texts))

    problems = [f'{name}:{line_of(text, match.start())}: compares the message of an error'
                for _, name, text in files for match in COMPARISON.finditer(text)]
    tap.check('no error is told by its message', problems, len(files))
    tap.finish()


if __name__ == '__main__':
    main()
