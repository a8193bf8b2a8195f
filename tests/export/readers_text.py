# SPDX-License-Identifier: GPL-3.0-or-later
"""Readers for the terminal programs' files: see readers.py."""

import configparser
import re
import tomllib

from readers import put_server, reader, split_url


def mutt_words(line):
    """The words of a muttrc line. In double quotes a backslash escapes, a backtick begins a
    command and a dollar sign a variable: neither may be left."""
    words, word, quote, position = [], None, None, 0
    while position < len(line):
        c = line[position]
        if quote is None and c in ' \t':
            if word is not None:
                words.append(word)
            word = None
        elif quote is None and c == '#':
            break
        elif quote is None and c in '"\'':
            quote, word = c, word or ''
        elif c == quote:
            quote = None
        elif c == '\\' and quote != "'":
            position += 1
            c = line[position]
            if c in 'trnfec^' or c.isdigit():
                raise AssertionError(f'an escape with a meaning: \\{c}')
            word = (word or '') + c
        elif c in '`$' and quote != "'":
            raise AssertionError(f'live {c} in {line}')
        elif quote is None and c == ';':
            raise AssertionError('a second command')
        else:
            word = (word or '') + c
        position += 1
    if quote:
        raise AssertionError('an open quote')
    return words + ([word] if word is not None else [])


@reader('mutt')
def read_mutt(export):
    values, headers = {}, {}
    for line in export.files[0].text.split('\n'):
        words = mutt_words(line)
        if not words:
            continue
        if words[0] == 'set':
            (assignment,) = words[1:]
            name, _, value = assignment.partition('=')
            values[name] = value
        elif words[0] == 'my_hdr':
            (header,) = words[1:]
            name, _, value = header.partition(': ')
            headers[name] = value
        else:
            raise AssertionError(words)
    found = {'address': values['from'], 'name': values['realname'],
             'reply_address': headers.get('Reply-To', ''),
             'organization': headers.get('Organization', '')}
    force, starttls = values['ssl_force_tls'] == 'yes', values['ssl_starttls'] == 'yes'

    def security(scheme):
        if scheme.endswith('s'):
            return 'tls'
        if force and starttls:
            return 'starttls'
        if not force and not starttls:
            return 'none'
        raise AssertionError('STARTTLS only where it is offered')

    if 'folder' in values:
        scheme, _, _, host, port, path = split_url(values['folder'])
        put_server(found, 'incoming', 'imap', host, port, security(scheme), values['imap_user'])
        if path != '/':
            found['root_folder'] = path[1:]
        for name, key in (('record', 'sent_folder'), ('postponed', 'drafts_folder'),
                          ('trash', 'trash_folder')):
            if name in values:
                found[key] = split_url('x://h/' + values[name][1:])[5][1:]
    else:
        scheme, _, _, host, port, _ = split_url(values['pop_host'])
        put_server(found, 'incoming', 'pop3', host, port, security(scheme), values['pop_user'])
        found['leave_on_server'] = values['pop_delete'] == 'no'
    scheme, username, password, host, port, _ = split_url(values['smtp_url'])
    put_server(found, 'outgoing', 'smtp', host, port, security(scheme), username)
    found['incoming.password'] = values.get('imap_pass', values.get('pop_pass', ''))
    found['outgoing.password'] = values.get('smtp_pass', '')
    if password is not None:
        raise AssertionError('a password in a URL')
    return found


def go_ini(text):
    """Go's ini package as aerc uses it, for what our files hold."""
    sections, section = {}, None
    for line in text.split('\n'):
        line = line.strip()
        if not line or line[0] in '#;':
            continue
        if line[0] == '[':
            section = sections.setdefault(line[1:line.rindex(']')], {})
            continue
        key, _, value = line.partition('=')
        value = value.strip()
        if value.startswith('`'):
            value = value[1:value.rindex('`')] if value.count('`') > 1 else None
        elif re.search('[#;]', value) or value.endswith('\\') or value[:1] in '"\'':
            raise AssertionError(f'not literal: {line}')
        if re.search(r'%\([^)]+\)s', value):
            raise AssertionError(f'a reference: {line}')
        section[key.strip()] = value
    return sections


def go_address(text):
    """net/mail.ParseAddress."""
    match = re.fullmatch(r'(?:"((?:[^"\\]|\\.)*)" )?<(.*)>', text)
    if match is None:
        return '', text
    return re.sub(r'\\(.)', r'\1', match[1] or ''), match[2]


@reader('aerc')
def read_aerc(export):
    ((_, account),) = go_ini(export.files[0].text).items()
    name, address = go_address(account['from'])
    found = {'address': address, 'name': name}
    scheme, username, password, host, port, _ = split_url(account['source'])
    put_server(found, 'incoming', 'imap', host, port,
               {'imaps': 'tls', 'imap': 'starttls', 'imap+insecure': 'none'}[scheme], username)
    found['incoming.password'] = password or ''
    scheme, username, password, host, port, _ = split_url(account['outgoing'])
    parts = scheme.split('+')
    auth = parts[-1]
    # As versions since 0.15 read it; the older way is tried with the program itself.
    put_server(found, 'outgoing', 'smtp', host, port,
               {'smtps': 'tls', 'smtp': 'starttls', 'smtp+insecure': 'none'}['+'.join(parts[:-1])],
               None if auth == 'none' else username)
    found['outgoing.password'] = password or ''
    if (auth == 'none') != (username is None):
        raise AssertionError('the user name and the mechanism differ')
    for side, key in (('incoming', 'source-cred-cmd'), ('outgoing', 'outgoing-cred-cmd')):
        command = account.get(key)
        wanted = found[f'{side}.login'] and not found[f'{side}.password']
        if (command is not None) != wanted:
            raise AssertionError(f'{key}: {command}')
        if command and not re.fullmatch(
                r'secret-tool lookup rrmail-login [0-9a-f]{32}', command):
            raise AssertionError(f'a command with something else in it: {command}')
    for key, name in (('copy-to', 'sent_folder'), ('postpone', 'drafts_folder')):
        if key in account:
            found[name] = account[key]
    return found


@reader('alpine')
def read_alpine(export):
    values, key = {}, None
    for line in export.files[0].text.rstrip('\n').split('\n'):
        if line.startswith('#'):
            continue
        if line[0] in ' \t':
            values[key] += line.strip()
        else:
            key, _, values[key] = line.partition('=')
    for value in values.values():
        if '$' in value or '\\' in value or value.startswith('~'):
            raise AssertionError('an expansion')
    headers = dict(item.split(': ', 1) for item in values['customized-hdrs'].split(','))
    name, address = re.fullmatch(r'(.*?) ?<([^<>]*)>', headers['From']).groups()
    if name != values['personal-name']:
        raise AssertionError('two names')
    found = {'address': address, 'name': name, 'reply_address': headers.get('Reply-To', ''),
             'organization': headers.get('Organization', '')}

    def read_server(text):
        host, port, rest = re.fullmatch(r'(\[[^]]*\]|[^:/]*):(\d+)(.*)', text).groups()
        match = re.fullmatch(r'((?:/[a-z0-9]+)*)(?:/user="([^"]*)")?', rest)
        switches = match[1].split('/')[1:]
        (security,) = [s for s in switches if s in ('ssl', 'tls', 'notls')]
        securities = {'ssl': 'tls', 'tls': 'starttls', 'notls': 'none'}
        return host.strip('[]'), port, securities[security], match[2], 'pop3' in switches

    inner, path = re.fullmatch(r'\{([^}]*)\}(.*)', values['inbox-path']).groups()
    host, port, security, username, pop3 = read_server(inner)
    put_server(found, 'incoming', 'pop3' if pop3 else 'imap', host, port, security, username)
    if path != 'INBOX':
        raise AssertionError(path)
    for key, name in (('default-fcc', 'sent_folder'), ('postponed-folder', 'drafts_folder')):
        if key in values:
            found[name] = values[key].partition('}')[2]
    if 'folder-collections' in values:
        found['root_folder'] = values['folder-collections'].partition('}')[2].removesuffix('[]')
    host, port, security, username, _ = read_server(values['smtp-server'])
    put_server(found, 'outgoing', 'smtp', host, port, security, username)
    return found


def commands(text):
    """msmtp and mpop: a command a line; one pair of quotes comes off the argument's ends."""
    for line in text.split('\n'):
        line = line.strip(' \t')
        if not line or line.startswith('#'):
            continue
        command, _, argument = line.partition(' ')
        if len(argument) > 1 and argument[0] == argument[-1] == '"':
            argument = argument[1:-1]
        if command not in ('account', 'host', 'port', 'tls', 'tls_starttls', 'auth', 'user',
                           'password', 'from', 'keep', 'delivery', 'uidls_file'):
            raise AssertionError(f'the command {command}')
        yield command, argument


def read_commands(export, side, protocol):
    values = dict(commands(export.files[0].text))
    found = {}
    security = 'none'
    if values['tls'] == 'on':
        security = 'starttls' if values['tls_starttls'] == 'on' else 'tls'
    login = values['auth'] != 'off'
    put_server(found, side, protocol, values['host'], values['port'], security,
               values['user'] if login else None)
    found[f'{side}.password'] = values.get('password', '')
    return found, values


@reader('msmtp')
def read_msmtp(export):
    found, values = read_commands(export, 'outgoing', 'smtp')
    found['address'] = values['from']
    return found


@reader('mpop')
def read_mpop(export):
    found, values = read_commands(export, 'incoming', 'pop3')
    found['leave_on_server'] = values['keep'] == 'on'
    return found


@reader('mbsync')
def read_mbsync(export):
    sections = []
    for block in re.sub('(?m)^#.*\n', '', export.files[0].text).strip().split('\n\n'):
        section = {}
        for line in block.split('\n'):
            words = [w[1:-1].replace('\\\\', '\0').replace('\\"', '"').replace('\0', '\\')
                     if w[0] == '"' else w
                     for w in re.findall(r'"(?:[^"\\]|\\.)*"|[^\s"]+', line)]
            if words[0].endswith('Cmd') or words[0] == 'Tunnel':
                raise AssertionError(line)
            section[words[0]] = words[1] if len(words) == 2 else words[1:]
        sections.append(section)
    account = sections[0]
    found = {}
    put_server(found, 'incoming', 'imap', account['Host'], account['Port'],
               {'IMAPS': 'tls', 'STARTTLS': 'starttls',
                'None': 'none'}[account.get('SSLType') or account['TLSType']], account['User'])
    found['incoming.password'] = account.get('Pass', '')
    store = sections[1]
    if store['Account'] != account['IMAPAccount']:
        raise AssertionError('the store belongs to no account')
    if 'Path' in store:
        found['root_folder'] = store['Path'].removesuffix('/')
    if sections[3]['Expunge'] != 'None':
        raise AssertionError('mail is deleted')
    return found


def fetchmail_words(text):
    text = re.sub('(?m)^#.*\n', '', text)
    for quoted, bare in re.findall(r'"((?:[^"\\]|\\.)*)"|([^\s"]+)', text):
        if bare:
            yield bare
            continue
        for escape in re.findall(r'\\(.)', quoted):
            if escape not in '\\x':
                raise AssertionError(f'the escape \\{escape}')
        yield re.sub(r'\\(\\|x[0-9a-fA-F]{2})',
                     lambda m: '\\' if m[1] == '\\' else chr(int(m[1][1:], 16)), quoted)


@reader('fetchmail')
def read_fetchmail(export):
    words = list(fetchmail_words(export.files[0].text))
    if {'preconnect', 'postconnect', 'plugin', 'mda'} & set(words[:1] + words[2:9]):
        raise AssertionError('a command')
    found = {}
    user = words.index('user')
    options = words[user + 2:]
    tls = 'ssl' in options[options.index('password') + 2 if 'password' in options else 0:]
    proto = options[options.index('sslproto') + 1]
    put_server(found, 'incoming', words[words.index('protocol') + 1].lower(), words[1],
               words[words.index('service') + 1],
               'tls' if tls else 'starttls' if proto == 'TLS1.2+' else 'none', words[user + 1])
    if 'password' in options:
        found['incoming.password'] = options[options.index('password') + 1]
    else:
        found['incoming.password'] = ''
    kept = options[-1] == 'keep' and options[-2] != 'no'
    if found['incoming.protocol'] == 'pop3':
        found['leave_on_server'] = kept
    elif not kept:
        raise AssertionError('IMAP mail is deleted')
    return found


@reader('getmail')
def read_getmail(export):
    parser = configparser.RawConfigParser()
    parser.read_string(export.files[0].text)
    retriever = parser['retriever']
    protocol, tls = re.fullmatch('Simple(IMAP|POP3)(SSL)?Retriever', retriever['type']).groups()
    found = {}
    put_server(found, 'incoming', protocol.lower(), retriever['server'], retriever['port'],
               'tls' if tls else 'none', retriever['username'])
    found['incoming.password'] = retriever.get('password', '')
    if 'password_command' in retriever:
        raise AssertionError('a command')
    if tls and not retriever['ca_certs']:
        raise AssertionError('no certificate is checked')
    left = parser['options']['delete'] == 'false'
    if protocol == 'POP3':
        found['leave_on_server'] = left
        found['remove_after_days'] = int(parser['options'].get('delete_after', 0))
    elif not left:
        raise AssertionError('IMAP mail is deleted')
    return found


@reader('offlineimap')
def read_offlineimap(export):
    parser = configparser.ConfigParser()
    parser.read_string(export.files[0].text)
    name = parser['general']['accounts']
    remote = parser[f"Repository {parser[f'Account {name}']['remoterepository']}"]
    if [key for key in remote if key.endswith('eval')] or 'pythonfile' in parser['general']:
        raise AssertionError('code')
    tls = remote['ssl'] == 'yes'
    if tls and remote['sslcacertfile'] != 'OS-DEFAULT' or remote['starttls'] != 'no':
        raise AssertionError('TLS')
    found = {}
    put_server(found, 'incoming', 'imap', remote['remotehost'], remote['remoteport'],
               'tls' if tls else 'none', remote['remoteuser'])
    found['incoming.password'] = remote.get('remotepass', '')
    return found


@reader('himalaya')
def read_himalaya(export):
    ((_, account),) = tomllib.loads(export.files[0].text)['accounts'].items()
    found = {'address': account['email'], 'name': account['display-name']}
    for side, protocol in (('incoming', 'imap'), ('outgoing', 'smtp')):
        node = account[protocol]
        scheme, _, _, host, port, _ = split_url(node['server'])
        security = 'tls' if scheme == protocol + 's' else \
            'starttls' if node.get('starttls') else 'none'
        sasl = node.get('sasl')
        login = next(iter(sasl.values())) if sasl else None
        put_server(found, side, protocol, host, port, security, login and login['username'])
        found[f'{side}.password'] = login['password'].get('raw', '') if login else ''
        command = login and login['password'].get('command')
        if command and not re.fullmatch(
                r'secret-tool lookup rrmail-login [0-9a-f]{32}', command):
            raise AssertionError(f'a command with something else in it: {command}')
    return found


def lisp(text):
    """Reads Emacs Lisp: lists, strings, symbols, numbers, quote."""
    position = 0

    def skip():
        nonlocal position
        while position < len(text) and (text[position] in ' \t\n' or text[position] == ';'):
            if text[position] == ';':
                position = text.index('\n', position)
            else:
                position += 1

    def one():
        nonlocal position
        skip()
        c = text[position]
        if c == '(':
            position += 1
            items = []
            while skip() or text[position] != ')':
                items.append(one())
            position += 1
            return items
        if text.startswith("#'", position):
            position += 2
            return one()
        if c == "'":
            position += 1
            return one()
        if c == '"':
            position += 1
            string = ''
            while text[position] != '"':
                if text[position] == '\\':
                    position += 1
                    if text[position] not in '"\\':
                        raise AssertionError('an escape with a meaning')
                string += text[position]
                position += 1
            position += 1
            return ('string', string)
        match = re.match(r'[^\s()"\';]+', text[position:])
        position += len(match[0])
        return match[0]

    forms = []
    while skip() or position < len(text):
        forms.append(one())
    return forms


@reader('gnus')
def read_gnus(export):
    values = {}
    for form in lisp(export.by_suffix('.el').text):
        if form[0] != 'setq':
            raise AssertionError(form)
        values.update(zip(form[1::2], form[2::2]))
    found = {'address': values['user-mail-address'][1], 'name': values['user-full-name'][1]}
    found['reply_address'] = values.get('mail-default-reply-to', ('', ''))[1]
    found['organization'] = values.get('message-user-organization', ('', ''))[1]
    securities = {'tls': 'tls', 'ssl': 'tls', 'starttls': 'starttls', 'plain': 'none'}
    method = values['gnus-select-method']
    if method[0] == 'nnimap':
        server = {item[0]: item[1] for item in method[2:]}
        put_server(found, 'incoming', 'imap', server['nnimap-address'][1],
                   server['nnimap-server-port'], securities[server['nnimap-stream']],
                   server['nnimap-user'][1])
    else:
        ((kind, *rest),) = values['mail-sources']
        source = dict(zip(rest[::2], rest[1::2]))
        if kind != 'pop':
            raise AssertionError(kind)
        put_server(found, 'incoming', 'pop3', source[':server'][1], source[':port'],
                   securities[source[':stream']], source[':user'][1])
        leave = source[':leave']
        found['leave_on_server'] = leave != 'nil'
        found['remove_after_days'] = int(leave) if leave.isdigit() else 0
    user = values['smtpmail-smtp-user']
    put_server(found, 'outgoing', 'smtp', values['smtpmail-smtp-server'][1],
               values['smtpmail-smtp-service'], securities[values['smtpmail-stream-type']],
               None if user == 'nil' else user[1])
    passwords = {}
    for file in export.files:
        if file.name == 'authinfo':
            for line in file.text.rstrip('\n').split('\n'):
                words = [a or b or c for a, b, c in
                         re.findall(r'"([^"]*)"|\'([^\']*)\'|(\S+)', line)]
                entry = dict(zip(words[::2], words[1::2]))
                passwords[entry['machine'], entry['port'], entry['login']] = entry['password']
    for side in ('incoming', 'outgoing'):
        found[f'{side}.password'] = passwords.get(
            (found[f'{side}.host'], str(found[f'{side}.port']), found[f'{side}.username']), '')
    return found
