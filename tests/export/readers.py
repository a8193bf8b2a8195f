# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads back what the exporters wrote, with each program's own parser or one that follows its
rules. Every reader returns a flat dictionary with the keys of the command's contract; a key that a
format does not hold is absent."""

import configparser
import functools
import json
import plistlib
import re
import subprocess
import urllib.parse
import xml.etree.ElementTree as ElementTree
import zlib

from gi.repository import GLib

READERS = {}


def reader(format_id):
    def register(function):
        READERS[format_id] = function
        return function
    return register


def read(format_id, export):
    return READERS[format_id](export)


def lookup(table, value):
    return {v: k for k, v in table.items()}[value]


def put_server(found, side, protocol, host, port, security, username):
    """username None: nobody signs in."""
    found.update({f'{side}.protocol': protocol, f'{side}.host': host, f'{side}.port': int(port),
                  f'{side}.security': security, f'{side}.username': username or '',
                  f'{side}.login': username is not None})


def split_url(url):
    """scheme, username (None if absent), password (None if absent), host, port, path"""
    parts = urllib.parse.urlsplit(url)
    username = None if parts.username is None else urllib.parse.unquote(parts.username)
    password = None if parts.password is None else urllib.parse.unquote(parts.password)
    return (parts.scheme, username, password, parts.hostname, parts.port,
            urllib.parse.unquote(parts.path))


def key_file(data):
    """GLib's own reader."""
    found = GLib.KeyFile.new()
    found.load_from_data(data.decode('utf-8'), len(data), GLib.KeyFileFlags.NONE)
    return found


def keys_of(found, group):
    keys = found.get_keys(group)
    return keys[0] if isinstance(keys, tuple) else keys


# Files for another computer or a phone.

@reader('mobileconfig')
def read_mobileconfig(export):
    profile = plistlib.loads(export.files[0].data)
    if profile['PayloadType'] != 'Configuration' or profile['PayloadVersion'] != 1:
        raise AssertionError('not a configuration profile')
    (mail,) = profile['PayloadContent']
    if mail['PayloadType'] != 'com.apple.mail.managed':
        raise AssertionError(mail['PayloadType'])
    found = {'address': mail['EmailAddress'], 'name': mail.get('EmailAccountName', '')}
    protocol = {'EmailTypeIMAP': 'imap', 'EmailTypePOP': 'pop3'}[mail['EmailAccountType']]
    for side, prefix in (('incoming', 'Incoming'), ('outgoing', 'Outgoing')):
        port = mail[f'{prefix}MailServerPortNumber']
        tls = mail[f'{prefix}MailServerUseSSL']
        # The device tells the two kinds of TLS apart by the port.
        security = 'none' if not tls else 'tls' if port in (993, 995, 465) else 'starttls'
        auth = mail[f'{prefix}MailServerAuthentication']
        username = mail.get(f'{prefix}MailServerUsername')
        if (auth == 'EmailAuthNone') != (username is None):
            raise AssertionError('a user name without a way to sign in, or the other way round')
        put_server(found, side, protocol if side == 'incoming' else 'smtp',
                   mail[f'{prefix}MailServerHostName'], port, security, username)
        found[f'{side}.auth'] = {'EmailAuthPassword': 'plain', 'EmailAuthCRAMMD5': 'cram-md5',
                                 'EmailAuthNTLM': 'ntlm', 'EmailAuthNone': 'none'}[auth]
    if 'IncomingMailServerIMAPPathPrefix' in mail:
        found['root_folder'] = mail['IncomingMailServerIMAPPathPrefix']
    found['same_password'] = mail['OutgoingPasswordSameAsIncomingPassword']
    return found


@reader('k9')
def read_k9(export):
    root = ElementTree.fromstring(export.files[0].data)
    if root.tag != 'k9settings' or root.get('format') != '1' or int(root.get('version')) < 95:
        raise AssertionError('not a settings file')
    (account,) = root.findall('accounts/account')
    identity = account.find('identities/identity')
    found = {'address': identity.findtext('email'), 'name': identity.findtext('name') or ''}
    for side in ('incoming', 'outgoing'):
        node = account.find(f'{side}-server')
        auth = node.findtext('authentication-type')
        put_server(found, side, node.get('type').lower(), node.findtext('host'),
                   node.findtext('port'),
                   {'SSL_TLS_REQUIRED': 'tls', 'STARTTLS_REQUIRED': 'starttls',
                    'NONE': 'none'}[node.findtext('connection-security')],
                   None if auth == 'NONE' else node.findtext('username'))
        found[f'{side}.auth'] = {'PLAIN': 'plain', 'CRAM_MD5': 'cram-md5', 'NONE': 'none'}[auth]
        if node.find('password') is not None:
            raise AssertionError('a password')
        extra = {v.get('key'): v.text for v in node.findall('extra/value')}
        if 'pathPrefix' in extra:
            found['root_folder'] = extra['pathPrefix']
    reply = identity.find("settings/value[@key='replyTo']")
    found['reply_address'] = '' if reply is None else reply.text
    policy = account.find("settings/value[@key='deletePolicy']").text
    if found['incoming.protocol'] == 'pop3':
        found['keeps_deleted'] = policy == 'NEVER'
    return found


def png_rows(data):
    """The rows of a black and white PNG, a "0" for what is black; every checksum is checked."""
    if data[:8] != b'\x89PNG\r\n\x1a\n':
        raise AssertionError('not a PNG')
    position, chunks = 8, {}
    while position < len(data):
        length = int.from_bytes(data[position:position + 4], 'big')
        kind = data[position + 4:position + 8]
        body = data[position + 8:position + 8 + length]
        crc = int.from_bytes(data[position + 8 + length:position + 12 + length], 'big')
        if zlib.crc32(kind + body) != crc:
            raise AssertionError('a wrong checksum')
        chunks[kind] = chunks.get(kind, b'') + body
        position += 12 + length
    width = int.from_bytes(chunks[b'IHDR'][:4], 'big')
    if chunks[b'IHDR'] != width.to_bytes(4, 'big') * 2 + bytes((1, 0, 0, 0, 0)):
        raise AssertionError('another kind of picture')
    raw = zlib.decompress(chunks[b'IDAT'])
    stride = 1 + (width + 7) // 8
    if len(raw) != stride * width:
        raise AssertionError('a wrong size')
    rows = []
    for y in range(width):
        line = raw[y * stride:(y + 1) * stride]
        if line[0] != 0:
            raise AssertionError('a filter')
        rows.append(f'{int.from_bytes(line[1:], "big"):0{8 * (stride - 1)}b}'[:width])
    return rows


def svg_modules(data):
    root = ElementTree.fromstring(data)
    size = int(root.get('viewBox').split()[2])
    path = root.find('{http://www.w3.org/2000/svg}path').get('d')
    dark = {(int(x), int(y)) for x, y in re.findall(r'M(\d+) (\d+)h1v1h-1z', path)}
    return size, dark


@functools.lru_cache(4)
def scan_qr(png):
    done = subprocess.run(['zbarimg', '--raw', '--quiet', '--oneshot', '-Sbinary', '-'], input=png,
                          capture_output=True, check=False)
    if done.returncode:
        raise AssertionError(f'zbar found no code: {done.stderr.decode()}')
    return done.stdout


@functools.lru_cache(4)
def same_picture(png, svg):
    rows = png_rows(png)
    size, dark = svg_modules(svg)
    scale = len(rows) // size
    drawn = {(x, y) for y in range(size) for x in range(size)
             if rows[y * scale + scale // 2][x * scale + scale // 2] == '0'}
    return dark == drawn


@reader('thunderbird-qr')
def read_thunderbird_qr(export):
    png = export.by_suffix('.png').data
    if not same_picture(png, export.by_suffix('.svg').data):
        raise AssertionError('the two pictures differ')
    payload = json.loads(scan_qr(png))
    version, (part, total), incoming, [[outgoing, [address, name]]] = payload
    if (version, part, total) != (1, 1, 1):
        raise AssertionError(payload)
    found = {'address': address, 'name': name, 'account_name': incoming[6],
             'incoming.password': incoming[7], 'outgoing.password': outgoing[6]}
    securities = {0: 'none', 2: 'starttls', 3: 'tls'}
    put_server(found, 'incoming', ('imap', 'pop3')[incoming[0]], incoming[1], incoming[2],
               securities[incoming[3]], incoming[5])
    if outgoing[0] != 0:
        raise AssertionError('not SMTP')
    put_server(found, 'outgoing', 'smtp', outgoing[1], outgoing[2], securities[outgoing[3]],
               None if outgoing[4] == 0 else outgoing[5])
    for side, node in (('incoming', incoming), ('outgoing', outgoing)):
        found[f'{side}.auth'] = ('none', 'plain', 'cram-md5')[node[4]]
    return found


@reader('autoconfig')
def read_autoconfig(export):
    root = ElementTree.fromstring(export.files[0].data)
    if root.tag != 'clientConfig' or root.get('version') != '1.1':
        raise AssertionError('not a configuration')
    (provider,) = root.findall('emailProvider')
    domain = provider.findtext('domain')
    if not domain or provider.get('id') != domain or not provider.findtext('displayName'):
        raise AssertionError('the provider')
    found = {'domain': domain}
    # Only the tests' own accounts: their address, and its local part.
    places = {'%EMAILADDRESS%': f'pat@{domain}', '%EMAILLOCALPART%': 'pat'}
    for side in ('incoming', 'outgoing'):
        (node,) = provider.findall(f'{side}Server')
        auth = node.findtext('authentication')
        username = node.findtext('username')
        put_server(found, side, node.get('type'), node.findtext('hostname'), node.findtext('port'),
                   {'SSL': 'tls', 'STARTTLS': 'starttls',
                    'plain': 'none'}[node.findtext('socketType')],
                   None if auth == 'none' else places.get(username, username))
        found[f'{side}.auth'] = {'password-cleartext': 'plain', 'password-encrypted': 'cram-md5',
                                 'NTLM': 'ntlm', 'none': 'none'}[auth]
        if node.find('password') is not None:
            raise AssertionError('a password')
    pop3 = provider.find('incomingServer/pop3')
    if pop3 is not None:
        found['leave_on_server'] = pop3.findtext('leaveMessagesOnServer') == 'true'
        found['remove_after_days'] = int(pop3.findtext('daysToLeaveMessagesOnServer', '0'))
    return found


@reader('outlook-prf')
def read_outlook_prf(export):
    text = export.files[0].data.decode('cp1252')
    if text.replace('\r\n', '').count('\n') or text.replace('\r\n', '').count('\r'):
        raise AssertionError('line ends')
    parser = configparser.RawConfigParser(delimiters=('=',), comment_prefixes=(';',),
                                          inline_comment_prefixes=None)
    parser.optionxform = str
    parser.read_string(text.replace('\r\n', '\n'))
    kind = parser['Internet Account List']['Account1']
    mapping, account = parser[kind], parser['Account1']
    protocol = {'IMAP': 'imap', 'POP3': 'pop3'}[mapping['AccountType']]
    prefix = protocol.upper()
    for key in account:
        if key not in mapping and key != 'UniqueService':
            raise AssertionError(f'{key} is not mapped')
    found = {'address': account['EmailAddress'], 'name': account.get('DisplayName', ''),
             'reply_address': account.get('ReplyEMailAddress', ''),
             'organization': account.get('Organization', '')}
    put_server(found, 'incoming', protocol, account[f'{prefix}Server'], account[f'{prefix}Port'],
               {'0': 'none', '1': 'tls'}[account[f'{prefix}UseSSL']], account[f'{prefix}UserName'])
    login = account['SMTPUseAuth'] == '1'
    username = None
    if login:
        username = account.get('SMTPUserName', '') if account['SMTPAuthMethod'] == '1' \
            else account[f'{prefix}UserName']
    put_server(found, 'outgoing', 'smtp', account['SMTPServer'], account['SMTPPort'],
               {'0': 'none', '1': 'tls', '2': 'starttls'}[account['SMTPSecureConnection']],
               username)
    found['incoming.auth'] = 'ntlm' if account[f'{prefix}UseSPA'] == '1' else 'plain'
    if protocol == 'pop3':
        bits = int(account['LeaveOnServer'], 16)
        found['leave_on_server'] = bool(bits & 1)
        found['remove_after_days'] = bits >> 16 if bits & 2 else 0
        found['remove_when_deleted'] = bool(bits & 4)
    if 'RootFolder' in account:
        found['root_folder'] = account['RootFolder']
    return found


@reader('outlook-autodiscover')
def read_outlook_autodiscover(export):
    registry = export.by_suffix('.reg').data
    if registry[:2] != b'\xff\xfe':
        raise AssertionError('no byte order mark')
    lines = registry[2:].decode('utf-16-le').split('\r\n')
    if lines[0] != 'Windows Registry Editor Version 5.00' or \
            not lines[2].endswith('\\Outlook\\AutoDiscover]'):
        raise AssertionError(lines)
    domain, path = re.fullmatch(r'"(.*)"="(.*)"', lines[4]).groups()
    document = export.by_suffix('.xml')
    if path.replace('\\\\', '\\').split('\\')[-1] != document.name:
        raise AssertionError('the registry names another file')
    base = 'http://schemas.microsoft.com/exchange/autodiscover/'
    names = {'r': base + 'responseschema/2006', 'a': base + 'outlook/responseschema/2006a'}
    root = ElementTree.fromstring(document.data)
    if root.tag != f"{{{names['r']}}}Autodiscover":
        raise AssertionError(root.tag)
    response = root.find('a:Response', names)
    found = {'domain': domain, 'name': response.findtext('a:User/a:DisplayName', '', names)}
    for node in response.findall('a:Account/a:Protocol', names):
        values = {child.tag.split('}')[1]: child.text or '' for child in node}
        side = 'outgoing' if values['Type'] == 'SMTP' else 'incoming'
        login = values['AuthRequired'] == 'on'
        put_server(found, side, values['Type'].lower(), values['Server'], values['Port'],
                   {'SSL': 'tls', 'TLS': 'starttls', 'None': 'none'}[values['Encryption']],
                   values['LoginName'] if login else None)
        if (values['SSL'] == 'on') != (values['Encryption'] != 'None'):
            raise AssertionError('the two switches differ')
        if side == 'outgoing':
            found['same_login'] = values['UsePOPAuth'] == 'on'
    return found


# For scripts.

@reader('json')
def read_json(export):
    data = json.loads(export.files[0].data)
    if data['format'] != 'rrmail-account' or data['version'] != 1:
        raise AssertionError(data)
    found = {key: data[key] for key in (
        'address', 'name', 'organization', 'reply_address', 'leave_on_server', 'remove_after_days',
        'remove_when_deleted', 'ipv4_only')}
    for name, value in data['folders'].items():
        found[f'{name}_folder'] = value
    for side in ('incoming', 'outgoing'):
        node = data[side]
        put_server(found, side, node['protocol'], node['host'], node['port'], node['security'],
                   None if node['auth'] == 'none' else node['username'])
        found[f'{side}.auth'] = node['auth']
    return found


@reader('srv')
def read_srv(export):
    found = {}
    for line in export.files[0].text.rstrip('\n').split('\n'):
        service, domain, port, host = re.fullmatch(
            r'_([a-z0-9]+)\._tcp\.([a-z0-9.-]+)\. 86400 IN SRV 0 1 (\d+) ([a-z0-9._-]+)\.',
            line).groups()
        protocol, security = {'imaps': ('imap', 'tls'), 'imap': ('imap', 'starttls'),
                              'pop3s': ('pop3', 'tls'), 'pop3': ('pop3', 'starttls'),
                              'submissions': ('smtp', 'tls'),
                              'submission': ('smtp', 'starttls')}[service]
        side = 'outgoing' if protocol == 'smtp' else 'incoming'
        found.update({'domain': domain, f'{side}.protocol': protocol, f'{side}.host': host,
                      f'{side}.port': int(port), f'{side}.security': security})
    return found
