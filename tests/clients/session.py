# SPDX-License-Identifier: GPL-3.0-or-later
"""A session bus of its own for services without a window: only those that are named can start, with
the home folder of the test; and a keyring that is open."""

import glob
import os
import shutil
import subprocess
import sys

from gi.repository import Gio, GLib

SERVICES = '/usr/share/dbus-1/services'
KEYRING = 'org.freedesktop.secrets'
# Milliseconds for one answer.
PATIENCE = 30000


class Session:
    """@names: of services; a "*" stands for what changes from version to version."""

    def __init__(self, desktop, *names):
        self.environment = desktop.environment
        self.run = run = desktop.join('run')
        self.own = own = desktop.join('services')
        os.makedirs(run, 0o700)
        os.makedirs(own)
        # Without a display, and without the services of whoever runs the test.
        self.environment.update(XDG_RUNTIME_DIR=run, GSETTINGS_BACKEND='memory',
                                XDG_CACHE_HOME=desktop.join('.cache'))
        for name in names:
            files = glob.glob(os.path.join(SERVICES, f'{name}.service'))
            if not files:
                print(f'Bail out! not installed: {name}')
                sys.exit(1)
            for file in files:
                shutil.copy(file, own)
        config = desktop.join('bus.conf')
        with open(config, 'w', encoding='utf-8') as file:
            file.write(f'<busconfig><type>session</type><listen>unix:dir={run}</listen>'
                       f'<servicedir>{own}</servicedir><policy context="default">'
                       '<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>'
                       '<allow own="*"/></policy></busconfig>')
        self.log = desktop.join('bus.log')
        with open(self.log, 'wb') as log:
            self.daemon = subprocess.Popen(
                ['dbus-daemon', f'--config-file={config}', '--print-address=1', '--nofork'],
                env=self.environment, stdout=subprocess.PIPE, stderr=log)
        self.address = self.daemon.stdout.readline().decode().strip()
        self.environment['DBUS_SESSION_BUS_ADDRESS'] = self.address
        self.bus = Gio.DBusConnection.new_for_address_sync(
            self.address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT |
            Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION)
        self.bus.set_exit_on_close(False)

    def open_keyring(self):
        subprocess.run(['gnome-keyring-daemon', '--unlock', '--components=secrets', '--daemonize'],
                       input=b'of the test', check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, env=self.environment)

    def lock_keyring(self):
        self.call(KEYRING, '/org/freedesktop/secrets', 'org.freedesktop.Secret.Service.Lock',
                  GLib.Variant('(ao)', (['/org/freedesktop/secrets/collection/login'],)))

    def secrets(self):
        """How many the open keyring holds."""
        found, locked = self.call(KEYRING, '/org/freedesktop/secrets',
                                  'org.freedesktop.Secret.Service.SearchItems',
                                  GLib.Variant('(a{ss})', ({},)))
        return len(found) + len(locked)

    def call(self, name, path, method, parameters=None):
        interface, _, member = method.rpartition('.')
        return self.bus.call_sync(name, path, interface, member, parameters, None, 0, PATIENCE,
                                  None).unpack()

    def objects(self, name, path):
        (found,) = self.call(name, path, 'org.freedesktop.DBus.ObjectManager.GetManagedObjects')
        return found

    def version(self, name):
        """The line with which a service says which one it is."""
        with open(self.log, encoding='utf-8', errors='replace') as log:
            return next((line.strip() for line in log if f'{name} version' in line), name)

    def close(self):
        """Services go with their bus."""
        self.bus.close_sync(None)
        self.daemon.terminate()
        self.daemon.wait()
        self.daemon.stdout.close()
        for folder in (self.run, self.own):
            shutil.rmtree(folder, ignore_errors=True)
