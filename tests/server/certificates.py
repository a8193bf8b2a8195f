# SPDX-License-Identifier: GPL-3.0-or-later
"""A certificate authority for one run, made with openssl."""

import hashlib
import os
import random
import ssl

from daemon import program, run, write


class Certificates:
    """A certificate authority made for this run, and what it signed, each with its chain.

    good       the provider's three hosts
    other      a different host's name
    expired    good, but over
    """

    def __init__(self, folder, hosts):
        self.folder = folder
        os.mkdir(folder, 0o755)
        self.openssl = program('openssl')
        self.ca_file = os.path.join(folder, 'ca.pem')
        self._ca()
        self._sign('good', hosts, 7)
        self._sign('other', ('www.example.net',), 7)
        self._sign('expired', hosts, 0)

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
        with open(self.path(f'{name}.pem'), 'a', encoding='ascii') as chain, \
                open(self.ca_file, encoding='ascii') as authority:
            chain.write(authority.read())

    def fingerprint(self, name):
        """SHA-256 of the server's own certificate, in hexadecimal."""
        with open(self.path(f'{name}.pem'), encoding='ascii') as file:
            own = file.read().partition('-----END CERTIFICATE-----')
        return hashlib.sha256(ssl.PEM_cert_to_DER_cert(own[0] + own[1])).hexdigest()
