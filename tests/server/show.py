#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the private mail servers and says how to reach them, until Ctrl-C."""

import os
import signal
import sys

from daemon import ServerError
from servers import HOSTS, Servers, become_root, mapping, stop_on_signals

NOTES = {'lee': 'another mailbox, to send as somebody else',
         'accent': 'a password that is not ASCII',
         'off': 'log-in is disabled',
         'nearly': 'quota nearly used up',
         'full': 'over quota'}


def show(servers):
    places = '  '.join(
        mapping(servers, service, port) for port, service in
        ((993, 'imaps'), (143, 'imap'), (995, 'pop3s'), (110, 'pop3'), (587, 'submission'),
         (465, 'smtps')))
    print('Ports on 127.0.0.1' + (' and ::1' if servers.ipv6 else ''))
    for name, port in servers.ports.items():
        print(f'  {name:18} {port}')
    print('\nMailboxes; the file holds the password')
    for user in servers.users.values():
        path = os.path.join(servers.folder, f'password-{user.name}')
        with open(path, 'w', encoding='utf-8') as file:
            file.write(user.password + '\n')
        print(f'  {user.address:20} {path}  {NOTES.get(user.name, "")}'.rstrip())
    pat = servers.users['pat'].address
    print(f'\nCertificate authority\n  {servers.ca_file}')
    print('\nLogs')
    for daemon in [*servers.dovecots.values(), servers.postfix]:
        print(f'  {daemon.log}')
    print(f'\nTry\n  build/src/cli/rrmail test {pat} --password-file={servers.folder}/password-pat '
          f'\\\n    --ca-file={servers.ca_file} \\\n    ' + places.replace('  ', ' \\\n    '))
    print(f'  openssl s_client -CAfile {servers.ca_file} -verify_hostname {HOSTS[0]} \\\n'
          f'    -connect 127.0.0.1:{servers.ports["imaps"]}')
    print('\nCtrl-C ends both servers.', flush=True)


def main():
    become_root([sys.executable, '-B', *sys.argv])
    stop_on_signals()
    try:
        with Servers(kinds=('usual', 'tls12', 'clear')) as servers:
            show(servers)
            signal.pause()
    except ServerError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        print()


if __name__ == '__main__':
    main()
