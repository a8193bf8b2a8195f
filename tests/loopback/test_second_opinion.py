#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What openssl says to each chain and each stapled answer that the tests show. Where it says
otherwise than this program, the reason is written down here.

Usage: test_second_opinion.py PROGRAM...   the test programs that show chains
"""

import os
import re
import subprocess
import sys
import tempfile

DEPTH = 'more than seven authorities; openssl follows a hundred'
NO_FEATURES = 'openssl does not ask for an answer that a certificate demands (RFC 7633)'
COMMON_NAME = 'openssl takes the common name where there is no DNS name (RFC 9525 has ended that)'
ONE_WAY = 'openssl follows the first way through what was sent and not the others'
P224 = 'openssl goes by strength alone; P-224 is out of use (RFC 8422)'

# Of the cases that are refused here and that openssl accepts.
MORE_STRICT = {
    '/net/chain-rules/common-name-only': COMMON_NAME,
    '/net/chain-rules/common-name-beside-mail': COMMON_NAME,
    '/net/chain-rules/two-common-names': COMMON_NAME,
    '/net/chain-rules/ip-for-name': COMMON_NAME,
    '/net/chain-rules/uri-only': COMMON_NAME,
    '/net/chain-rules/leaf-version-1': COMMON_NAME,
    '/net/chain-rules/wildcard-partial':
        'openssl takes a wildcard within a label (RFC 9525, section 6.3, does not)',
    '/net/chain-rules/excluded-by-wildcard':
        'openssl compares the wildcard itself with an excluded name, and not the host',
    '/net/chain-rules/policy-required-and-there':
        'GnuTLS does not know the critical extension, so it counts as one that cannot be kept',
    '/net/chain-rules/p224': P224,
    '/net/chain-rules/issuer-p224': P224,
    '/net/chain-rules/root-p224': P224,
    '/net/chains/long': DEPTH,
    '/net/staples/must-and-none': NO_FEATURES,
    '/net/staples/issuer-must-and-none': NO_FEATURES,
    '/net/staples/issuer-must-and-good': NO_FEATURES,
    '/net/staples/both-must-and-none': NO_FEATURES,
    '/net/staples/delegate-sha1': 'openssl takes SHA-1 for the certificate of a responder',
    '/net/staples/without-end-and-old': 'openssl takes an answer without an end at any age',
    '/net/staples-of-issuer': "openssl is asked about the server's certificate only",
}

# Of the cases that are accepted here and that openssl refuses.
LESS_STRICT = {
    '/net/chains/leaf/any-usage':
        'openssl wants the server usage by name; any usage is one too (RFC 5280, section 4.2.1.12)',
    '/net/chains/cross-signature': ONE_WAY,
    '/net/chains/loop': ONE_WAY,
}


def run(*command):
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, timeout=60, check=False)
    return done.returncode == 0, done.stdout


def read(path):
    with open(path, encoding='utf-8') as file:
        return file.read()


def write(path, certificates):
    with open(path, 'w', encoding='ascii') as file:
        file.write(''.join(certificates))
    return path


def name_options(host):
    bare = host.strip('[]')
    if re.fullmatch(r'[0-9.]+|[0-9a-f:]+', bare):
        return ['-verify_ip', bare]
    return ['-verify_hostname', bare.encode('idna').decode().rstrip('.')]


class Opinion:
    """What openssl says to one offer of a test."""

    def __init__(self, stem):
        self.stem = stem
        self.case, self.host, problems = read(f'{stem}.words').split('\n')[:3]
        self.accepted_here = problems == '0'
        sent = re.findall(r'-----BEGIN.*?END CERTIFICATE-----\n', read(f'{stem}.sent.pem'),
                          re.DOTALL)
        self.leaf = write(f'{stem}.leaf.pem', sent[:1])
        self.rest = write(f'{stem}.rest.pem', sent[1:]) if sent[1:] else None
        self.issuer = write(f'{stem}.issuer.pem', sent[-1:])
        self.accepted, self.words = self.of_chain()
        if self.accepted and os.path.exists(f'{stem}.staple'):
            self.accepted, self.words = self.of_staple()

    def of_chain(self):
        return run('openssl', 'verify', '-no-CApath', '-no-CAstore', '-CAfile',
                   f'{self.stem}.trusted.pem', *(['-untrusted', self.rest] if self.rest else []),
                   '-partial_chain', '-policy_check', '-policy', '2.5.29.32.0', '-auth_level', '2',
                   '-purpose', 'sslserver', *name_options(self.host), self.leaf)

    def of_staple(self):
        done, words = run('openssl', 'ocsp', '-respin', f'{self.stem}.staple', '-no_nonce',
                          '-issuer', self.issuer, '-cert', self.leaf, '-CAfile',
                          f'{self.stem}.trusted.pem', '-verify_other', self.issuer)
        good = (done and 'Response verify OK' in words and f'{self.leaf}: good' in words
                and 'WARNING' not in words)
        return good, words


def main():
    opinions = []
    with tempfile.TemporaryDirectory() as folder:
        for program in sys.argv[1:]:
            subprocess.run([program], check=True, stdin=subprocess.DEVNULL,
                           stdout=subprocess.DEVNULL, env={**os.environ, 'RRMAIL_OFFERS': folder})
        opinions = [Opinion(os.path.join(folder, name[:-len('.words')]))
                    for name in sorted(os.listdir(folder)) if name.endswith('.words')]
    differ = set()
    print(f'1..{len(opinions) + 2}')
    for number, opinion in enumerate(opinions, 1):
        reasons = LESS_STRICT if opinion.accepted_here else MORE_STRICT
        same = opinion.accepted == opinion.accepted_here
        if not same and opinion.case in reasons:
            differ.add(opinion.case)
        told = same or opinion.case in reasons
        print('ok' if told else 'not ok', number, opinion.case)
        if not told:
            print(*[f'# {line}' for line in opinion.words.splitlines()], sep='\n')
    gone = sorted((MORE_STRICT.keys() | LESS_STRICT.keys()) - differ)
    print('not ok' if gone else 'ok', len(opinions) + 1, 'each reason is for a case that differs',
          *[f'\n# {case}' for case in gone])
    enough = len(opinions) > 200 and sum(opinion.accepted for opinion in opinions) > 80
    print('ok' if enough else 'not ok', len(opinions) + 2, 'chains were shown')


if __name__ == '__main__':
    main()
