#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs one libFuzzer target for a while.

Usage: run.py PROGRAM TARGET SEEDS FOLDER [SECONDS]

FOLDER holds dict/, found/ and, where a library leaks, TARGET.supp.  With SECONDS what it learns is
kept beside SEEDS for the next time.  A test begins anew: it has 5 seconds and goes the same way
each time, so that what was built alike is judged alike; where RRMAIL_TEST_LONG is set it has 60,
and goes where chance leads.  An input that breaks the target is kept beside SEEDS, and named.
"""

import os
import re
import subprocess
import sys
import tempfile

# Where a parser has limits that lie far out, its inputs may be longer than libFuzzer would try.
MAX_LENGTH = {'imap': 12000, 'pop3': 12000, 'smtp': 12000, 'certificate': 12000, 'tls': 16000}

# What libFuzzer takes its chances from; by 0 it chooses itself.
BY_CHANCE = 0
ONE_WAY = 549


def fuzz(program, target, seeds, folder, seconds, corpus, chance):
    broken = os.path.join(os.path.dirname(os.path.dirname(seeds)), 'broken', target) + '-'
    os.makedirs(os.path.dirname(broken), exist_ok=True)
    command = [program, f'-max_total_time={seconds}', '-timeout=10', '-rss_limit_mb=1024',
               '-print_final_stats=1', f'-artifact_prefix={broken}',
               f'-max_len={MAX_LENGTH.get(target, 4096)}', f'-seed={chance}', corpus, seeds]
    dictionary = os.path.join(folder, 'dict', f'{target}.dict')
    if not os.path.exists(dictionary):
        sys.exit(f'{target}: there is no {dictionary}')
    command.insert(1, f'-dict={dictionary}')
    found = os.path.join(folder, 'found', target)
    if os.path.isdir(found):
        command.append(found)
    environment = dict(os.environ)
    known = os.path.join(folder, f'{target}.supp')
    if os.path.exists(known):
        # To see which library it was, the whole way to the leak must be known.
        options = os.environ.get('ASAN_OPTIONS', '')
        environment['ASAN_OPTIONS'] = f'{options}:fast_unwind_on_malloc=0'
        environment['LSAN_OPTIONS'] = f'suppressions={known}:print_suppressions=0'
    done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    text = done.stdout.decode('utf-8', 'backslashreplace')
    if done.returncode != 0:
        print(text[-8000:])
        sys.exit(f'{target}: broken (exit {done.returncode})')
    speed = re.search(r'average_exec_per_sec:\s*(\d+)', text)
    covered = re.findall(r'cov: (\d+) ft: (\d+)', text)
    edges, features = covered[-1] if covered else '??'
    print(f'{target}: {speed[1] if speed else "?"} inputs a second, {edges} edges, '
          f'{features} features')


def main():
    program, target, seeds, folder, *rest = sys.argv[1:]
    with tempfile.TemporaryDirectory() as scratch:
        if rest:
            corpus = os.path.join(os.path.dirname(os.path.dirname(seeds)), 'corpus', target)
            os.makedirs(corpus, exist_ok=True)
            fuzz(program, target, seeds, folder, int(rest[0]), corpus, BY_CHANCE)
        elif os.environ.get('RRMAIL_TEST_LONG'):
            fuzz(program, target, seeds, folder, 60, scratch, BY_CHANCE)
        else:
            fuzz(program, target, seeds, folder, 5, scratch, ONE_WAY)


if __name__ == '__main__':
    main()
