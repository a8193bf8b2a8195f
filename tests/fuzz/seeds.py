#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the seeds of the fuzz targets out of what the tests and the data hold already.

Usage: seeds.py SOURCE OUT STAMP
"""

import base64
import configparser
import glob
import os
import re
import shutil
import sys

SECURITIES = ['tls', 'starttls', 'none']
AUTHS = ['auto', 'plain', 'login', 'cram-md5', 'scram-sha-256', 'ntlm', 'none']
UNTILS = ['envelope', 'login', 'tls', 'greeting', 'connect', 'delivery', 'visit']
# The people of engine.c: user name and password.
PEOPLE = [('pat@nc.rr.com', 's3cret-Pass'), ('pät', 'pässwörd'), ('pa"t', 'q"b\\\\c d'),
          ('tim', 'tanstaaftanstaaf'), ('pat', 's3cret\\nPass'), ('', 'a\\377bcd')]
EVENTS = {'TLS': b'\xffT', 'TLS unverified': b'\xffU', 'TLS failed': b'\xffF', 'EOF': b'\xffE',
          'RESET': b'\xffR', 'TIMEOUT': b'\xffO', 'PAUSE': b'\xffP', 'LETTER': b'\xffL',
          'LEAVE': b'\xffM'}
TOKEN = b'roadrunner'
AUTOCONFIG = '''<?xml version="1.0" encoding="UTF-8"?>
<clientConfig version="1.1"><emailProvider id="example.net">
<incomingServer type="imap"><hostname>imap.%EMAILDOMAIN%</hostname><port>993</port>
<socketType>SSL</socketType><username>%EMAILADDRESS%</username></incomingServer>
<outgoingServer type="smtp"><hostname>a.example</hostname><port>587</port>
<socketType>STARTTLS</socketType><authentication>none</authentication></outgoingServer>
</emailProvider></clientConfig>
'''
# The macros of a transcript are small but for the ones about limits.
MAX_SEED = 12000


def resolve(text):
    """The bytes that a transcript's line stands for."""
    def macro(match):
        if match[1].startswith('b64:'):
            plain = unescape(match[1][4:]).replace(b'~', b'\0')
            return base64.b64encode(plain).decode('ascii')
        count, _, what = match[1].partition('*')
        return what * int(count)
    return unescape(re.sub(r'\{(b64:[^}]*|[0-9]+\*[^}]*)\}', macro, text))


def unescape(text):
    def escape(match):
        if match[1].startswith('x'):
            return chr(0xdc00 + int(match[1][1:], 16)) if int(match[1][1:], 16) > 127 \
                else chr(int(match[1][1:], 16))
        return {'r': '\r', 'n': '\n', '\\': '\\'}.get(match[1], match[1])
    return re.sub(r'\\(x[0-9a-fA-F]{2}|.)', escape, text).encode('utf-8', 'surrogateescape')


def account_groups():
    """Saved accounts as somebody may have edited them."""
    service = '{0}.protocol={1}\n{0}.host={2}\n{0}.port={3}\n{0}.security={4}\n{0}.auth={5}\n'
    pop3 = service.format('incoming', 'pop3', 'pop.twc.com', 995, 'tls', 'plain')
    smtp = service.format('outgoing', 'smtp', '127.0.0.1', 25, 'none', 'none')
    odd = service.format('incoming', 'jmap', '[::1]', 99999, 'ssl', 'gssapi')
    return ['[account pat@rr.com]\n' + pop3 + smtp + 'leave-on-server=maybe\n',
            '[account pät@münchen.example]\nlabel=P\\sä\\tt\\n\nname="a\\\\b"\n' + pop3,
            '[account pat@nc.rr.com]\n' + odd + 'verdict=perhaps\nfinding=none-such\n',
            '# by hand\n[account a@b]\n[account a@b]\nname[de]=x\n\n[other]\nkey=value\n',
            '[account ]\n[account @]\n[account a@b@c]\n' + smtp,
            '[account pat@nc.rr.com]\ntested=0000-00-00T99:99:99Z\nverdict=working\n' + pop3,
            '[worked pat@nc.rr.com]\ndate=yesterday\n' + pop3 + '[worked x]\n' + smtp,
            '[account pat@nc.rr.com]\nincoming.username=\\x\\q\\\nincoming.host=\n=\n[',
            '[account pat@nc.rr.com]\n' + pop3 + 'incoming.port=-1\nincoming.port=0x10\n']


def client_files(source):
    """Files of mail programs, behind the number of their dialect."""
    data = os.path.join(source, 'tests', 'clients-data')
    names = ['thunderbird/family.js', 'claws-mail/broken/.claws-mail/accountrc',
             'geary/broken/.config/geary/account_01/geary.ini']
    texts = []
    for number, name in enumerate(names):
        with open(os.path.join(data, name), encoding='utf-8') as file:
            texts.append(chr(number) + file.read())
    texts += ['\3[retriever]\nserver: mail.twc.com\n  more\nport = 993\n',
              '\4[Account a]\nremotepass = 50%%\n',
              '\5defaults\ntls on\naccount a : b\nhost mail.twc.com\nuser "a b"\n',
              '\6IMAPAccount a\nUser "a\\"b\\\\"\nSSLType IMAPS\n\nChannel c\n',
              '\0user_pref("a", "\\u00e9\\ud83d\\ude00");pref(\'b\',-1); // c\n/* d */']
    return texts


def reader_files(source):
    """Settings of mail programs, behind the number of their reader."""
    data = os.path.join(source, 'tests', 'clients-data')
    names = ['sylpheed/home/.sylpheed-2.0/accountrc', 'claws-mail/home/.claws-mail/accountrc',
             'evolution/home/.config/evolution/sources/1700000000.1.0@desk.source',
             'geary/home/.config/geary/account_01/geary.ini',
             'goa/home/.config/goa-1.0/accounts.conf', 'msmtp/home/.msmtprc', 'mpop/home/.mpoprc',
             'mbsync/home/.mbsyncrc', 'fetchmail/home/.fetchmailrc',
             'getmail/home/.config/getmail/bob', 'offlineimap/home/.offlineimaprc',
             'mutt/home/.muttrc', 'alpine/home/.pinerc', 'aerc/home/.config/aerc/accounts.conf',
             'kmail/home/.config/emailidentities', 'files/nc.rr.com.xml',
             'files/family.mobileconfig', 'files/phone.k9s', 'files/windows.prf']
    texts = []
    for number, name in enumerate(names):
        with open(os.path.join(data, name), encoding='utf-8') as file:
            texts.append(chr(number) + file.read())
    # Thunderbird's files: prefs.js, profiles.ini, a filter file, and what tells the version.
    rest = ('\x1d[Install1]\nDefault=profile\n[Profile0]\nName=a\nIsRelative=1\nPath=profile\n'
            '\x1dactionValue="imap://ann%40nc.rr.com@mail.twc.com/Bills"\n'
            '\x1d[Compatibility]\nLastVersion=128.5.0_2024/2024\n')
    for name in sorted(glob.glob(os.path.join(data, 'thunderbird', 'prefs', '*.js'))):
        with open(name, encoding='utf-8', errors='replace') as file:
            text = file.read()
        if len(text) < MAX_SEED:
            texts.append('\x14' + text + rest)
    account = ('[0,"h",993,3,1,"u\\u00f6","n","p"],[[[0,"h",587,2,1,"u",null],'
               '["a@b","N"],["c@d",""]]]')
    texts += ['\x13\x1e[1,[1,1],' + account + ',' + account + ']\n',
              '\x13\x1e[1,[2,2],' + account + ']\n\x1e[1,[1,2],' + account + ']\n\x1e[1]\n',
              '\x13\x1e[[[[[[[\x1e["\\ud83d\\ude00\\ud83d"]\x1e["\\u\x1e["\\']
    texts += ['\x02[Data Source]\nEnabled=true\n[Mail Account]\nBackendName=imapx\nIdentityUid=b\n'
              '[Mail Identity]\nAddress=a@b\n[Mail Submission]\nTransportUid=b\n'
              'SentFolder=folder://a/%FF%00x\n[Mail Transport]\nBackendName=smtp\n'
              '[Authentication]\nHost=h\nPort=99999999999\n',
              '\x05account a : b, a\nhost h\naccount b : a, b, a, b\npassword "\n',
              '\x08poll "a user x pass \\', '\x08poll a user "\\xff\\0" pass \'b',
              '\x0bset a="$a$a" b=$a$b c=${a; source other\nsource muttrc; '
              'folder-hook . "source third', '\x0bset a=', '\x0bset =',
              '\x0bset folder="imaps://%FF:%FF@[::1" smtp_url="smtp://a:b@c@d:e" from="<<a>"',
              '\x0cinbox-path={a/user="b}c\nsmtp-server=[/user=\n',
              '\x0d[a]\nsource=`\nsource = "\n',
              '\x0e[General]\ndefault-transport=1\n[Transport 1]\nid=1\nhost=h\n[Identity #0]\n'
              'Transport=1\nEmail Address=u\n[network]\nImapServer=i\nUserName=u\nhost=p\n',
              '\x0f<clientConfig><emailProvider id="x">' + '<a>' * 40,
              '\x10<plist><dict><key>PayloadContent</key><key>x</key><true/><true/></dict></plist>',
              '\x11<k9settings><accounts><account uuid=""/><value key=""/></accounts></k9settings>',
              '\x12[Internet Account List]\nAccount1=I_Mail\n[Account1]\nPOP3Server=\n'
              'LeaveOnServer=0xffffffffffff\n']
    return texts


def index(values, value):
    return values.index(value) if value in values else 0


def read_transcript(path):
    headers, items = {}, []
    with open(path, encoding='utf-8') as file:
        lines = [line.rstrip('\n') for line in file]
    cut = lines.index('---')
    for line in lines[:cut]:
        if line and not line.startswith('#'):
            name, _, value = line.partition(': ')
            headers[name] = value
    for line in lines[cut + 1:]:
        if line in EVENTS:
            items.append((line, EVENTS[line]))
        elif line[:3] in ('S: ', 'H: ', 'R: '):
            said = resolve(line[3:]) + (b'' if line[0] == 'R' else b'\r\n')
            items.append(('said', said))
    return headers, items


def engine_seed(headers, items):
    person = next((i for i, (name, password) in enumerate(PEOPLE)
                   if password == headers.get('password', PEOPLE[0][1])), 0)
    out = bytes([index(SECURITIES, headers.get('security', 'tls')),
                 index(AUTHS, headers.get('auth', 'auto')),
                 index(UNTILS, 'visit' if 'visit' in headers
                       else headers.get('until', 'envelope')), person, 3])
    for kind, said in items:
        if kind == 'said':
            said = re.sub(rb'<([1-9])>', b'\xff\\1', said).replace(TOKEN, b'\xffK')
        out += said
    return out


class Out:
    def __init__(self, folder):
        self.folder = folder
        shutil.rmtree(folder, ignore_errors=True)

    def add(self, target, name, content):
        if isinstance(content, str):
            content = content.encode('utf-8')
        os.makedirs(os.path.join(self.folder, target), exist_ok=True)
        if len(content) <= MAX_SEED:
            with open(os.path.join(self.folder, target, name), 'wb') as file:
                file.write(content)


def from_transcripts(source, out):
    for path in sorted(glob.glob(os.path.join(source, 'tests/unit/transcripts/*.txt'))):
        name = os.path.basename(path)[:-4]
        headers, items = read_transcript(path)
        protocol = headers['protocol']
        said = b''.join(bytes_ for kind, bytes_ in items if kind == 'said')
        out.add(protocol, name, engine_seed(headers, items))
        if protocol == 'imap':
            out.add('line-reader', name, b'\x07' + said)
            for number, line in enumerate(said.split(b'\r\n')):
                match = re.search(rb'QUOTA (.*)|\b(\[.*)|(.*\{[0-9]+\})$', line)
                if match:
                    out.add('imap-scan', f'{name}-{number}', next(g for g in match.groups() if g))
        if protocol == 'smtp':
            out.add('smtp-reply', name, said)


def from_data(source, out):
    def ini(name):
        parser = configparser.ConfigParser(interpolation=None, strict=False,
                                           comment_prefixes=('#',), delimiters=('=',))
        parser.optionxform = str
        parser.read(os.path.join(source, 'data', name), encoding='utf-8')
        return parser

    rules = ini('errors.ini')
    for number, section in enumerate(rules.sections()):
        said = ' '.join(value for key, value in rules.items(section)
                        if key.split('-')[0] in ('say', 'also'))
        if section.startswith('rule '):
            out.add('error-text', f'rule-{number}', re.sub(r'[…|{}*&/]', ' ', said))
    replies = ini('replies.ini')
    for number, section in enumerate(replies.sections()):
        for rule, (key, value) in enumerate(list(replies.items(section))[:4]):
            words = re.sub(r'[^\w .,#:\[\]-]', ' ', key + ' ' + value)
            out.add('replies', f'rule-{number}-{rule}',
                    bytes([number % 3, 6, 150]) + f'NO\n5.7.8\n{key}\n{words}'.encode())


def by_hand(out, source):
    small = {
        'account-list': ['', '{"address":"pat@nc.rr.com","only":["incoming"],"x":1e999}\r\n\0{}\n',
                         'address;username;password_file\npat@rr.com;"a;b";\n', 'address"\n',
                         'address,password_file\npat@nc.rr.com,/x\n', 'address\n"a""b\nc",\r\n"x\n',
                         '\ufeffaddress,username\r\n\r\npat,"p"\r\n', 'address\na,b\n"a"b\n',
                         '{"address":"pat@nc.rr.com","incoming":null}\n{"address":1}\n[[]]\n',
                         '{"address":"\\u0000\\ud800"}\n{"password":"x"}\n{{\n'],
        'address': ['pat@nc.rr.com', 'pat@rr.com.com', 'pät@münchen.example', 'imap.charter.net',
                    'mail.twc,com', '[::1]', 'https://mail.twc.com/', 'pat@carolina.rr.com ',
                    'pat @nc.rr.com', '127.0.0.1', 'pat@social.rr.com', 'xn--mnchen-3ya.example.'],
        'server-url': ['imaps://pat%40nc.rr.com@mail.twc.com:993', 'imap', 'pop3', 'smtp+auto://h',
                       'smtps://[::1]:465', 'imap+cleartext://127.0.0.1', 'pop3s://a:b@c',
                       'imaps://mail.twc,com', 'imaps://h/p?q#f', 'smtp://ü@ü.example:587'],
        'redirects': ['mail.twc.com:993:127.0.0.1:1993\nmail.twc.com', '[::1]::[::1]:25\n::1',
                      'a::1.2.3.4:5\na:993:1.2.3.4:6\nA', 'ü.example:1:1.2.3.4:2\nxn--tda.example',
                      'a:65535:1.2.3.4:65536\na:0:1.2.3.4:1\na', 'a:993:host.example:1\na',
                      '::1:993:[::1]:1\n[2001:db8::1]:993:[::1]:2\n2001:db8::1', ':::\n\n:\n',
                      'a.:993:1.2.3.4:1\nA.', 'a:993:1.2.3.4\na:+993:1.2.3.4:1\na'],
        'base64': ['', 'cGF0', 'cGE=', 'cA==', 'cB==', 'c===', 'AHBhdABz', '////', '++++', '-_-_'],
        'scrub': ['\0s3cret-Pass', '\0<s3cret%2DPass>', '\0AHBhdABzM2NyZXQtUGFzcw==', '\1q"b\\c d',
                  '\1"q\\"b\\\\c d"', '\2p=C3=A4ssw=C3=B6rd', '\2p\\u00e4ssw\\u00f6rd', '\3zzzzzz',
                  '\3enp6eg==', '\0xs3cret-xs3cret-PassPass', '\0S3CRET-PASS',
                  '\x04535 AHBhdABzM2NyZXQtUGFzcw==', '\4AHBhdABzM2NyZXQtUGFzcw%3D%3D',
                  '\5say \\"zzzz\\" "zzzz" zzz', '\6USER pat, PASS abc', '\6pass%20abc abcess',
                  '\x07535 YWJj YWJk', '\x08LOGIN "pat" "a"; "pat" a',
                  '\tPASS s3cret-Pass\r\nPASS ‹secret›\nnot PASS s3cret-Pass',
                  '\tx1 LOGIN "pat" "a"\nx1 LOGIN "pat" ‹secret›\nx1 LOGIN "pat" "a"',
                  '\t=\n\n='],
        'text': ['\x20abc\tdef', '\x10\u202eabc', '\x05äöü€', '\x03abcdef', '\x08\x80\xff\x01',
                 '\xff\u2066a\u2069\u200b\ufeffb', '\x02\U000e0021\U0001f600\U0010ffff',
                 '\x40\r\n\0\x1b[31mred\x1b[0m\x7f\u0085\u2028', '\x04e\u0301\u0301\u0301',
                 b'\x20\xed\xa0\x80\xc0\x80\xf8\x88\x80\x80\x80\xe2\x82', '\x00abc', '\x10'],
        'sasl': ['\0\n', '\1User:\nPassword:\n', '\2<1896.697170952@postoffice.reston.mci.net>\n',
                 '\3r=%Nx,s=c2FsdA==,i=4096\nv=rmF9pqV8S7suAoZWja4dJRkFsKQ=\n',
                 '\3r=%Nx,s=c2FsdA==,i=4096\ne=other-error\n', '\3r=%N,s=,i=1\n',
                 '\3r=%Nx,s=c2FsdA==,i=4096\ne=channel-bindings-dont-match\n',
                 '\3r=%Nx,s=c2FsdA==,i=4096\nv=rmF9pqV8S7suAoZWja4dJRkFsKQ=,m=%0\n\n',
                 '\3r=%Nx,s=====,i=4096\n', '\3r=%Nx,s=c2FsdA==,i=99999999999999999999\n',
                 '\3m=x,r=%Nx,s=c2FsdA==,i=4096\n',
                 '\4NTLMSSP%0\2%0%0%0%0%0%0%0(%0%0%0\5\2%0%0SrvNonce%0%0%0%0%0%0%0%0\n'],
        'autoconfig': [AUTOCONFIG, 'HTTP/1.1 200 OK\r\nContent-Length: '
                       + str(len(AUTOCONFIG)) + '\r\n\r\n' + AUTOCONFIG,
                       'HTTP/1.1 302 Found\r\nLocation: https://a.example/\r\n\r\n',
                       '<!DOCTYPE a [<!ENTITY b "c">]>' + AUTOCONFIG, '<clientConfig/>',
                       'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nf\r\n<clientConfig/>'
                       '\r\n0\r\n\r\n',
                       '<clientConfig><![CDATA[x]]><!-- y --><?z?></clientConfig>', ''],
        'web-probe': ['HTTP/1.1 200 OK\nDate:\n\nNetworkManager is online', 'HTTP/1.1 -1\r\n\r\n',
                      'HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n\r\n'
                      'NetworkManager is online\n',
                      'HTTP/1.0 302 Found\r\nLocation: /login\r\n\r\n',
                      'HTTP/1.1 511 x\r\nDATE:Fri, 31 Feb 9999 25:61:61 GMT\r\n', '* OK IMAP ready',
                      '\x16\x03\x03', 'HTTP/', ''],
        'account-store': ['[account pat@nc.rr.com]\nlabel=Pat\nname=Pat P\nleave-on-server=true\n'
                          'incoming.protocol=imap\nincoming.host=mail.twc.com\n'
                          'incoming.port=993\nincoming.security=tls\nincoming.auth=auto\n'
                          'incoming.username=pat@nc.rr.com\noutgoing.protocol=smtp\n'
                          'outgoing.host=mail.twc.com\noutgoing.port=587\n'
                          'outgoing.security=starttls\nverdict=not-working\n'
                          'finding=password-rejected\nservice=imap\n'
                          'tested=2024-01-02T03:04:05Z\n[worked pat@nc.rr.com]\n'
                          'date=2024-01-02T03:04:05Z\n', *account_groups()],
        'client-document': client_files(source),
        'client-readers': reader_files(source),
        'tls': ['\0\1\x16\x03\x03\0\4\x0e\0\0\0', '\0\1\x15\x03\x03\0\2\2\x28',
                '\0\1* OK ready\r\n',
                '\1\2220 ready\r\n', '\2\1\x15\x03\x01\0\2\1\0'],
        'error-text': ['0x800CCC0E', 'AUP#Out-1500', 'Login to server imap.twc.com with username '
                       'pat.ca.rr.com failed', 'The server responded: 550 5.1.0 sender rejected '
                       'AUP#Out-1020'],
    }
    for target, contents in small.items():
        for number, content in enumerate(contents):
            out.add(target, f'hand-{number}', content)


def main():
    source, folder, stamp = sys.argv[1:]
    out = Out(folder)
    from_transcripts(source, out)
    from_data(source, out)
    by_hand(out, source)
    for path in glob.glob(os.path.join(source, 'tests/fuzz/seeds/*/*')):
        with open(path, 'rb') as file:
            out.add(os.path.basename(os.path.dirname(path)), os.path.basename(path), file.read())
    with open(stamp, 'w', encoding='utf-8') as file:
        file.write('made\n')


if __name__ == '__main__':
    main()
