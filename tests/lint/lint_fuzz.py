#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each fuzz target begins with something real: a dictionary, and seeds that lead it far inside."""

import os
import re
import subprocess
import sys
import tempfile

from lint import ROOT, Tap, read

MIN_SEEDS = 8
MIN_WORDS = 5
# Read by the fuzzer's rules: a line is KEY="VALUE" or "VALUE", with \\ \" and \xHH in it.
WORD = re.compile(r'(?:[A-Za-z0-9_]+=)?"((?:[^"\\]|\\["\\]|\\x[0-9a-fA-F]{2})+)"')


def targets():
    """The names in the lists of tests/fuzz/meson.build."""
    text = read('tests/fuzz/meson.build')
    listed = re.search(r'^fuzz_targets = \{(.*?)^\}', text, re.MULTILINE | re.DOTALL)[1]
    engines = re.search(r'^fuzz_engines = \[(.*?)\]', text, re.MULTILINE)[1]
    return sorted(set(re.findall(r"^  '([a-z0-9-]+)':", listed, re.MULTILINE))
                  | set(re.findall(r"'([a-z0-9-]+)'", engines)) | {'account-list'})


def dictionary_problem(text):
    lines = [line for line in text.splitlines() if line and not line.startswith('#')]
    wrong = [line for line in lines if not WORD.fullmatch(line)]
    if wrong:
        return f'what is {wrong[0]}?'
    return f'{len(lines)} words' if len(set(lines)) < MIN_WORDS else None


def seed_problem(seeds):
    different = len(set(seeds))
    return f'{different} seeds' if different < MIN_SEEDS else None


def seeds_of(folder, target):
    path = os.path.join(folder, target)
    contents = []
    for name in os.listdir(path) if os.path.isdir(path) else []:
        with open(os.path.join(path, name), 'rb') as file:
            contents.append(file.read())
    return contents


def main():
    tap = Tap()
    names = targets()
    problems = []
    for name in names:
        path = f'tests/fuzz/dict/{name}.dict'
        problem = dictionary_problem(read(path)) if os.path.exists(os.path.join(ROOT, path)) \
            else 'there is none'
        if problem:
            problems.append(f'{path}: {problem}')
    tap.check('each fuzz target has a dictionary', problems, len(names))
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, os.path.join(ROOT, 'tests/fuzz/seeds.py'), ROOT,
                        os.path.join(folder, 'seeds'), os.path.join(folder, 'stamp')], check=True)
        made = {name: seeds_of(os.path.join(folder, 'seeds'), name) for name in names}
    problems = [f'{name}: {seed_problem(seeds)}' for name, seeds in made.items()
                if seed_problem(seeds)]
    tap.check(f'each fuzz target has {MIN_SEEDS} seeds that differ', problems, len(names))
    tap.check('what is missing is noticed',
              [what for what, found in (
                  ('no seeds', seed_problem([])), ('the same seeds', seed_problem([b'a'] * 20)),
                  ('an empty dictionary', dictionary_problem('# none\n')),
                  ('a bad dictionary', dictionary_problem('"a"\n"b\n"c"\n"d"\n"e"\n"f"\n')))
               if found is None])
    tap.finish()


if __name__ == '__main__':
    main()
