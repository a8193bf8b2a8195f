#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Desktop file, metainfo, key files, user interface files and the list of what is translated."""

import os
import re
import struct
import subprocess
import tempfile
import xml.etree.ElementTree as ElementTree

from gi.repository import GLib

from lint import ROOT, Tap, blank_comments, line_of, project_files, read

KEY_FILES = ('.ini', '.conf', '.keyfile', '.scenario', '.map')
SHOWN = re.compile(r'\b(?:_|N_|C_|NC_|Q_|ngettext|gettext)\s*\(\s*"')
SENTENCE = re.compile(r'\b_\s*\(\s*((?:"(?:[^"\\]|\\.)*"\s*)+)')
APPLICATION_ID = 'org.rrmail.Setup'


def tool(*command):
    """Runs a checker; returns what it complained about."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return [f'{command[0]} is not installed']
    return [] if done.returncode == 0 else (done.stdout + done.stderr).strip().splitlines()


def configured(folder, name):
    """A copy of a data file as it will be installed: without .in, @NAMES@ filled in."""
    text = re.sub(r'@(\w+)@', lambda match: APPLICATION_ID, read(name))
    base = os.path.basename(name)
    path = os.path.join(folder, base[:-3] if base.endswith('.in') else base)
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)
    return path


def key_file_problem(name):
    try:
        GLib.KeyFile().load_from_file(os.path.join(ROOT, name), GLib.KeyFileFlags.NONE)
        return []
    except GLib.Error as error:
        return [f'{name}: {error.message}']


def xml_problem(name):
    try:
        ElementTree.parse(os.path.join(ROOT, name))
        return []
    except ElementTree.ParseError as error:
        return [f'{name}: {error}']


def resource_problems(name):
    """What a resource list names must lie in the source tree (or be made from a .in there)."""
    folder = os.path.dirname(name)
    for file in ElementTree.parse(os.path.join(ROOT, name)).iter('file'):
        path = os.path.normpath(os.path.join(ROOT, folder, file.text.strip()))
        if not os.path.exists(path) and not os.path.exists(path + '.in'):
            yield f'{name}: {file.text} is not there'


def screenshot_problems(name):
    """Pictures that a metainfo file names and that are not there as it says."""
    component = ElementTree.fromstring(read(name))
    images = component.findall('screenshots/screenshot/image')
    if not images:
        yield f'{name}: no screenshots'
    for image in images:
        path = os.path.join(ROOT, 'data', 'screenshots', os.path.basename(image.text))
        if not os.path.exists(path):
            yield f'{name}: {image.text} is not in data/screenshots'
            continue
        with open(path, 'rb') as file:
            head = file.read(24)
        size = (image.get('width'), image.get('height'))
        if head[:8] != b'\x89PNG\r\n\x1a\n':
            yield f'{path}: no PNG file'
        elif struct.unpack('>II', head[16:24]) != tuple(int(part or 0) for part in size):
            yield f'{name}: {image.text} has another size'


def labels_with_hyphens(name):
    """Labels that may break a word where Pango would put a hyphen."""
    for item in ElementTree.parse(os.path.join(ROOT, name)).iter('object'):
        modes = [entry for entry in item.findall('property') if entry.get('name') == 'wrap-mode']
        hyphens = [entry.get('value') for entry in item.findall('attributes/attribute')
                   if entry.get('name') == 'insert-hyphens']
        if item.get('class') == 'GtkLabel' and modes and hyphens != ['false']:
            yield item.get('id', 'a label without a name')


def translated_files(names):
    """The files that hold words for people."""
    for name in names:
        if not name.startswith(('src/', 'data/')):
            continue
        if name.endswith('.c') or name.endswith('.h'):
            if SHOWN.search(blank_comments(read(name))):
                yield name
        elif name.endswith('.ui'):
            if 'translatable="yes"' in read(name) or 'translatable="1"' in read(name):
                yield name
        elif re.search(r'\.(?:desktop|metainfo\.xml)(?:\.in)*$', name):
            yield name


def main():
    tap = Tap()
    names = project_files()

    with tempfile.TemporaryDirectory() as folder:
        desktop = [name for name in names if re.search(r'\.desktop(?:\.in)*$', name)]
        tap.check('desktop files are valid',
                  [f'{name}: {line}' for name in desktop
                   for line in tool('desktop-file-validate', configured(folder, name))],
                  len(desktop))
        metainfo = [name for name in names if re.search(r'\.metainfo\.xml(?:\.in)*$', name)]
        tap.check('metainfo is valid',
                  [f'{name}: {line}' for name in metainfo
                   for line in tool('appstreamcli', 'validate', '--no-net',
                                    configured(folder, name))], len(metainfo))
        tap.check('screenshots are there',
                  [problem for name in metainfo for problem in screenshot_problems(name)],
                  len(metainfo))

    keys = [name for name in names if name.startswith('data/') and name.endswith(KEY_FILES)]
    tap.check('key files parse', [problem for name in keys for problem in key_file_problem(name)],
              len(keys))

    xml = [name for name in names if name.endswith(('.ui', '.svg', '.xml', '.xml.in'))]
    tap.check('XML is well-formed', [problem for name in xml for problem in xml_problem(name)],
              len(xml))
    tap.check('a word that is broken gets no hyphen, which would be read as a part of a name',
              [f'{name}: {label}' for name in names if name.endswith('.ui')
               for label in labels_with_hyphens(name)],
              sum(name.endswith('.ui') for name in names))
    resources = [name for name in names if name.endswith('.gresource.xml')]
    tap.check('resources exist',
              [problem for name in resources for problem in resource_problems(name)],
              len(resources))

    potfiles = [name for name in names if os.path.basename(name).startswith('POTFILES')]
    listed, problems = [], []
    for name in potfiles:
        for number, line in enumerate(read(name).splitlines(), 1):
            line = line.partition('#')[0].strip()
            if line:
                listed.append(line)
                if line not in names:
                    problems.append(f'{name}:{number}: {line} is not there')
    problems += [f'{line} is listed twice' for line in sorted(set(listed))
                 if listed.count(line) > 1]
    problems += [f'{name} has words for people and is not listed'
                 for name in translated_files(names) if name not in listed]
    tap.check('POTFILES is complete', problems, len(listed))

    catalogues = [name for name in names if name.startswith('po/') and name.endswith('.po')]
    linguas = [word for name in names if name == 'po/LINGUAS'
               for line in read(name).splitlines() for word in line.partition('#')[0].split()]
    problems = [f'po/{word}.po is not there' for word in linguas
                if f'po/{word}.po' not in catalogues]
    problems += [f'{name} is not in LINGUAS' for name in catalogues
                 if os.path.basename(name)[:-3] not in linguas]
    problems += [f'{name}: {line}' for name in catalogues
                 for line in tool('msgfmt', '--check', '-o', os.devnull,
                                  os.path.join(ROOT, name))]
    tap.check('languages and their files agree', problems,
              sum(name == 'po/LINGUAS' for name in names))

    problems, seen = [], 0
    for name in names:
        if name.endswith('.c') and name.startswith('src/'):
            text = blank_comments(read(name))
            for match in SENTENCE.finditer(text):
                seen += 1
                if '!' in match[1]:
                    problems.append(f'{name}:{line_of(text, match.start())}: {match[1]}')
    tap.check('sentences do not shout', problems, seen)
    tap.finish()


if __name__ == '__main__':
    main()
