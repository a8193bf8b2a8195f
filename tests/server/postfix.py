# SPDX-License-Identifier: GPL-3.0-or-later
"""A private Postfix."""

import grp
import os
import pwd
import time

from daemon import SBIN, Daemon, ServerError, program, run, write

HOSTNAME = 'mail.twc.com'
DOMAIN = 'nc.rr.com'


class Postfix(Daemon):
    """Submission, on several ports at once: each with its own settings.

    submission     STARTTLS required; AUTH only under TLS
    smtps          TLS from the first byte
    smtp           no AUTH, as between mail servers; relays for nobody
    submission-tls12, smtps-tls12    TLS 1.2 at most
    submission-small                 messages of 2,000 bytes at most
    submission-clear                 no TLS at all, AUTH in the clear
    smtps-other, smtps-expired       those certificates
    """

    name = 'Postfix'
    STARTTLS = {'smtpd_tls_security_level': 'encrypt', 'smtpd_tls_auth_only': 'yes'}
    WRAPPED = {'smtpd_tls_security_level': 'encrypt', 'smtpd_tls_wrappermode': 'yes'}
    TLS12 = {'smtpd_tls_mandatory_protocols': 'TLSv1.2'}
    SERVICES = {
        'submission': STARTTLS,
        'smtps': WRAPPED,
        'smtp': {'smtpd_tls_security_level': 'may', 'smtpd_sasl_auth_enable': 'no',
                 'smtpd_sender_restrictions': ''},
        'submission-tls12': {**STARTTLS, **TLS12},
        'smtps-tls12': {**WRAPPED, **TLS12},
        'submission-small': {**STARTTLS, 'message_size_limit': '2000'},
        'submission-clear': {'smtpd_tls_security_level': 'none'},
        'smtps-other': {**WRAPPED, 'certificate': 'other'},
        'smtps-expired': {**WRAPPED, 'certificate': 'expired'},
    }

    def __init__(self, folder, certificates, users, ports, ipv6, also=()):
        super().__init__(folder)
        self.certificates = certificates
        self.users = users
        self.ports = ports
        self.ipv6 = ipv6
        self.also = also
        self.queue = os.path.join(folder, 'q')
        self.postconf = program('postconf')
        self._folders()

    def _folders(self):
        """The queue as Postfix wants it.  Made first: Dovecot puts its socket in here."""
        try:
            owner, group = pwd.getpwnam('postfix').pw_uid, grp.getgrnam('postdrop').gr_gid
        except KeyError:
            raise ServerError("Postfix's own user is missing; is it installed?") from None
        os.mkdir(self.queue, 0o755)
        plain = ('active', 'bounce', 'corrupt', 'defer', 'deferred', 'flush', 'hold', 'incoming',
                 'private', 'saved', 'trace')
        for name in plain:
            os.mkdir(os.path.join(self.queue, name), 0o700)
            os.chown(os.path.join(self.queue, name), owner, -1)
        os.mkdir(os.path.join(self.queue, 'pid'), 0o755)
        for name, mode in (('maildrop', 0o730), ('public', 0o710)):
            path = os.path.join(self.queue, name)
            os.mkdir(path)
            os.chown(path, owner, group)
            os.chmod(path, mode)
        os.mkdir(os.path.join(self.folder, 'data'), 0o700)
        os.chown(os.path.join(self.folder, 'data'), owner, -1)

    def _main(self, home, mail):
        mailboxes = ', '.join(f'{{{user.address} = {user.name}/Maildir/{user.folder}}}'
                              for user in self.users.values())
        logins = ', '.join(f'{{{user.address} = {user.address}}}' for user in self.users.values())
        full = ', '.join(f'{{{user.address} = 552 5.2.2 Mailbox is full}}'
                         for user in self.users.values()
                         if user.quota and user.stored > user.quota)
        addresses = ', '.join(['127.0.0.1', *(['::1'] if self.ipv6 else []), *self.also])
        return f'''
compatibility_level = 3.6
queue_directory = {self.queue}
data_directory = {self.folder}/data
maillog_file = {self.log}
maillog_file_prefixes = {self.folder}
myhostname = {HOSTNAME}
myorigin = {DOMAIN}
mydestination =
mynetworks =
inet_interfaces = {addresses}
inet_protocols = {'all' if self.ipv6 else 'ipv4'}
smtpd_peername_lookup = no
disable_dns_lookups = yes
default_transport = error:there is no other mail server here
relay_transport = error:there is no other mail server here
alias_maps =
alias_database =
local_recipient_maps =
virtual_mailbox_domains = {DOMAIN}
virtual_mailbox_base = {home}
virtual_mailbox_maps = inline:{{ {mailboxes} }}
virtual_uid_maps = static:{mail.pw_uid}
virtual_gid_maps = static:{mail.pw_gid}
virtual_minimum_uid = 1
smtpd_banner = $myhostname ESMTP
smtpd_tls_cert_file = {self.certificates.path('good.pem')}
smtpd_tls_key_file = {self.certificates.path('good.key')}
smtpd_tls_mandatory_protocols = >=TLSv1.2
smtpd_tls_protocols = >=TLSv1.2
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = private/auth
smtpd_sasl_security_options = noanonymous
smtpd_sender_login_maps = inline:{{ {logins} }}
smtpd_sender_restrictions = reject_sender_login_mismatch
smtpd_recipient_restrictions = check_recipient_access inline:{{ {full} }},
    permit_sasl_authenticated, reject_unauth_destination
smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination
# A wrong password is answered as fast as a right one, however often.
smtpd_error_sleep_time = 0
smtpd_soft_error_limit = 1000
smtpd_hard_error_limit = 1000
smtpd_client_connection_count_limit = 0
smtpd_client_connection_rate_limit = 0
'''

    def _master(self):
        lines = ['postlog unix-dgram n - n - 1 postlogd', 'tlsmgr unix - - n 1000? 1 tlsmgr',
                 'anvil unix - - n - 1 anvil', 'proxymap unix - - n - - proxymap',
                 'rewrite unix - - n - - trivial-rewrite', 'cleanup unix n - n - 0 cleanup',
                 'qmgr unix n - n 300 1 qmgr', 'pickup unix n - n 60 1 pickup',
                 'bounce unix - - n - 0 bounce', 'defer unix - - n - 0 bounce',
                 'trace unix - - n - 0 bounce', 'error unix - - n - - error',
                 'retry unix - - n - - error', 'virtual unix - n n - - virtual',
                 'showq unix n - n - - showq', 'flush unix n - n 1000? 0 flush']
        for name, port in self.ports.items():
            options = dict(self.SERVICES[name])
            certificate = options.pop('certificate', None)
            if certificate:
                options['smtpd_tls_cert_file'] = self.certificates.path(f'{certificate}.pem')
                options['smtpd_tls_key_file'] = self.certificates.path(f'{certificate}.key')
            for address in ['127.0.0.1', *(['[::1]'] if self.ipv6 else []), *self.also]:
                lines.append(f'{address}:{port} inet n - n - - smtpd')
                lines += [f'  -o {key}={value}' for key, value in options.items()]
        return '\n'.join(lines) + '\n'

    def start(self, home, deadline):
        if os.geteuid() != 0:
            raise ServerError('Postfix can only be started by root')
        config = os.path.join(self.folder, 'etc')
        os.mkdir(config, 0o755)
        write(os.path.join(config, 'main.cf'), self._main(home, pwd.getpwnam('nobody')))
        write(os.path.join(config, 'master.cf'), self._master())
        # Postfix reads a configuration again and again that is younger than a second or two.
        for name in os.listdir(config):
            os.utime(os.path.join(config, name), (time.time() - 60,) * 2)
        daemons = run(self.postconf, '-d', '-h', 'daemon_directory').strip()
        self.spawn(os.path.join(daemons, 'master'), '-d', '-c', config,
                   env={'PATH': ':'.join(SBIN), 'MAIL_CONFIG': config})
        self.wait_until_answering(self.ports['submission'], deadline)
