#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real Dovecot and a real Postfix on loopback, with a configuration of their own.

Everything they need stands in one temporary folder: certificates, mailboxes, sockets, queue and
logs.  Nothing of the computer's own mail set-up is read or touched.  They need neither systemd
nor a system log.

    with Servers() as servers:
        servers.ports['imaps'], servers.ca_file, servers.users['pat'].password, ...

Dovecot runs as any user; Postfix's master wants to be root (in a user namespace is enough, see
in_user_namespace()).
"""

import ctypes
import grp
import os
import pwd
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

HOSTS = ('mail.twc.com', 'mobile.charter.net', 'mail.brighthouse.com')
DOMAIN = 'nc.rr.com'
START_LIMIT = 20.0

SBIN = ('/usr/local/sbin', '/usr/sbin', '/sbin', '/usr/local/bin', '/usr/bin', '/bin')


class ServerError(Exception):
    """A server is missing, or did not come up."""


class User:
    """One mailbox: its address, its password, and what is special about it."""

    def __init__(self, name, password, disabled=False, quota=None, stored=0):
        self.address = f'{name}@{DOMAIN}'
        self.name = name
        self.password = password
        self.disabled = disabled
        self.quota = quota      # in KiB
        self.stored = stored    # size of the message lying in the mailbox, in KiB


def make_users():
    """The mailboxes by name.  Passwords are made new each time, so that finding one in any
    output later is proof of a leak."""
    def fresh():
        return 'pw-' + ''.join(random.SystemRandom().choices('abcdefghkmnprstuvwxyz23456789', k=16))
    return {user.name: user for user in (
        User('pat', fresh()),
        User('lee', fresh()),
        User('accent', 'Größe-ñandú-' + fresh()),
        User('off', fresh(), disabled=True),
        User('nearly', fresh(), quota=100, stored=93),
        User('full', fresh(), quota=100, stored=130),
    )}


def program(name):
    """The full path of a program, also where PATH lacks the sbin folders."""
    path = shutil.which(name) or shutil.which(name, path=':'.join(SBIN))
    if not path:
        raise ServerError(f'{name} is not installed (build-aux/test installs it)')
    return path


def in_user_namespace(argv):
    """Starts this program again as root of a user namespace of its own, where the computer
    allows that; returns only if it does not."""
    try:
        command = [program('unshare'), '--user', '--map-root-user', '--map-auto', '--']
    except ServerError:
        return
    probe = subprocess.run(command + ['true'], stdin=subprocess.DEVNULL, capture_output=True,
                           check=False)
    if probe.returncode == 0:
        os.execv(command[0], command + argv)


def have_ipv6():
    """True where ::1 can be listened on."""
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as probe:
            probe.bind(('::1', 0))
        return True
    except OSError:
        return False


def free_ports(count, ipv6):
    """Port numbers nobody listens on, below those that the kernel gives to outgoing
    connections (so that none is taken between here and the server's own bind)."""
    families = [(socket.AF_INET, '127.0.0.1')] + ([(socket.AF_INET6, '::1')] if ipv6 else [])
    found = []
    for port in random.SystemRandom().sample(range(10000, 32000), 2000):
        try:
            for family, address in families:
                with socket.socket(family, socket.SOCK_STREAM) as probe:
                    probe.bind((address, port))
        except OSError:
            continue
        found.append(port)
        if len(found) == count:
            return found
    raise ServerError('no free ports on loopback')


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


class Certificates:
    """A certificate authority made for this run, and what it signed.

    good       the provider's three hosts
    other      a different host's name
    expired    good, but over
    """

    def __init__(self, folder):
        self.folder = folder
        os.mkdir(folder, 0o755)
        self.openssl = program('openssl')
        self.ca_file = os.path.join(folder, 'ca.pem')
        self._ca()
        self._sign('good', HOSTS, 7)
        self._sign('other', ('www.example.net',), 7)
        self._sign('expired', HOSTS, 0)

    def path(self, name):
        return os.path.join(self.folder, name)

    def _key(self, name):
        run(self.openssl, 'ecparam', '-name', 'prime256v1', '-genkey', '-noout',
            '-out', self.path(name))
        os.chmod(self.path(name), 0o600)

    def _ca(self):
        self._key('ca.key')
        write(self.path('ca.cnf'), '[req]\ndistinguished_name=dn\nx509_extensions=ca\nprompt=no\n'
              '[dn]\nO=Loopback test\nCN=Loopback test authority\n'
              '[ca]\nbasicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n'
              'subjectKeyIdentifier=hash\n')
        run(self.openssl, 'req', '-x509', '-new', '-sha256', '-days', '7', '-batch',
            '-config', self.path('ca.cnf'), '-key', self.path('ca.key'), '-out', self.ca_file)

    def _sign(self, name, hosts, days):
        self._key(f'{name}.key')
        write(self.path(f'{name}.cnf'), '[req]\ndistinguished_name=dn\nprompt=no\n'
              f'[dn]\nCN={hosts[0]}\n'
              '[leaf]\nbasicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\n'
              'extendedKeyUsage=serverAuth\nsubjectKeyIdentifier=hash\n'
              'authorityKeyIdentifier=keyid\n'
              f'subjectAltName={",".join("DNS:" + host for host in hosts)}\n')
        run(self.openssl, 'req', '-new', '-sha256', '-batch', '-config', self.path(f'{name}.cnf'),
            '-key', self.path(f'{name}.key'), '-out', self.path(f'{name}.csr'))
        run(self.openssl, 'x509', '-req', '-sha256', '-days', str(days),
            '-in', self.path(f'{name}.csr'), '-CA', self.ca_file, '-CAkey', self.path('ca.key'),
            '-set_serial', str(random.SystemRandom().getrandbits(64) | 1),
            '-extfile', self.path(f'{name}.cnf'), '-extensions', 'leaf',
            '-out', self.path(f'{name}.pem'))


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


class Dovecot(Daemon):
    """IMAP and POP3.

    kind 'usual'   TLS from the first byte and STARTTLS; no login in the clear
    kind 'tls12'   the same with TLS 1.2 at most
    kind 'clear'   no TLS at all, login in the clear; also CRAM-MD5 and SCRAM-SHA-256
    """

    name = 'Dovecot'

    def __init__(self, folder, kind, certificates, users, ports, ipv6, auth_socket=None):
        super().__init__(folder)
        self.kind = kind
        self.certificates = certificates
        self.users = users
        self.ports = ports
        self.ipv6 = ipv6
        self.auth_socket = auth_socket
        self.binary = program('dovecot')
        self.version = tuple(int(part) for part in
                             run(self.binary, '--version').split()[0].split('.')[:2])
        self.root = os.geteuid() == 0

    def _accounts(self):
        if self.root:
            mail = pwd.getpwnam('nobody')
            return {'internal': 'dovecot', 'login': 'dovenull', 'group': 'dovecot',
                    'uid': mail.pw_uid, 'gid': mail.pw_gid}
        me = pwd.getpwuid(os.geteuid())
        return {'internal': me.pw_name, 'login': me.pw_name,
                'group': grp.getgrgid(me.pw_gid).gr_name, 'uid': me.pw_uid, 'gid': me.pw_gid}

    def _mailboxes(self, accounts):
        """One Maildir for each user, and one stored message where a quota is to be filled."""
        home = os.path.join(self.folder, 'home')
        for user in self.users.values():
            folder = os.path.join(home, user.name, 'Maildir')
            for part in ('cur', 'new', 'tmp'):
                os.makedirs(os.path.join(folder, part), exist_ok=True)
            if user.stored:
                line = 'Beep beep. ' * 6 + '\n'
                body = line * (user.stored * 1024 // len(line) + 1)
                write(os.path.join(folder, 'cur', '1700000000.M1P1.loopback:2,S'),
                      f'From: coyote@example.net\nTo: {user.address}\nSubject: Large\n\n{body}',
                      0o600)
        if self.root:
            for path, _, names in os.walk(home):
                for name in [path] + [os.path.join(path, name) for name in names]:
                    os.chown(name, accounts['uid'], accounts['gid'])
        return home

    def _passwords(self, home, accounts):
        """Writes the password files; returns the path of the general one and of the one that
        lists who may not sign in."""
        lines, denied = [], []
        for user in self.users.values():
            quota = ''
            if user.quota:
                rule = (f'quota_rule=*:storage={user.quota}K' if self.version < (2, 4)
                        else f'quota_storage_size={user.quota}K')
                quota = f'userdb_{rule}'
            lines.append(f'{user.address}:{{PLAIN}}{user.password}:{accounts["uid"]}:'
                         f'{accounts["gid"]}::{home}/{user.name}::{quota}\n')
            if user.disabled:
                denied.append(f'{user.address}:\n')
        paths = [os.path.join(self.folder, name) for name in ('users', 'denied')]
        for path, content in zip(paths, (lines, denied)):
            write(path, ''.join(content), 0o600)
            if self.root:
                shutil.chown(path, accounts['internal'])
        return paths

    def _shared(self, accounts):
        """The settings that are spelled alike in 2.3 and 2.4."""
        mechanisms = 'plain login' + (' cram-md5 scram-sha-256' if self.kind == 'clear' else '')
        own = '' if self.root else '\n'.join(
            f'service {name} {{\n  chroot =\n}}'
            for name in ('imap-login', 'pop3-login', 'anvil', 'stats'))
        auth = ''
        if self.auth_socket:
            auth = (f'service auth {{\n  unix_listener {self.auth_socket} {{\n'
                    '    mode = 0666\n  }\n}')
        listen = '127.0.0.1, ::1' if self.ipv6 else '127.0.0.1'

        def listener(name, port, tls):
            return (f'  inet_listener {name} {{\n    port = {port or 0}\n'
                    f'    ssl = {"yes" if tls else "no"}\n  }}\n')
        services = ''.join(
            f'service {name}-login {{\n' + listener(name, self.ports.get(name), False)
            + listener(f'{name}s', self.ports.get(f'{name}s'), True) + '}\n'
            for name in ('imap', 'pop3'))
        return f'''
base_dir = {self.folder}/run
state_dir = {self.folder}/state
instance_name = rrmail-{os.path.basename(self.folder)}
log_path = {self.log}
listen = {listen}
default_internal_user = {accounts['internal']}
default_internal_group = {accounts['group']}
default_login_user = {accounts['login']}
auth_mechanisms = {mechanisms}
auth_failure_delay = 0
first_valid_uid = 1
mail_uid = {accounts['uid']}
mail_gid = {accounts['gid']}
mail_max_userip_connections = 0
mailbox_list_index = no
# A wrong password is answered as fast as a right one.
service anvil {{
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
{services}
{own}
{auth}
'''

    def _config_2_3(self, accounts, passwords, denied):
        ssl = 'no' if self.kind == 'clear' else 'required'
        clear = 'no' if self.kind == 'clear' else 'yes'
        return self._shared(accounts) + f'''
protocols = imap pop3
ssl = {ssl}
ssl_cert = <{self.certificates.path('good.pem')}
ssl_key = <{self.certificates.path('good.key')}
ssl_min_protocol = TLSv1.2
disable_plaintext_auth = {clear}
mail_location = maildir:~/Maildir
mail_plugins = quota
protocol imap {{
  mail_plugins = quota imap_quota
}}
plugin {{
  quota = count:User quota
  quota_vsizes = yes
}}
passdb {{
  driver = passwd-file
  deny = yes
  args = {denied}
  default_fields = nodelay=y
}}
passdb {{
  driver = passwd-file
  args = {passwords}
}}
# Dovecot looks after refused logins every half second only, unless told not to delay them; and
# a password that did not match cannot tell it.  So the last word is a database that denies all
# who came this far.  The reply is the same.
passdb {{
  driver = static
  deny = yes
  args = nodelay=y
}}
userdb {{
  driver = passwd-file
  args = {passwords}
}}
'''

    def start(self, deadline):
        accounts = self._accounts()
        home = self._mailboxes(accounts)
        passwords, denied = self._passwords(home, accounts)
        text = self._config_2_3(accounts, passwords, denied)
        config = os.path.join(self.folder, 'dovecot.conf')
        write(config, text)
        env = {'PATH': ':'.join(SBIN), 'LC_ALL': 'C'}
        if self.kind == 'tls12':
            limits = os.path.join(self.folder, 'openssl.cnf')
            write(limits, 'openssl_conf = a\n[a]\nssl_conf = b\n[b]\nsystem_default = c\n'
                  '[c]\nMaxProtocol = TLSv1.2\n')
            env['OPENSSL_CONF'] = limits
            with open(config, 'a', encoding='utf-8') as file:
                file.write('import_environment = OPENSSL_CONF\n')
        self.spawn(self.binary, '-F', '-c', config, env=env)
        self.wait_until_answering(self.ports['imap'], deadline)


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

    def __init__(self, folder, certificates, users, ports, ipv6):
        super().__init__(folder)
        self.certificates = certificates
        self.users = users
        self.ports = ports
        self.ipv6 = ipv6
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
        mailboxes = ', '.join(f'{{{user.address} = {user.name}/Maildir/}}'
                              for user in self.users.values())
        logins = ', '.join(f'{{{user.address} = {user.address}}}' for user in self.users.values())
        full = ', '.join(f'{{{user.address} = 552 5.2.2 Mailbox is full}}'
                         for user in self.users.values()
                         if user.quota and user.stored > user.quota)
        return f'''
compatibility_level = 3.6
queue_directory = {self.queue}
data_directory = {self.folder}/data
maillog_file = {self.log}
maillog_file_prefixes = {self.folder}
myhostname = {HOSTS[0]}
myorigin = {DOMAIN}
mydestination =
mynetworks =
inet_interfaces = {'127.0.0.1, ::1' if self.ipv6 else '127.0.0.1'}
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
            for address in ['127.0.0.1'] + (['[::1]'] if self.ipv6 else []):
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


class Servers:
    """Both servers.  Use it in a with statement: whatever happens, nothing of it stays.

    ports is a dictionary: imap imaps pop3 pop3s, Postfix.SERVICES, and with their kinds asked
    for, imap-tls12 imaps-tls12 pop3-tls12 pop3s-tls12 imap-clear pop3-clear.
    """

    KINDS = {'usual': ('imap', 'imaps', 'pop3', 'pop3s'),
             'tls12': ('imap', 'imaps', 'pop3', 'pop3s'),
             'clear': ('imap', 'pop3')}

    def __init__(self, kinds=('usual',), postfix=True):
        self.kinds = kinds
        self.with_postfix = postfix
        self.folder = None
        self.ports = {}
        self.users = make_users()
        self.dovecots = {}
        self.postfix = None
        self.ipv6 = have_ipv6()

    def __enter__(self):
        try:
            self._start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_):
        self.stop()

    @property
    def ca_file(self):
        return os.path.join(self.folder, 'tls', 'ca.pem')

    def _start(self):
        deadline = time.monotonic() + START_LIMIT
        # Not TMPDIR: both servers give up root, and must reach their files all the same; and
        # a socket's path has room for a hundred bytes only.
        self.folder = tempfile.mkdtemp(prefix='rrm-', dir='/tmp')
        os.chmod(self.folder, 0o755)
        certificates = Certificates(os.path.join(self.folder, 'tls'))
        names = [(kind, name) for kind in self.kinds for name in self.KINDS[kind]]
        smtp = list(Postfix.SERVICES) if self.with_postfix else []
        numbers = free_ports(len(names) + len(smtp), self.ipv6)

        auth_socket = None
        if self.with_postfix:
            ports = {name: numbers.pop() for name in smtp}
            self.ports.update(ports)
            self.postfix = Postfix(os.path.join(self.folder, 'p'), certificates, self.users,
                                   ports, self.ipv6)
            auth_socket = os.path.join(self.postfix.queue, 'private', 'auth')
        for kind in self.kinds:
            ports = {name: numbers.pop() for name in self.KINDS[kind]}
            for name, port in ports.items():
                self.ports[name if kind == 'usual' else f'{name}-{kind}'] = port
            self.dovecots[kind] = Dovecot(os.path.join(self.folder, 'd-' + kind), kind,
                                          certificates, self.users, ports, self.ipv6,
                                          auth_socket if kind == 'usual' else None)
            self.dovecots[kind].start(deadline)
        if self.postfix:
            self.postfix.start(os.path.join(self.folder, 'd-usual', 'home'), deadline)

    def logs(self):
        """The end of every server's log, for a report of a failure."""
        return '\n'.join(f'--- {daemon.name}\n{daemon.said()}'
                         for daemon in [*self.dovecots.values(), self.postfix] if daemon)

    def stop(self):
        daemons = [daemon for daemon in [self.postfix, *self.dovecots.values()] if daemon]
        for daemon in daemons:
            daemon.ask_to_stop()
        for daemon in daemons:
            daemon.stop()
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder = None


def mapping(servers, service, port, host=HOSTS[0], address='127.0.0.1'):
    """The --connect-to option that sends HOST:PORT to one of the servers."""
    return f'--connect-to={host}:{port}:{address}:{servers.ports[service]}'


def stop_on_signals():
    """SIGTERM and SIGHUP unwind the program, so that with statements clean up."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: sys.exit(128 + number))
