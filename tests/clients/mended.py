#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real terminal programs with settings that were broken by hand and mended here: they read the
mended file as they are meant to, and sign in with the password that stands in it. Undo brings every
byte back.

Usage: mended.py [PROGRAM...]"""

import json
import os
import shutil
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, '..', 'export')]

import desktop  # noqa: E402
import programs  # noqa: E402
import stage as stages  # noqa: E402
from harness import Export, File, Tap, equal  # noqa: E402

PASSWORD = 'Tulip-9'
ANN = 'ann@nc.rr.com'

# program: its file, what stands in it, and how it signs in afterwards: protocol, way of protection.
BROKEN = {
    'mutt': ('.muttrc', '''# Mine; imap-server.nc.rr.com stays here.
set from = 'Ann <ann@nc.rr.com>'
set folder="imap://ann:Tulip-9@imap-server.nc.rr.com/"  # the mail
set spoolfile=+INBOX  imap_authenticators="cram-md5"
set nossl_starttls record="imap://ann@imap-server.nc.rr.com/Sent"
set my_pass=Tulip-9
set smtp_url="smtp://ann:$my_pass@smtp-server.nc.rr.com/"
''', [('imap', 'tls'), ('smtp', 'starttls')]),
    # Its own names for some settings, and the user name beside the URL.
    'neomutt': ('.config/neomutt/neomuttrc', '''# Mine
set from = "Ann <ann@nc.rr.com>" imap_pass='Tulip-9' imap_user = ann
set folder=imap://imap-server.nc.rr.com:143/
set spool_file="imap://imap-server.nc.rr.com:143/INBOX" ssl_starttls=no
set imap_authenticators = cram-md5
set ssl_ca_certificates_file={bundle}
mailboxes imap://imap-server.nc.rr.com:143/Sent
set smtp_pass=Tulip-9 smtp_url = smtp://smtp-server.nc.rr.com
''', [('imap', 'tls'), ('smtp', 'starttls')]),
    'aerc': ('.config/aerc/accounts.conf', '''# Mine
[Home]
source        = imap+insecure://ann:Tulip-9@imap-server.nc.rr.com  ; the mail
outgoing      = "smtp+none://smtp-server.nc.rr.com"
outgoing-cred-cmd = echo Tulip-9
smtp-starttls = no
from          = Ann <ann@nc.rr.com>
copy-to       = Sent
''', [('imap', 'tls'), ('smtp', 'starttls')]),
    'alpine': ('.pinerc', '''# Mine
personal-name=Ann
customized-hdrs=From: Ann <ann@nc.rr.com>
inbox-path={imap-server.nc.rr.com:143/notls/user="ann"}INBOX
folder-collections=Mail {imap-server.nc.rr.com:143/notls/user="ann"}[]
smtp-server=smtp-server.nc.rr.com/submit/user=ann
''', [('imap', 'tls'), ('smtp', 'starttls')]),
    'fetchmail': ('.fetchmailrc', '''# Mine
defaults no ssl
poll pop-server.nc.rr.com proto POP3, port 110, auth cram-md5:
  user 'ann@nc.rr.com' there with password "Tulip\\x2d9" is ann here nokeep
''', [('pop3', 'tls')]),
    'msmtp': ('.msmtprc', '''defaults
tls on
auth off

account home
host smtp-server.nc.rr.com
from ann@nc.rr.com
password Tulip-9

account default : home
''', [('smtp', 'starttls')]),
    'mpop': ('.mpoprc', '''# Mine
account default
host pop-server.nc.rr.com
tls off
auth cram-md5
user ann@nc.rr.com
password Tulip-9
delivery maildir ~/Mail/pat-example.org
''', [('pop3', 'tls')]),
    'mbsync': ('.mbsyncrc', '''# Mine
IMAPAccount home
Host imap-server.nc.rr.com
Port 995
User ann@nc.rr.com
Pass Tulip-9
SSLType IMAPS
AuthMechs CRAM-MD5

IMAPStore far
Account home

MaildirStore near
Path ~/Mail/
Inbox ~/Mail/INBOX

Channel pat-example.org
Far :far:
Near :near:
''', [('imap', 'tls')]),
    'getmail': ('.config/getmail/getmailrc', '''# Mine
[retriever]
type = SimplePOP3Retriever
server = pop-server.nc.rr.com
username = ann@nc.rr.com
password = Tulip-9

[destination]
type = Maildir
path = ~/Mail/pat-example.org/
''', [('pop3', 'tls')]),
    'offlineimap': ('.offlineimaprc', '''# Mine
[general]
accounts = Home
[Account Home]
localrepository = Near
remoterepository = Far
[Repository Near]
type = Maildir
localfolders = ~/Mail
[Repository Far]
type = IMAP
remotehost = imap-server.nc.rr.com
remoteport = 143
ssl = no
sslcacertfile = {bundle}
remoteuser = ann@nc.rr.com
remotepass = Tulip-9
''', [('imap', 'tls')]),
}


def run_program(corner, name, home, environment, logins):
    file = BROKEN[name][0]
    export = Export([File('mended', 0o600, corner.read(os.path.join(home, file)))], [])
    (function,) = [entry[1] for entries in programs.PROGRAMS.values() for entry in entries
                   if entry[0] == name]
    # What is asked on the terminal.
    account = {'incoming': {'protocol': logins[0][0]}, 'password': PASSWORD}
    corner.recorder.clear()
    status, said = function(corner, export, account, home, environment)
    # The connection's thread writes down a little later than the client is through.
    time.sleep(0.2)
    return f'{status}: {said}'


def check_logins(corner, logins, said):
    for protocol, security in logins:
        found = corner.recorder.logins(protocol)
        if not found:
            raise AssertionError(f'{protocol}: no login arrived\n{said}')
        for session in found:
            equal((session.security, session.logged_in_over_tls, session.username,
                   session.password), (security, True, ANN, PASSWORD), protocol)


def codes(corner):
    status, answer = corner.clients('--all')
    found = [finding['code'] for program in answer['programs'] for account in program['accounts']
             for finding in account['findings'] if finding['severity'] == 'error']
    return status, found


def check(corner, name):
    file, text, logins = BROKEN[name]
    corner.path, corner.environment = corner.home()
    corner.environment['XDG_DATA_HOME'] = os.path.join(corner.path, '.local/share')
    path = stages.write(os.path.join(corner.path, file),
                        text.replace('{bundle}', corner.bundle).encode())
    broken = corner.read(path)
    status, found = codes(corner)
    if status != 1 or not found:
        raise AssertionError(f'nothing was found: {status} {found}')
    status, answer = corner.clients('mend')
    if status != 0 or PASSWORD in json.dumps(answer):
        raise AssertionError(f'{status}: {answer}')
    equal(codes(corner), (0, []), 'afterwards')
    said = run_program(corner, name, corner.path, corner.environment, logins)
    check_logins(corner, logins, said)
    equal(corner.clients('undo', path)[0], 0, 'undo')
    equal(corner.read(path) == broken, True, 'every byte is back')


def main():
    desktop.enter_namespace()
    corner = desktop.Desktop()
    wanted = sys.argv[1:] or [*BROKEN]
    try:
        for name in wanted:
            if shutil.which(name) is None:
                tap.ok(False, f'{name} is installed')
                continue
            tap.run(f'{name}: mended, it signs in; undone, it is as before', check, corner, name)
    finally:
        corner.close()
    tap.finish()


tap = Tap()
main()
