# SPDX-License-Identifier: GPL-3.0-or-later
"""What each format must carry, and what it must refuse with which reason: written down a second
time, from the programs' documentation, so that a slip in the exporters' own table shows."""

import re

IN, OUT, BOTH = 'in', 'out', 'both'

# Which directions a format holds.
DIRECTIONS = {'msmtp': OUT, 'mpop': IN, 'mbsync': IN, 'fetchmail': IN, 'getmail': IN,
              'offlineimap': IN}

NO_POP3 = {'goa', 'geary', 'aerc', 'mbsync', 'offlineimap', 'himalaya'}
NO_IMAP = {'mpop'}
NO_INCOMING_STARTTLS = {'getmail', 'offlineimap', 'outlook-prf', 'srv-never'}
NO_CLEAR = {'srv', 'autoconfig'}

# Settings beside the servers that a format carries.
CARRIES = {
    'goa': {'address', 'name'},
    'evolution': {'address', 'name', 'reply_address', 'organization', 'leave', 'days', 'deleted',
                  'sent_folder', 'drafts_folder', 'root_folder', 'trash_folder', 'junk_folder'},
    'thunderbird': {'address', 'name', 'reply_address', 'organization', 'leave', 'days', 'deleted',
                    'sent_folder', 'drafts_folder', 'root_folder', 'trash_folder'},
    'geary': {'address', 'name', 'sent_folder', 'drafts_folder', 'trash_folder', 'junk_folder'},
    'kmail': {'address', 'name', 'reply_address', 'organization', 'leave', 'days'},
    'claws-mail': {'address', 'name', 'reply_address', 'organization', 'leave', 'days',
                   'root_folder'},
    'sylpheed': {'address', 'name', 'reply_address', 'organization', 'leave', 'days',
                 'root_folder'},
    'mobileconfig': {'address', 'name', 'root_folder'},
    'k9': {'address', 'name', 'reply_address', 'root_folder'},
    'thunderbird-qr': {'address', 'name'},
    'outlook-prf': {'address', 'name', 'reply_address', 'organization', 'leave', 'days', 'deleted',
                    'root_folder'},
    'outlook-autodiscover': {'name', 'domain'},
    'mutt': {'address', 'name', 'reply_address', 'organization', 'leave', 'sent_folder',
             'drafts_folder', 'root_folder', 'trash_folder'},
    'aerc': {'address', 'name', 'sent_folder', 'drafts_folder'},
    'alpine': {'address', 'name', 'reply_address', 'organization', 'sent_folder', 'drafts_folder',
               'root_folder'},
    'msmtp': {'address'},
    'mpop': {'leave'},
    'mbsync': {'root_folder'},
    'fetchmail': {'leave'},
    'getmail': {'leave', 'days'},
    'offlineimap': set(),
    'himalaya': {'address', 'name'},
    'gnus': {'address', 'name', 'reply_address', 'organization', 'leave', 'days'},
    'json': {'address', 'name', 'reply_address', 'organization', 'leave', 'days', 'deleted',
             'root_folder', 'sent_folder', 'drafts_folder', 'trash_folder', 'junk_folder'},
    'srv': {'domain'},
    'autoconfig': {'domain', 'leave', 'days'},
}

PASSWORDS = {'thunderbird-qr', 'mutt', 'aerc', 'msmtp', 'mpop', 'mbsync', 'fetchmail', 'getmail',
             'offlineimap', 'himalaya', 'gnus'}

FOLDERS = ('root_folder', 'sent_folder', 'drafts_folder', 'trash_folder', 'junk_folder')


def refusal(format_id, account):
    """(code, setting) that the account must be refused with, or None: choices, not characters."""
    direction = DIRECTIONS.get(format_id, BOTH)
    incoming, outgoing = account['incoming'], account['outgoing']
    if direction != OUT:
        if (format_id in NO_POP3 and incoming['protocol'] == 'pop3'
                or format_id in NO_IMAP and incoming['protocol'] == 'imap'):
            return 'protocol', 'incoming.protocol'
        if format_id in NO_INCOMING_STARTTLS and incoming['security'] == 'starttls' \
                or format_id in NO_CLEAR and incoming['security'] == 'none':
            return 'security', 'incoming.security'
    if direction != IN:
        if format_id in NO_CLEAR and outgoing['security'] == 'none':
            return 'security', 'outgoing.security'
    if format_id == 'mutt' and {incoming['security'], outgoing['security']} == {'starttls', 'none'}:
        return 'security-mix', 'outgoing.security'
    return None


def expected(format_id, account):
    """What must be read back."""
    direction = DIRECTIONS.get(format_id, BOTH)
    carries = CARRIES[format_id]
    pop3 = account['incoming']['protocol'] == 'pop3'
    values = {}
    for side in ('incoming', 'outgoing'):
        if direction not in (BOTH, IN if side == 'incoming' else OUT):
            continue
        server = account[side]
        keys = ['protocol', 'host', 'port', 'security']
        values.update({f'{side}.{key}': server[key] for key in keys})
        if format_id == 'srv':
            continue
        login = server['auth'] != 'none'
        values[f'{side}.login'] = login
        values[f'{side}.username'] = server['username'] if login else ''
    for key in ('address', 'name', 'reply_address', 'organization'):
        if key in carries:
            values[key] = account[key]
    if 'domain' in carries:
        values['domain'] = account['address'].split('@')[1]
    leave = account.get('leave_on_server', True)
    if pop3 and 'leave' in carries and direction != OUT:
        values['leave_on_server'] = leave
        if 'days' in carries:
            values['remove_after_days'] = account.get('remove_after_days', 0) if leave else 0
        if 'deleted' in carries:
            values['remove_when_deleted'] = bool(leave and account.get('remove_when_deleted'))
    if not pop3:
        for key in FOLDERS:
            if key in carries and account.get(key):
                values[key] = account[key]
    return values


def has_control(text):
    return any(ord(c) < 0x20 or 0x7f <= ord(c) < 0xa0 or ord(c) & 0xfffe == 0xfffe
               or c in '\u2028\u2029' for c in text)


def has_blanks(text):
    """White space at an end, of any kind."""
    return text != text.strip()


def fits_code_page(text):
    try:
        text.encode('cp1252')
    except UnicodeEncodeError:
        return False
    return True


def is_atom(text):
    return text.isascii() and not set(text) & set('(){ %*"\\]')


BAD_IN_ALPINE = {'name': '"\\$,;:@<>()[]', 'organization': '"\\$,;:@<>()[]', 'user': '"\\$}',
                 'folder': '"\\$,{}'}


DATE_WORDS = ('january february march april may june july august september october november '
              'december monday tuesday wednesday thursday friday saturday sunday am pm utc gmt z t '
              'est edt cst cdt mst mdt pst pdt').split()


def is_coerced(text):
    """What Thunderbird's reader of XML makes something else of: numbers, truth values, dates."""
    if text.lower() in ('true', 'false'):
        return True
    try:
        float(int(text, 0) if text.lower().startswith(('0x', '0b', '0o')) else text)
        return True
    except ValueError:
        pass
    words = re.findall('[a-z]+', text.lower())
    return text.isascii() and any(c.isdigit() for c in text) and \
        all(any(known.startswith(word) for known in DATE_WORDS) for word in words)


def text_refusal(format_id, field, value, with_password=False):
    """The code that a text must be refused with in one field, or None: name, organization, user,
    password, root_folder, sent_folder, drafts_folder, trash_folder, junk_folder."""
    if has_control(value):
        return 'control'
    carried = {'user', 'password'} | CARRIES[format_id]
    if field not in carried or value == '':
        return None
    if format_id == 'alpine' and field != 'password':
        kind = 'folder' if field.endswith('_folder') else field
        if set(value) & set(BAD_IN_ALPINE[kind]) or value[0] == '~' or \
                field == 'user' and not value.isascii():
            return 'character'
        return 'blanks' if has_blanks(value) else None
    if format_id == 'outlook-prf':
        if not fits_code_page(value) or '%' in value or value[0] in '"\'':
            return 'character'
        return 'blanks' if has_blanks(value) else None
    if format_id == 'autoconfig' and field == 'user':
        if '%' in value:
            return 'character'
        if has_blanks(value):
            return 'blanks'
        return 'number' if is_coerced(value) else None
    if format_id in ('claws-mail', 'sylpheed', 'getmail', 'offlineimap') and has_blanks(value):
        return 'blanks'
    # The SASL library that these use takes blanks off.
    if format_id in ('mbsync', 'mutt') and field == 'user' and has_blanks(value):
        return 'blanks'
    if format_id == 'getmail' and field == 'user' and not is_atom(value):
        return 'character'
    if format_id == 'aerc' and field.endswith('_folder') and '%(' in value:
        return 'character'
    if format_id == 'gnus' and field == 'user' and not value.isascii():
        return 'character'
    if format_id == 'gnus' and with_password and field in ('user', 'password') and \
            '"' in value and "'" in value:
        return 'character'
    return None
