# SPDX-License-Identifier: GPL-3.0-or-later
"""What GNOME Online Accounts says of its accounts, and accounts for it."""

import desktop
from gi.repository import GLib
from harness import account

NAME = 'org.gnome.OnlineAccounts'
HOST = desktop.NAMES[0]
# For documentation: nothing answers there.
ADDRESS = '192.0.2.1'
PASSWORD = "pa'ss `w` $o %r {5} \U0001f600"


def make(address, incoming, outgoing, login='same', host=HOST, **changes):
    made = account('imap', incoming, outgoing, login, address=address, password=PASSWORD, **changes)
    made['incoming'].update(host=host, username=address, port=desktop.PORTS['imap', incoming])
    made['outgoing'].update(host=host, port=desktop.PORTS['smtp', outgoing])
    if login == 'same':
        made['outgoing']['username'] = address
    if login == 'own':
        made['outgoing_password'] = 'another "one" \\'
    return made


class Service:
    """What it says of its accounts."""

    def __init__(self, session):
        self.session = session

    def accounts(self):
        return {found[f'{NAME}.Mail']['EmailAddress']: (path, found)
                for path, found in self.session.objects(NAME, '/org/gnome/OnlineAccounts').items()
                if f'{NAME}.Mail' in found}

    def password(self, path, kind):
        (words,) = self.session.call(NAME, path, f'{NAME}.PasswordBased.GetPassword',
                                     GLib.Variant('(s)', (kind,)))
        return words

    def sign_in(self, path):
        return self.session.call(NAME, path, f'{NAME}.Account.EnsureCredentials')
