# SPDX-License-Identifier: GPL-3.0-or-later
"""A private Dovecot."""

import grp
import os
import pwd
import shutil

from daemon import SBIN, Daemon, program, run, write

# Who comes from the address that he goes to counts as safe without TLS.  Here he does not: what
# is sent to this address comes from 127.0.0.1.
STRANGER = '127.0.0.2'


class Dovecot(Daemon):
    """IMAP and POP3.

    kind 'usual'   TLS from the first byte and STARTTLS; no login in the clear
    kind 'tls12'   the same with TLS 1.2 at most
    kind 'clear'   no TLS at all, login in the clear; also CRAM-MD5 and SCRAM-SHA-256
    kind 'busy'    IMAP for many logins, as Dovecot's manual advises: a process serves one after
                   the other ("high-performance mode"), instead of one made for each
    """

    name = 'Dovecot'

    def __init__(self, folder, kind, certificates, users, ports, ipv6, auth_socket=None,
                 also=()):
        super().__init__(folder)
        self.kind = kind
        self.certificates = certificates
        self.users = users
        self.ports = ports
        self.ipv6 = ipv6
        self.auth_socket = auth_socket
        self.also = also
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
                os.makedirs(os.path.join(folder, user.folder, part), exist_ok=True)
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
        """Writes the password file, which holds quota and ban as well; returns its path."""
        lines = []
        for user in self.users.values():
            fields = 'nologin=y reason=Account-disabled' if user.disabled else ''
            if user.quota:
                rule = (f'quota_rule=*:storage={user.quota}K' if self.version < (2, 4)
                        else f'quota_storage_size={user.quota}K')
                fields = f'userdb_{rule}'
            lines.append(f'{user.address}:{{PLAIN}}{user.password}:{accounts["uid"]}:'
                         f'{accounts["gid"]}::{home}/{user.name}::{fields}\n')
        path = os.path.join(self.folder, 'users')
        write(path, ''.join(lines), 0o600)
        if self.root:
            shutil.chown(path, accounts['internal'])
        return path

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
        listen = ', '.join(['127.0.0.1', STRANGER, *(['::1'] if self.ipv6 else []), *self.also])

        def listener(name, port, tls):
            return (f'  inet_listener {name} {{\n    port = {port or 0}\n'
                    f'    ssl = {"yes" if tls else "no"}\n  }}\n')
        busy = self.kind == 'busy'
        many = '  service_count = 0\n  process_min_avail = 2\n' if busy else ''
        services = ''.join(
            f'service {name}-login {{\n' + listener(name, self.ports.get(name), False)
            + listener(f'{name}s', self.ports.get(f'{name}s'), True) + many + '}\n'
            for name in ('imap', 'pop3'))
        if busy:
            services += 'service imap {\n  service_count = 0\n}\n'
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
auth_verbose = yes
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

    def _config_2_3(self, accounts, passwords):
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

    def _config_2_4(self, accounts, passwords):
        """As above, in the language of 2.4."""
        ssl = 'no' if self.kind == 'clear' else 'required'
        clear = 'yes' if self.kind == 'clear' else 'no'
        return '''dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0
''' + self._shared(accounts) + f'''
protocols {{
  imap = yes
  pop3 = yes
}}
ssl = {ssl}
ssl_server_cert_file = {self.certificates.path('good.pem')}
ssl_server_key_file = {self.certificates.path('good.key')}
ssl_min_protocol = TLSv1.2
auth_allow_cleartext = {clear}
mail_driver = maildir
mail_path = ~/Maildir
mail_plugins {{
  quota = yes
}}
protocol imap {{
  mail_plugins {{
    imap_quota = yes
  }}
}}
quota "User quota" {{
  driver = count
}}
passdb users {{
  driver = passwd-file
  passwd_file_path = {passwords}
}}
passdb rest {{
  driver = static
  deny = yes
  fields {{
    nodelay = yes
  }}
}}
userdb users {{
  driver = passwd-file
  passwd_file_path = {passwords}
}}
'''

    def start(self, deadline):
        accounts = self._accounts()
        home = self._mailboxes(accounts)
        passwords = self._passwords(home, accounts)
        old = self.version < (2, 4)
        text = (self._config_2_3 if old else self._config_2_4)(accounts, passwords)
        config = os.path.join(self.folder, 'dovecot.conf')
        write(config, text)
        env = {'PATH': ':'.join(SBIN), 'LC_ALL': 'C'}
        if self.kind == 'tls12':
            limits = os.path.join(self.folder, 'openssl.cnf')
            write(limits, 'openssl_conf = a\n[a]\nssl_conf = b\n[b]\nsystem_default = c\n'
                  '[c]\nMaxProtocol = TLSv1.2\n')
            env['OPENSSL_CONF'] = limits
            with open(config, 'a', encoding='utf-8') as file:
                file.write('import_environment = OPENSSL_CONF\n' if old else
                           f'import_environment {{\n  OPENSSL_CONF = {limits}\n}}\n')
        self.spawn(self.binary, '-F', '-c', config, env=env)
        self.wait_until_answering(self.ports['imap'], deadline)
