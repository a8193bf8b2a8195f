#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""tests/duties.tsv: what a client owes, what attacks on STARTTLS there are, and what other programs
got wrong; each with the tests that show it, and each of these tests exists."""

import os
import re

from lint import Tap, project_files, read

TABLE = 'tests/duties.tsv'
DUTIES = [str(number) for number in range(1, 34)]
PROTOCOLS = {
    'injection-one-segment': ('imap', 'pop3', 'smtp'),
    'injection-later-segment': ('imap', 'pop3', 'smtp'),
    'preauth': ('imap',),
    'data-before-tls': ('imap', 'pop3', 'smtp'),
    'capabilities-before-tls': ('imap', 'pop3', 'smtp'),
    'refused': ('imap', 'pop3', 'smtp'),
    'malformed-answer': ('imap', 'pop3', 'smtp'),
    'never-answered': ('imap', 'pop3', 'smtp'),
    'early-answer': ('imap', 'pop3', 'smtp'),
    'wrong-tag': ('imap',),
    'login-before-tls': ('imap', 'pop3', 'smtp'),
    'referral': ('imap', 'smtp'),
    'alert': ('imap', 'pop3', 'smtp'),
    'data-before-login': ('imap',),
    'downgrade': ('imap', 'pop3', 'smtp'),
    'spelling': ('imap', 'pop3', 'smtp'),
    'continuation': ('imap', 'pop3', 'smtp'),
    'bad-certificate': ('imap', 'pop3', 'smtp'),
    'greeting': ('imap', 'pop3', 'smtp'),
}
CVES = """
    2020-12398 2020-13645 2020-14093 2020-14928 2020-14954 2020-15047 2020-15685 2020-15917
    2020-15953 2020-15954 2020-16117 2020-24661 2020-28896 2021-20247 2021-22946 2021-22947
    2021-26911 2021-29969 2021-32066 2021-3578 2021-3657 2021-38502 2021-39272 2021-39361
    2021-44143 2025-25186 2025-43857 2026-113866 2026-113868 2026-42245 2026-42246 2026-42257
    2026-42258 2026-4371 2026-47240 2026-47241 2026-47242 2026-92240 2026-95210""".split()
WANTED = {
    'duty': DUTIES,
    'starttls': [f'{name}.{protocol}' for name, all_of_it in PROTOCOLS.items()
                 for protocol in all_of_it],
    'cve': CVES,
}
STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
TABLE_ROW = re.compile(r'\{\s*"((?:[^"\\\n]|\\.)*)"')


def rows():
    """(line number, kind, number, source, words, program, case) of each line."""
    for number, line in enumerate(read(TABLE).splitlines(), 1):
        if line and not line.startswith('#'):
            yield number, line.split('\t')


def find_source(names, program):
    """The one file that the test program is made of and named after."""
    found = [name for name in names if name.startswith('tests/') and
             not name.startswith('tests/fuzz/') and
             os.path.basename(name) in (f'{program}.c', f'{program}.py')]
    return found[0] if len(found) == 1 else None


def has_case(source, case):
    """Whether the case is registered: under its whole name, or in a folder with its name in a
    table."""
    text = read(source)
    if source.endswith('.py'):
        return re.search(rf'^\s*def {re.escape(case)}\s*\(', text, re.MULTILINE) is not None
    text = re.sub(r'/\*.*?\*/', '', text, flags=re.DOTALL)
    strings = set(STRING.findall(text))
    if case in strings:
        return True
    folder, _, name = case.rpartition('/')
    if f'{folder}/' in strings:
        return name in TABLE_ROW.findall(text)
    return f'{folder.rpartition("/")[0]}/%s/%s' in strings and \
        folder.rpartition('/')[2] in strings and name in TABLE_ROW.findall(text)


def problem_of(names, program, case):
    """Why there is no such test; None where there is."""
    if program == 'protocol-transcripts':
        match = re.fullmatch(r'/transcripts/([a-z0-9-]+)/(?:pieces|spoilt|early)', case)
        exists = match and f'tests/unit/transcripts/{match[1]}.txt' in names and not (
            'imap-' in case and case.endswith('/early'))
    elif program == 'gallery':
        exists = f'tests/loopback/gallery/{case[len("/gallery/"):]}.ini' in names \
            and case.startswith('/gallery/')
    elif program == 'fuzz':
        exists = f'tests/fuzz/{case}.c' in names and f"'{case}'" in read('tests/fuzz/meson.build')
    else:
        source = find_source(names, program)
        if source is None:
            return f'there is no test program {program}'
        known = any(f"'{word}'" in read(os.path.join(os.path.dirname(source), 'meson.build'))
                    for word in (program, os.path.basename(source),
                                 program.partition('test_')[2] or program))
        if not known:
            return f'{source} is not run'
        exists = has_case(source, case)
    return None if exists else f'{program} has no case {case}'


def told_by(text):
    """The duties that a transcript or a scenario names in a comment of its own."""
    line = re.search(r'^# Dut(?:y|ies) ([0-9, ]+)\.$', text, re.MULTILINE)
    return set(line[1].split(', ')) if line else set()


def file_of(program, case):
    """The file that is the case, where a case is a file."""
    if program == 'protocol-transcripts':
        return f'tests/unit/transcripts/{case.split("/")[2]}.txt'
    return f'tests/loopback{case}.ini' if program == 'gallery' else None


def disagreements(named, told):
    """What the table and the files say otherwise, of {file: duties} each."""
    return [f'{name}: the table names {sorted(named.get(name, ()), key=int)}, '
            f'the file {sorted(told.get(name, ()), key=int)}'
            for name in sorted(named.keys() | told.keys())
            if named.get(name, set()) != told.get(name, set())]


def main():
    tap = Tap()
    names = project_files()
    table = list(rows())
    shape = [f'{TABLE}:{number}: {len(fields)} fields' for number, fields in table
             if len(fields) != 6 or not all(fields)]
    tap.check('duties.tsv has six fields in each line', shape, len(table))
    table = [(number, fields) for number, fields in table if len(fields) == 6]
    for kind, wanted in WANTED.items():
        there = {fields[1] for _, fields in table if fields[0] == kind}
        problems = [f'{kind} {item} has no test' for item in wanted if item not in there]
        problems += [f'{TABLE}:{number}: {kind} {fields[1]} is not known'
                     for number, fields in table
                     if fields[0] == kind and fields[1] not in wanted]
        tap.check(f'each {kind} has a test', problems, len(there))
    tap.check('there is nothing else in duties.tsv',
              [f'{TABLE}:{number}: {fields[0]}' for number, fields in table
               if fields[0] not in WANTED], len(table))
    problems = []
    for number, fields in table:
        problem = problem_of(names, fields[4], fields[5])
        if problem:
            problems.append(f'{TABLE}:{number}: {problem}')
    tap.check('each test that is named exists', problems, len(table))
    named = {}
    for _, fields in table:
        name = file_of(fields[4], fields[5])
        if fields[0] == 'duty' and name:
            named.setdefault(name, set()).add(fields[1])
    told = {name: told_by(read(name)) for name in names
            if name.startswith(('tests/unit/transcripts/', 'tests/loopback/gallery/'))}
    tap.check('a transcript or scenario says itself which duties it shows',
              disagreements(named, {name: duties for name, duties in told.items() if duties}),
              len(named))
    tap.check('a duty that only one of both names is noticed',
              [] if len(disagreements({'a': {'1'}, 'b': {'2'}, 'c': {'3'}},
                                      {'b': {'2', '4'}, 'c': {'3'}, 'd': {'5'}})) == 3
              else ['it is not'])
    tap.check('a test that does not exist is noticed',
              [f'{program} {case}' for program, case in (
                  ('protocol-transcripts', '/transcripts/none/pieces'),
                  ('gallery', '/gallery/none'), ('net-chains', '/net/chains/leaf/none'),
                  ('net-chains', '/net/chains/none'), ('none', '/none'), ('fuzz', 'none'))
               if problem_of(names, program, case) is None])
    tap.finish()


if __name__ == '__main__':
    main()
