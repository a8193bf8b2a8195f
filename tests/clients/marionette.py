# SPDX-License-Identifier: GPL-3.0-or-later
"""Thunderbird, started without a screen and asked through Marionette, its own door for tests."""

import glob
import json
import os
import socket
import subprocess
import time

PORT = 2828


class Marionette:
    """The protocol: each message is its length, a colon, and JSON."""

    def __init__(self, process, patience=60.0):
        self.socket = None
        end = time.monotonic() + patience
        while self.socket is None:
            try:
                self.socket = socket.create_connection(('127.0.0.1', PORT), timeout=patience)
            except ConnectionRefusedError:
                if process.poll() is not None or time.monotonic() > end:
                    raise
                time.sleep(0.1)
        self.buffer = b''
        self.number = 0
        self.receive()

    def receive(self):
        while b':' not in self.buffer:
            self.fill()
        length, _, self.buffer = self.buffer.partition(b':')
        while len(self.buffer) < int(length):
            self.fill()
        text, self.buffer = self.buffer[:int(length)], self.buffer[int(length):]
        return json.loads(text)

    def fill(self):
        data = self.socket.recv(65536)
        if not data:
            raise EOFError('Thunderbird has closed its door')
        self.buffer += data

    def command(self, name, **arguments):
        self.number += 1
        message = json.dumps([0, self.number, name, arguments]).encode()
        self.socket.sendall(str(len(message)).encode() + b':' + message)
        _, _, error, result = self.receive()
        if error:
            raise AssertionError(f"{name}: {error['message']}\n{error.get('stacktrace', '')}")
        return result


class Thunderbird:
    """One run of the program."""

    def __init__(self, environment, log):
        self.log = log
        with open(log, 'ab') as file:
            self.process = subprocess.Popen(
                ['thunderbird', '--marionette', '--remote-allow-system-access', '--no-remote'],
                env={**environment, 'MOZ_HEADLESS': '1'}, stdout=file, stderr=file,
                stdin=subprocess.DEVNULL, start_new_session=True)
        self.marionette = Marionette(self.process)
        self.marionette.command('WebDriver:NewSession', capabilities={})
        self.marionette.command('Marionette:SetContext', value='chrome')
        self.marionette.command('WebDriver:SetTimeouts', script=60000)

    def run(self, script, *arguments):
        """Runs JavaScript that may await, with the program's own rights; what it returns."""
        result = self.marionette.command(
            'WebDriver:ExecuteAsyncScript', sandbox='system', args=list(arguments), script='''
              const [answer] = [...arguments].slice(-1);
              (async (...args) => {''' + script + '''})(...[...arguments].slice(0, -1)).then(
                value => answer({ value }),
                error => answer({ error: String(error) + "\\n" + error.stack }));''')['value']
        if 'error' in result:
            raise AssertionError(result['error'])
        return result.get('value')

    def quit(self):
        """As a person quits it: everything is written."""
        self.marionette.command('Marionette:Quit', flags=['eAttemptQuit'])
        self.marionette.socket.close()
        if self.process.wait(60) != 0:
            raise AssertionError(f'Thunderbird ended with {self.process.returncode}')

    def kill(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, 9)
            self.process.wait()


def find_profile(home):
    """The folder that the program has made for itself."""
    (prefs,) = glob.glob(os.path.join(home, '.thunderbird', '*', 'prefs.js'))
    return os.path.dirname(prefs)
