# SPDX-License-Identifier: GPL-3.0-or-later
"""Readers for the files of the programs with a window: see readers.py."""

import email.utils
import json
import re
import urllib.parse

from readers import key_file, keys_of, put_server, reader


def mozilla_prefs(text):
    prefs = {}
    for line in text.split('\n'):
        if not line or line.startswith(('//', '/*', ' *', '#')):
            continue
        match = re.fullmatch(r'user_pref\(("(?:[^"\\]|\\.)*"), (.*)\);', line)
        if match is None:
            raise AssertionError(f'no setting: {line}')
        # The strings are JSON strings too.
        prefs[json.loads(match[1])] = json.loads(match[2])
    return prefs


@reader('thunderbird')
def read_thunderbird(export):
    prefs = mozilla_prefs(export.files[0].text)
    accounts = prefs['mail.accountmanager.accounts'].split(',')
    # Ours is the last but for the local folders of a new profile.
    mine = [a for a in accounts if f'mail.account.{a}.identities' in prefs][-1]
    return read_thunderbird_account(prefs, mine)


def read_thunderbird_account(prefs, account):
    server = 'mail.server.' + prefs[f'mail.account.{account}.server']
    identity = 'mail.identity.' + prefs[f'mail.account.{account}.identities']
    smtp_key = prefs[identity + '.smtpServer']
    smtp = 'mail.smtpserver.' + smtp_key
    if smtp_key not in prefs['mail.smtpservers'].split(','):
        raise AssertionError('the outgoing server is not in the list')
    found = {'address': prefs[identity + '.useremail'], 'name': prefs[identity + '.fullName'],
             'reply_address': prefs.get(identity + '.reply_to', ''),
             'organization': prefs.get(identity + '.organization', '')}
    securities = {0: 'none', 2: 'starttls', 3: 'tls'}
    protocol = prefs[server + '.type']
    put_server(found, 'incoming', protocol, prefs[server + '.hostname'], prefs[server + '.port'],
               securities[prefs[server + '.socketType']], prefs[server + '.userName'])
    login = prefs[smtp + '.authMethod'] != 1
    put_server(found, 'outgoing', 'smtp', prefs[smtp + '.hostname'], prefs[smtp + '.port'],
               securities[prefs[smtp + '.try_ssl']],
               prefs[smtp + '.username'] if login else None)
    auths = {1: 'none', 3: 'plain', 4: 'cram-md5', 6: 'ntlm'}
    found['incoming.auth'] = auths[prefs[server + '.authMethod']]
    found['outgoing.auth'] = auths[prefs[smtp + '.authMethod']]
    if protocol == 'pop3':
        found['leave_on_server'] = prefs[server + '.leave_on_server']
        found['remove_after_days'] = prefs[server + '.num_days_to_leave_on_server'] \
            if prefs[server + '.delete_by_age_from_server'] else 0
        found['remove_when_deleted'] = prefs[server + '.delete_mail_left_on_server']
    for key, name in ((server + '.server_sub_directory', 'root_folder'),
                      (server + '.trash_folder_name', 'trash_folder')):
        if key in prefs:
            found[name] = prefs[key]
    for key, name in (('.fcc_folder', 'sent_folder'), ('.draft_folder', 'drafts_folder')):
        if identity + key in prefs:
            parts = urllib.parse.urlsplit(prefs[identity + key])
            if urllib.parse.unquote(parts.username) != found['incoming.username']:
                raise AssertionError("another account's folder")
            found[name] = urllib.parse.unquote(parts.path[1:])
    return found


@reader('evolution')
def read_evolution(export):
    sources = {f.name.removesuffix('.source'): key_file(f.data) for f in export.files}
    (account_uid,) = [u for u, s in sources.items() if s.has_group('Mail Account')]
    account = sources[account_uid]
    identity = sources[account.get_string('Mail Account', 'IdentityUid')]
    transport = sources[identity.get_string('Mail Submission', 'TransportUid')]
    if {identity.get_string('Data Source', 'Parent'),
            transport.get_string('Data Source', 'Parent')} != {account_uid}:
        raise AssertionError('the sources do not belong together')
    for source in sources.values():
        for group in source.get_groups()[0]:
            if [key for key in keys_of(source, group) if 'Shell' in key]:
                raise AssertionError('a command')

    def optional(source, group, key):
        return source.get_string(group, key) if source.has_group(group) and \
            key in keys_of(source, group) else ''

    found = {'address': identity.get_string('Mail Identity', 'Address'),
             'name': identity.get_string('Mail Identity', 'Name'),
             'reply_address': optional(identity, 'Mail Identity', 'ReplyTo'),
             'organization': optional(identity, 'Mail Identity', 'Organization')}
    backend = account.get_string('Mail Account', 'BackendName')
    for side, source, protocol in (
            ('incoming', account, {'imapx': 'imap', 'pop': 'pop3'}[backend]),
            ('outgoing', transport, 'smtp')):
        method = source.get_string('Authentication', 'Method')
        login = protocol != 'smtp' or method != 'none'
        put_server(found, side, protocol, source.get_string('Authentication', 'Host'),
                   source.get_integer('Authentication', 'Port'),
                   {'ssl-on-alternate-port': 'tls', 'starttls-on-standard-port': 'starttls',
                    'none': 'none'}[source.get_string('Security', 'Method')],
                   source.get_string('Authentication', 'User') if login else None)
    if backend == 'pop':
        found['leave_on_server'] = account.get_boolean('Pop Backend', 'KeepOnServer')
        found['remove_after_days'] = account.get_integer('Pop Backend', 'DeleteAfterDays')
        found['remove_when_deleted'] = account.get_boolean('Pop Backend', 'DeleteExpunged')
        return found
    for group, key, name in (('Mail Submission', 'SentFolder', 'sent_folder'),
                             ('Mail Composition', 'DraftsFolder', 'drafts_folder')):
        uri = optional(identity, group, key)
        if uri:
            if not uri.startswith(f'folder://{account_uid}/'):
                raise AssertionError("another account's folder")
            found[name] = urllib.parse.unquote(uri.split('/', 3)[3])
    for key, name in (('Namespace', 'root_folder'), ('RealTrashPath', 'trash_folder'),
                      ('RealJunkPath', 'junk_folder')):
        value = optional(account, 'Imapx Backend', key)
        if value:
            found[name] = value
    return found


def split_host(text):
    host, _, port = text.rpartition(':')
    return host.strip('[]'), port


@reader('goa')
def read_goa(export):
    source = key_file(export.files[0].data)
    (group,) = source.get_groups()[0]
    get, boolean = source.get_string, source.get_boolean
    if get(group, 'Provider') != 'imap_smtp':
        raise AssertionError(get(group, 'Provider'))
    if boolean(group, 'ImapAcceptSslErrors') or boolean(group, 'SmtpAcceptSslErrors'):
        raise AssertionError('any certificate')
    found = {'address': get(group, 'EmailAddress'), 'name': get(group, 'Name')}
    for side, prefix, protocol in (('incoming', 'Imap', 'imap'), ('outgoing', 'Smtp', 'smtp')):
        host, port = split_host(get(group, prefix + 'Host'))
        security = {(True, False): 'tls', (False, True): 'starttls', (False, False): 'none'}[
            boolean(group, prefix + 'UseSsl'), boolean(group, prefix + 'UseTls')]
        login = prefix == 'Imap' or boolean(group, 'SmtpUseAuth')
        put_server(found, side, protocol, host, port, security,
                   get(group, prefix + 'UserName') if login else None)
    return found


@reader('geary')
def read_geary(export):
    source = key_file(export.files[0].data)
    get = source.get_string
    (mailbox,) = source.get_string_list('Account', 'sender_mailboxes')
    name, address = email.utils.parseaddr(mailbox)
    found = {'address': address, 'name': name}
    securities = {'transport': 'tls', 'start-tls': 'starttls', 'none': 'none'}
    logins = {}
    for side, group, protocol in (('incoming', 'Incoming', 'imap'),
                                  ('outgoing', 'Outgoing', 'smtp')):
        credentials = get(group, 'credentials')
        logins[group] = {'none': lambda: None, 'use-incoming': lambda: logins['Incoming'],
                         'custom': lambda group=group: get(group, 'login')}[credentials]()
        put_server(found, side, protocol, get(group, 'host'), source.get_integer(group, 'port'),
                   securities[get(group, 'transport_security')], logins[group])
    if source.has_group('Folders'):
        for key in keys_of(source, 'Folders'):
            found[key] = '/'.join(source.get_string_list('Folders', key))
    return found


def kconfig(text):
    groups, group = {}, None
    for line in text.split('\n'):
        if line.startswith('[') and line.endswith(']') and '=' not in line:
            group = groups.setdefault(line[1:-1], {})
        elif line:
            key, _, value = line.partition('=')
            if '[' in key:
                raise AssertionError(f'a key with flags: {line}')
            if value != value.strip(' '):
                raise AssertionError('blanks that get lost')
            group[key] = re.sub(r'\\(.)', lambda m: {'s': ' ', '\\': '\\'}[m[1]], value)
    return groups


@reader('kmail')
def read_kmail(export):
    files = {f.name: kconfig(f.text) for f in export.files}
    transports, identities = files['mailtransports'], files['emailidentities']
    identity = identities['Identity #0']
    transport = transports[f"Transport {identity['Transport']}"]
    found = {'address': identity['Email Address'], 'name': identity['Name'],
             'reply_address': identity.get('Reply-To Address', ''),
             'organization': identity.get('Organization', '')}
    if 'akonadi_imap_resource_0rc' in files:
        network = files['akonadi_imap_resource_0rc']['network']
        put_server(found, 'incoming', 'imap', network['ImapServer'], network['ImapPort'],
                   {'SSL': 'tls', 'STARTTLS': 'starttls', 'None': 'none'}[network['Safety']],
                   network['UserName'])
    else:
        general = files['akonadi_pop3_resource_0rc']['General']
        put_server(found, 'incoming', 'pop3', general['host'], general['port'],
                   {('true', 'false'): 'tls', ('false', 'true'): 'starttls',
                    ('false', 'false'): 'none'}[general['useSSL'], general['useTLS']],
                   general['login'])
        found['leave_on_server'] = general['leaveOnServer'] == 'true'
        found['remove_after_days'] = int(general.get('leaveOnServerDays', 0))
    if 'precommand' in transport:
        raise AssertionError('a command')
    put_server(found, 'outgoing', 'smtp', transport['host'], transport['port'],
               {'SSL': 'tls', 'TLS': 'starttls', 'None': 'none'}[transport['encryption']],
               transport['user'] if transport['auth'] == 'true' else None)
    return found


def accountrc(text):
    sections, section = {}, None
    for line in text.split('\n'):
        match = re.fullmatch(r'\[Account: (\d+)\]', line)
        if match:
            section = sections.setdefault(int(match[1]), {})
        elif line:
            key, _, value = line.partition('=')
            # The program takes white space off the end of a line.
            section[key] = value.rstrip()
    return sections


def read_accountrc(export):
    sections = accountrc(export.files[0].text)
    account = sections[max(sections)]
    if {'set_tunnelcmd', 'tunnelcmd', 'use_mail_command', 'mail_command'} & set(account):
        raise AssertionError('a command')
    found = {'address': account['address'], 'name': account['name'],
             'reply_address': account.get('auto_replyto', ''),
             'organization': account['organization']}
    securities = {'0': 'none', '1': 'tls', '2': 'starttls'}
    imap = account['protocol'] == '3'
    key = 'imap' if imap else 'pop'
    if account[f'set_{key}port'] != '1' or account['set_smtpport'] != '1':
        raise AssertionError('the ports do not count')
    put_server(found, 'incoming', 'imap' if imap else 'pop3', account['receive_server'],
               account[f'{key}_port'], securities[account[f'ssl_{key}']], account['user_id'])
    if not imap:
        days = int(account.get('message_leave_time', 0))
        found['leave_on_server'] = account['remove_mail'] == '0' or days > 0
        found['remove_after_days'] = days
    elif 'imap_directory' in account:
        found['root_folder'] = account['imap_directory']
    put_server(found, 'outgoing', 'smtp', account['smtp_server'], account['smtp_port'],
               securities[account['ssl_smtp']],
               (account['smtp_user_id'] or account['user_id']) if account['use_smtp_auth'] == '1'
               else None)
    return found


reader('sylpheed')(read_accountrc)


@reader('claws-mail')
def read_claws_mail(export):
    sections = accountrc(export.files[0].text)
    account = sections[max(sections)]
    if account['config_version'] != '0' or account['ssl_certs_auto_accept'] != '1':
        raise AssertionError('the version or the certificates')
    return read_accountrc(export)
