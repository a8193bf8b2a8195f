# SPDX-License-Identifier: GPL-3.0-or-later
"""What the private servers have in common: running a program, and a process with a log."""

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import time

SBIN = ('/usr/local/sbin', '/usr/sbin', '/sbin', '/usr/local/bin', '/usr/bin', '/bin')


class ServerError(Exception):
    """A server is missing, or did not come up."""


def program(name):
    """The full path of a program, also where PATH lacks the sbin folders."""
    path = shutil.which(name) or shutil.which(name, path=':'.join(SBIN))
    if not path:
        raise ServerError(f'{name} is not installed (build-aux/test installs it)')
    return path


def run(*command, **options):
    """Runs a program that must succeed."""
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          check=False, **options)
    if done.returncode:
        raise ServerError(f'{command[0]} ended with {done.returncode}:\n{done.stdout}{done.stderr}')
    return done.stdout


def write(path, text, mode=0o644):
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)
    os.chmod(path, mode)


def die_with_parent():
    """Runs in the child before exec: a server never outlives a test that was killed."""
    pr_set_pdeathsig = 1
    ctypes.CDLL(None, use_errno=True).prctl(pr_set_pdeathsig, signal.SIGTERM, 0, 0, 0)


class Daemon:
    """A process of ours with a log file, started in front and ended with SIGTERM."""

    name = 'server'

    def __init__(self, folder):
        self.folder = folder
        self.log = os.path.join(folder, 'log')
        self.process = None
        os.mkdir(folder, 0o755)

    def spawn(self, *command, env=None):
        with open(os.path.join(self.folder, 'output'), 'wb') as output:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=env,
                cwd='/', start_new_session=True, preexec_fn=die_with_parent)

    def said(self):
        """What the server wrote, for a report of a failure."""
        text = ''
        for path in (os.path.join(self.folder, 'output'), self.log):
            if os.path.exists(path):
                with open(path, encoding='utf-8', errors='replace') as file:
                    text += ''.join(file.readlines()[-40:])
        return text

    def wait_until_answering(self, port, deadline):
        """Waits for a greeting.  One port is enough: the master process opens all of them
        before it starts whoever speaks."""
        while True:
            if self.process.poll() is not None:
                raise ServerError(f'{self.name} ended with {self.process.returncode}:\n'
                                  + self.said())
            if time.monotonic() > deadline:
                raise ServerError(f'{self.name} does not answer on port {port}:\n' + self.said())
            try:
                with socket.create_connection(('127.0.0.1', port), timeout=5) as probe:
                    if probe.recv(1):
                        return
            except OSError:
                pass
            time.sleep(0.02)

    def ask_to_stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def stop(self):
        """Ends what is left half a second after ask_to_stop(): nothing here is worth waiting
        for."""
        if self.process is None:
            return
        try:
            self.process.wait(0.5)
        except subprocess.TimeoutExpired:
            pass
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            pass
        self.process.wait()
        self.process = None
