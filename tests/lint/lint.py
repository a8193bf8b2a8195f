# SPDX-License-Identifier: GPL-3.0-or-later
"""What the lint tests share: finding files, taking C apart, and speaking TAP."""

import os
import re
import subprocess
import sys

ROOT = os.environ.get('RRMAIL_SOURCE') or os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))

TOKEN = re.compile(r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|/\*.*?\*/|//[^\n]*', re.DOTALL)


def project_files():
    """Every file of the project: what version control knows or would take, else what lies in
    the folders that it consists of."""
    listing = subprocess.run(
        ['git', '-c', f'safe.directory={ROOT}', '-C', ROOT, 'ls-files', '-z', '--cached',
         '--others', '--exclude-standard'], capture_output=True, check=False) \
        if os.path.exists(os.path.join(ROOT, '.git')) and on_path('git') else None
    if listing and listing.returncode == 0:
        names = [name for name in listing.stdout.decode().split('\0') if name]
    else:
        names = [name for name in os.listdir(ROOT) if os.path.isfile(os.path.join(ROOT, name))]
        for top in ('src', 'data', 'po', 'tests', 'build-aux', '.ci'):
            for path, folders, files in os.walk(os.path.join(ROOT, top)):
                folders[:] = [folder for folder in folders if folder != '__pycache__']
                names += [os.path.relpath(os.path.join(path, file), ROOT) for file in files]
    return sorted({name for name in names if os.path.isfile(os.path.join(ROOT, name))})


def on_path(program):
    return any(os.access(os.path.join(folder, program), os.X_OK)
               for folder in os.environ.get('PATH', '').split(':'))


def read(name):
    with open(os.path.join(ROOT, name), encoding='utf-8') as file:
        return file.read()


def blank_comments(text, strings=False):
    """C without its comments (and without the insides of its strings), line numbers kept."""
    def replace(match):
        token = match[0]
        if token.startswith('/'):
            return re.sub(r'[^\n]', ' ', token)
        return token[0] + ' ' * (len(token) - 2) + token[0] if strings else token
    return TOKEN.sub(replace, text)


def line_of(text, offset):
    return text.count('\n', 0, offset) + 1


class Tap:
    """Collects checks; each is a name and the list of what is wrong."""

    def __init__(self):
        self.count = 0
        self.failed = 0

    def check(self, name, problems, seen=1):
        """One test case.  @seen tells how many things were looked at: none at all is a failure,
        for then the check checks nothing."""
        self.count += 1
        problems = list(problems)
        if not seen:
            problems.append('found nothing to look at')
        if problems:
            self.failed += 1
        print(f'{"not ok" if problems else "ok"} {self.count} - {name}')
        for problem in problems:
            print(f'# {problem}')

    def finish(self):
        print(f'1..{self.count}')
        sys.exit(1 if self.failed else 0)
