# SPDX-License-Identifier: GPL-3.0-or-later
"""A private corner of the computer for a mail program: a home folder, names that lead to loopback,
and one more certificate authority, without touching anything of the computer's own."""

import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import recorder

BUNDLE = '/etc/ssl/certs/ca-certificates.crt'
# Seconds for a full-screen program to get where it should.
PATIENCE = 60


# Processes of its own: no program of anyone else is seen, and whatever is left of those started
# here ends with the script.
PROCESSES = ['--pid', '--fork', '--mount-proc', '--kill-child']
# The first process there clears away those whose parents are gone; the script clears only its own.
FIRST = ['sh', '-c', '"$@"; exit "$?"', 'sh']


def enter_namespace(*more):
    """Starts this script again where mounts and processes are its own."""
    if os.environ.get('RRM_CLIENTS_STAGE'):
        return
    os.environ['RRM_CLIENTS_STAGE'] = '1'
    for processes in (PROCESSES, []):
        # Where a part of /proc is covered, as in some containers, no other can be mounted.
        for user in (['--user', '--map-root-user'], []):
            # Where users of its own are not permitted, as below another root folder, root needs
            # none.
            command = ['unshare', *user, '--mount', *more, *processes, '--', *FIRST]
            if subprocess.run([*command, 'true'], check=False).returncode == 0:
                os.execvp('unshare', [*command, sys.executable, *sys.argv])
    sys.exit('mounts of its own are not permitted here')


class Stage:
    """The folder, the servers and the mounts of a run."""

    def __init__(self, names=recorder.NAMES, ports=None):
        self.folder = tempfile.mkdtemp(prefix='rrmail-clients-')
        authority = recorder.make_certificates(self.folder, names)
        hosts = os.path.join(self.folder, 'hosts')
        with open(hosts, 'w', encoding='ascii') as file:
            # Alpine asks for the address's first name and goes on with that.
            file.write(f"127.0.0.1 {' '.join((*names, recorder.WRONG_NAME))} localhost\n")
        subprocess.run(['mount', '--bind', hosts, '/etc/hosts'], check=True)
        # Some programs look into the folder, by the names of its files.
        self.bundle = authority
        subprocess.run(['mount', '--bind', authority, BUNDLE], check=True)
        self.recorder = recorder.Recorder(self.folder, ports)
        self.homes = 0

    def home(self):
        """A new home folder, and the environment that makes it one."""
        self.homes += 1
        home = os.path.join(self.folder, f'home{self.homes}')
        os.makedirs(os.path.join(home, '.config'))
        environment = {'HOME': home, 'PATH': os.environ['PATH'], 'LC_ALL': 'C.UTF-8',
                       'TERM': 'xterm', 'USER': 'tester', 'LOGNAME': 'tester',
                       'XDG_CONFIG_HOME': os.path.join(home, '.config'),
                       'SSL_CERT_FILE': self.bundle}
        return home, environment

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)


def maildir(path):
    for name in ('cur', 'new', 'tmp'):
        os.makedirs(os.path.join(path, name))


def write(path, data, mode=0o600):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'wb') as file:
        file.write(data)
    os.chmod(path, mode)
    return path


def run(command, environment, stdin=b'', timeout=60, cwd=None):
    """Runs a program to its end; its words, and its exit status."""
    done = subprocess.run(command, env=environment, input=stdin, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=timeout, check=False,
                          cwd=cwd or environment['HOME'])
    return done.returncode, done.stdout.decode('utf-8', 'replace')


def end_all(leader):
    """Ends a program and what it has forked: a child that was left would count as the program."""
    os.killpg(leader, signal.SIGKILL)
    os.waitpid(leader, 0)
    # Until the system has cleared them away; where nothing does that, they are no more than names.
    end = time.monotonic() + 0.5
    while time.monotonic() < end:
        try:
            os.killpg(leader, 0)
        except ProcessLookupError:
            return
        time.sleep(0.02)


def on_terminal(command, environment, until, keys=(), gives_up=None):
    """Runs a full-screen program until a condition holds, then ends it. keys: (a pattern, what to
    type whenever it comes up on the screen). gives_up: a pattern with which the program says that
    it goes no further."""
    seen = 0
    pid, master = pty.fork()
    if pid == 0:
        os.chdir(environment['HOME'])
        os.execvpe(command[0], command, environment)
    screen = b''
    end = time.monotonic() + PATIENCE
    given_up = False
    try:
        while time.monotonic() < end and not until():
            if select.select([master], [], [], 0.1)[0]:
                try:
                    data = os.read(master, 65536)
                except OSError:
                    break
                if not data:
                    break
                screen += data
            found = [(match.end(), answer) for pattern, answer in keys
                     for match in [re.compile(pattern).search(screen, seen)] if match]
            if found:
                seen, answer = min(found)
                os.write(master, answer)
            if gives_up and not given_up and re.search(gives_up, screen):
                # What it does all the same is not to be missed.
                given_up = True
                end = time.monotonic() + 1
    finally:
        end_all(pid)
        os.close(master)
    return screen.decode('utf-8', 'replace')[-1500:]


def version(command):
    """The first line of what a program says of itself."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
                          stdin=subprocess.DEVNULL, timeout=30)
    return done.stdout.decode('utf-8', 'replace').strip().split('\n')[0]
