#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the source files look: licence, length, and nothing left undone."""

import os
import re
import subprocess

from lint import ROOT, Tap, blank_comments, line_of, project_files, read

SPDX = 'SPDX-License-Identifier: GPL-3.0-or-later'
MAX_COLUMNS = 100
MAX_LINES = 500

CODE = ('.c', '.h', '.py', '.sh', '.ui', '.css', 'meson.build', 'meson_options.txt')

# What a fuzzer was fed may be anything.
ANYTHING = ('tests/fuzz/seeds/', 'tests/fuzz/found/')

# Written so that this file does not find itself.
UNDONE = re.compile(r'\b(?:TO' r'DO|FIX' r'ME|X' r'XX|HA' r'CK)\b')
POSTPONED = re.compile(r'\bfor ' r'now\b|\bnot (?:yet )?imple' r'mented\b', re.IGNORECASE)
ELSEWHERE = re.compile(r'(?<![\w.])/(?:wo' r'rk|ro' r'ot)/')
UNSAFE = re.compile(r'\b(?:strcpy|strcat|sprintf|vsprintf|gets|system|popen|alloca|g_alloca|'
                    r'tmpnam|mktemp|scanf|sscanf)\s*\(')


def is_script(name):
    with open(os.path.join(ROOT, name), 'rb') as file:
        return file.read(2) == b'#!'


def is_text(name):
    with open(os.path.join(ROOT, name), 'rb') as file:
        return b'\0' not in file.read(8192)


def licence_problem(name, text):
    lines = text.split('\n')
    if name.endswith(('.c', '.h')):
        good = lines[0] == f'/* {SPDX} */'
    else:
        first = lines[1] if lines[0].startswith('#!') and len(lines) > 1 else lines[0]
        good = first == f'# {SPDX}'
    return [] if good else [f'{name}: its first line is not "{SPDX}"']


def without_strings(text):
    return re.sub(r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', '""', text)


def main():
    tap = Tap()
    names = [name for name in project_files()
             if name != 'COPYING' and not name.startswith(ANYTHING) and is_text(name)]
    texts = {name: read(name) for name in names}
    code = [name for name in names if name.endswith(CODE) or is_script(name)]
    licensed = [name for name in code
                if name.endswith(('.c', '.h', '.py', '.sh')) or is_script(name)]
    sources = [name for name in names if name.startswith('src/') and name.endswith(('.c', '.h'))]

    tap.check('the licence stands in the first line',
              [problem for name in licensed for problem in licence_problem(name, texts[name])],
              len(licensed))
    tap.check(f'no line is longer than {MAX_COLUMNS} columns',
              [f'{name}:{number}: {len(line)} columns' for name in code
               for number, line in enumerate(texts[name].split('\n'), 1)
               if len(line) > MAX_COLUMNS], len(code))
    tap.check('no tabs, no blanks at the ends of lines',
              [f'{name}:{number}' for name in code
               for number, line in enumerate(texts[name].split('\n'), 1)
               if '\t' in line or line != line.rstrip()], len(code))
    tap.check(f'no file of src/ is longer than {MAX_LINES} lines',
              [f'{name}: {texts[name].count(chr(10))} lines' for name in sources
               if texts[name].count('\n') > MAX_LINES], len(sources))
    tap.check('nothing is left undone',
              [f'{name}:{line_of(text, match.start())}: {match[0]}' for name, text in texts.items()
               for match in UNDONE.finditer(text)]
              # A server may well say so; a comment may not.
              + [f'{name}:{line_of(text, match.start())}: {match[0]}'
                 for name, text in texts.items() if name in code
                 for match in POSTPONED.finditer(without_strings(text))], len(texts))
    tap.check('no path of one computer stands in a file',
              [f'{name}:{line_of(text, match.start())}: {match[0]}' for name, text in texts.items()
               for match in ELSEWHERE.finditer(text)], len(texts))
    bare = {name: blank_comments(texts[name], strings=True) for name in sources}
    tap.check('no function is used that cannot be used safely',
              [f'{name}:{line_of(text, match.start())}: {match[0]}' for name, text in bare.items()
               for match in UNSAFE.finditer(text)], len(bare))
    tap.check('config.h comes first',
              [name for name in sources if name.endswith('.c')
               and not re.search(r'\A[^#]*#include "config\.h"', blank_comments(texts[name]))],
              len(sources))
    tap.check('headers are guarded',
              [name for name in sources if name.endswith('.h')
               and not re.search(r'^#pragma once$|\A\s*#ifndef', bare[name], re.MULTILINE)],
              len(sources))

    scripts = [name for name in names
               if texts[name].startswith('#!/bin/bash') or name.endswith('.sh')]
    problems = []
    for name in scripts:
        done = subprocess.run(['bash', '-n', os.path.join(ROOT, name)], capture_output=True,
                              text=True, check=False)
        problems += done.stderr.splitlines()
        if not name.endswith('.sh') and not os.access(os.path.join(ROOT, name), os.X_OK):
            problems.append(f'{name} cannot be executed')
    tap.check('scripts parse and can be started', problems, len(scripts))
    tap.finish()


if __name__ == '__main__':
    main()
