#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every exporter × {IMAP, POP3} × {TLS, STARTTLS, none} in and out × {same login, own outgoing
login, no outgoing login}: every field comes back, or the account is refused with the documented
reason."""

import itertools
import os
import plistlib
import sys
import tomllib
import uuid

sys.path.insert(0, os.path.dirname(__file__))

import readers  # noqa: E402
import readers_desktop  # noqa: E402,F401
import readers_text  # noqa: E402,F401
import rules  # noqa: E402
from harness import Exporter, Refused, Tap, account, equal  # noqa: E402

EXTRAS = {'reply_address': 'answers@example.net', 'organization': 'Example Works',
          'sent_folder': 'Sent Items', 'drafts_folder': 'Mail/Drafts', 'trash_folder': 'Bin',
          'junk_folder': 'Spam', 'root_folder': 'Mail'}


def cells():
    for protocol, security, outgoing, login in itertools.product(
            ('imap', 'pop3'), ('tls', 'starttls', 'none'), ('tls', 'starttls', 'none'),
            ('same', 'own', 'none')):
        yield f'{protocol} {security}, smtp {outgoing}, {login} login', \
            account(protocol, security, outgoing, login)


def check(exporter, format_id, made, **options):
    wanted = rules.refusal(format_id, made)
    try:
        export = exporter.export(format_id, made, **options)
    except Refused as refused:
        equal((refused.code, refused.setting), wanted, 'refused')
        return
    if wanted is not None:
        raise AssertionError(f'not refused: {wanted}')
    found = readers.read(format_id, export)
    for key, value in rules.expected(format_id, made).items():
        equal(found.get(key), value, key)
    for file in export.files:
        equal(file.mode, 0o644 if format_id in ('srv', 'autoconfig') else 0o600, 'mode')


def check_extras(exporter, format_id):
    check(exporter, format_id, account(**EXTRAS))
    for extras in ({'leave_on_server': False}, {'leave_on_server': True},
                   {'leave_on_server': True, 'remove_after_days': 14},
                   {'leave_on_server': True, 'remove_after_days': 7, 'remove_when_deleted': True}):
        check(exporter, format_id, account('pop3', **{**EXTRAS, **extras}))


def check_losses(exporter, format_id):
    """What is not carried is named, and nothing else is."""
    everything = {**EXTRAS, 'leave_on_server': True, 'remove_after_days': 7,
                  'remove_when_deleted': True, 'ipv4_only': True}
    keys = {'name': 'name', 'reply_address': 'reply-address', 'organization': 'organization',
            'leave': 'incoming.leave-on-server', 'days': 'incoming.remove-after-days',
            'deleted': 'incoming.remove-when-deleted', **{f: f.replace('_', '-')
                                                          for f in rules.FOLDERS}}
    carries = rules.CARRIES[format_id] | ({'deleted', 'leave'} if format_id == 'k9' else set())
    for protocol in ('imap', 'pop3'):
        made = account(protocol, **everything)
        mine = {'name', 'reply_address', 'organization'} | \
            ({'leave', 'days', 'deleted'} if protocol == 'pop3' else set(rules.FOLDERS))
        wanted = {keys[k] for k in mine - carries} | ({'outgoing.ip'} - (
            {'outgoing.ip'} if format_id == 'json' else set()))
        try:
            losses = exporter.export(format_id, made).losses
        except Refused as refused:
            losses = refused.losses
        equal(set(losses), wanted, f'{protocol} losses')


def check_unknown(exporter, format_id):
    """A security that is still to be looked at is refused everywhere but in JSON."""
    for side in ('incoming', 'outgoing'):
        if rules.DIRECTIONS.get(format_id) in (rules.IN, rules.OUT) and \
                rules.DIRECTIONS[format_id] != {'incoming': 'in', 'outgoing': 'out'}[side]:
            continue
        made = account('pop3' if format_id == 'mpop' else 'imap')
        made[side]['security'] = 'auto'
        try:
            exporter.export(format_id, made)
        except Refused as refused:
            equal((refused.code, refused.setting), ('security-unknown', f'{side}.security'),
                  'refused')
        else:
            equal(format_id, 'json', 'the format that took it')


def check_missing(exporter, format_id):
    direction = rules.DIRECTIONS.get(format_id, rules.BOTH)
    for side, other in (('incoming', rules.OUT), ('outgoing', rules.IN)):
        made = account('pop3' if format_id == 'mpop' else 'imap')
        del made[side]
        if direction == other:
            exporter.export(format_id, made)
            continue
        try:
            exporter.export(format_id, made)
        except Refused as refused:
            equal((refused.code, refused.setting), ('incomplete', side), 'refused')
        else:
            raise AssertionError(f'exported without {side}')
    for key, value, wanted in (('address', '', ('incomplete', 'address')),
                               ('address', 'pat', ('character', 'address')),
                               ('reply_address', 'pat', ('character', 'reply-address'))):
        made = account('pop3' if format_id == 'mpop' else 'imap', **{key: value})
        try:
            exporter.export(format_id, made)
        except Refused as refused:
            equal((refused.code, refused.setting), wanted, 'refused')
        else:
            raise AssertionError(f'exported with {key} {value!r}')


def check_defaults(exporter, format_id):
    """No user name is the address, no outgoing one is the incoming one; no port is the usual."""
    made = account('pop3' if format_id == 'mpop' else 'imap')
    for side in ('incoming', 'outgoing'):
        made[side].update(username='', port=0)
    found = readers.read(format_id, exporter.export(format_id, made))
    for side, port in (('incoming', 995 if format_id == 'mpop' else 993), ('outgoing', 587)):
        if f'{side}.port' in found:
            equal(found[f'{side}.port'], port, 'port')
            equal(found.get(f'{side}.username', 'pat@example.org'), 'pat@example.org', 'user name')
    made['incoming']['username'] = 'pat.e'
    found = readers.read(format_id, exporter.export(format_id, made))
    equal(found.get('outgoing.username', 'pat.e'), 'pat.e', 'user name')


AUTHS = {
    # What each may sign in with, in, and out: beside auto, plain and login.
    'goa': ('', ''), 'evolution': ('cram-md5 ntlm', 'cram-md5 ntlm'), 'geary': ('', ''),
    'thunderbird': ('cram-md5 ntlm', 'cram-md5 ntlm'), 'kmail': ('cram-md5 ntlm', 'cram-md5 ntlm'),
    'claws-mail': ('cram-md5 scram-sha-256', 'cram-md5'), 'sylpheed': ('cram-md5', 'cram-md5'),
    'mobileconfig': ('cram-md5 ntlm', 'cram-md5 ntlm'), 'k9': ('cram-md5', 'cram-md5'),
    'thunderbird-qr': ('cram-md5', 'cram-md5'), 'outlook-prf': ('ntlm', 'ntlm'),
    'outlook-autodiscover': ('ntlm', 'ntlm'), 'aerc': ('', ''), 'alpine': ('', ''),
    'mutt': ('', ''),
    'msmtp': (None, 'cram-md5 scram-sha-256 ntlm'), 'mpop': ('cram-md5 scram-sha-256 ntlm', None),
    'mbsync': ('cram-md5 scram-sha-256', None), 'fetchmail': ('cram-md5 ntlm', None),
    'getmail': ('cram-md5', None), 'offlineimap': ('cram-md5', None), 'himalaya': ('', ''),
    'autoconfig': ('cram-md5 ntlm', 'cram-md5 ntlm'), 'gnus': ('cram-md5', ''),
    'json': ('cram-md5 scram-sha-256 ntlm none',) * 2,
    'srv': ('cram-md5 scram-sha-256 ntlm',) * 2,
}


def check_auths(exporter, format_id):
    for side, held in zip(('incoming', 'outgoing'), AUTHS[format_id]):
        if held is None:
            continue
        takes = {'auto', 'plain', 'login'} | set(held.split()) | \
            ({'none'} if side == 'outgoing' else set())
        for auth in ('auto', 'plain', 'login', 'cram-md5', 'scram-sha-256', 'ntlm', 'none'):
            made = account('pop3' if format_id == 'mpop' else 'imap')
            made[side]['auth'] = auth
            try:
                found = readers.read(format_id, exporter.export(format_id, made))
            except Refused as refused:
                if auth in takes:
                    raise
                equal((refused.code, refused.setting), ('auth', f'{side}.auth'), 'refused')
                continue
            if auth not in takes:
                raise AssertionError(f'{side} {auth} was not refused')
            if auth != 'auto' and f'{side}.auth' in found:
                equal(found[f'{side}.auth'],
                      'plain' if auth == 'login' and format_id != 'json' else auth, f'{side}.auth')


def check_password(exporter, format_id):
    """Without being asked for, no password; asked for, it comes back, or the format refuses."""
    secret = {'password': 'S3c’ret "word" \\ $HOME `id` %s #1', 'outgoing_password': "0ther'pw<&>"}
    made = account('pop3' if format_id == 'mpop' else 'imap', login='own', **secret)
    for file in exporter.export(format_id, made).files:
        for word in secret.values():
            for form in (word, word.replace('\\', '\\\\'), 'S3c', '0ther'):
                if form.encode() in file.data:
                    raise AssertionError(f'the password stands in {file.name}')
    try:
        export = exporter.export(format_id, made, with_password=True)
    except Refused as refused:
        if format_id in rules.PASSWORDS:
            raise
        side = 'outgoing.password' if rules.DIRECTIONS.get(format_id) == 'out' else 'password'
        equal((refused.code, refused.setting), ('password', side), 'refused')
        return
    if format_id not in rules.PASSWORDS:
        raise AssertionError('a password where none may be')
    found = readers.read(format_id, export)
    for side, word in (('incoming', secret['password']), ('outgoing', secret['outgoing_password'])):
        if f'{side}.host' in found:
            equal(found[f'{side}.password'], word, f'{side} password')
    for file in export.files:
        equal(file.mode, 0o600, 'mode')
    del made['password'], made['outgoing_password']
    try:
        exporter.export(format_id, made, with_password=True)
    except Refused as refused:
        equal(refused.code, 'no-password', 'refused')
    else:
        raise AssertionError('exported without a password')
    for bad in ('a\nb', 'a\rb', 'a\x07b'):
        try:
            exporter.export(format_id, {**made, 'password': bad}, with_password=True)
        except Refused as refused:
            equal(refused.code, 'control', 'refused')
        else:
            raise AssertionError(f'exported with {bad!r}')


def check_documented(exporter):
    """The example of Thunderbird's own "Export for Mobile", to the byte."""
    made = account('imap', 'tls', 'starttls', address='joerg@example.org', name='Jörg Ö.')
    made['incoming'].update(username='joerg@example.org')
    made['outgoing'].update(username='joerg@example.org', auth='cram-md5')
    found = readers.scan_qr(exporter.export('thunderbird-qr', made).by_suffix('.png').data)
    equal(found.decode(), '[1,[1,1],[0,"imap.example.org",993,3,1,"joerg@example.org",'
          '"joerg@example.org",""],[[[0,"smtp.example.org",587,2,2,"joerg@example.org",""],'
          '["joerg@example.org","Jörg Ö."]]]]', 'the array')


# com.apple.mail.managed and the keys of every payload, with their types.
PROFILE_KEYS = {
    'EmailAccountDescription': str, 'EmailAccountName': str, 'EmailAccountType': str,
    'EmailAddress': str, 'IncomingMailServerAuthentication': str,
    'IncomingMailServerHostName': str, 'IncomingMailServerIMAPPathPrefix': str,
    'IncomingMailServerPortNumber': int, 'IncomingMailServerUseSSL': bool,
    'IncomingMailServerUsername': str, 'OutgoingMailServerAuthentication': str,
    'OutgoingMailServerHostName': str, 'OutgoingMailServerPortNumber': int,
    'OutgoingMailServerUseSSL': bool, 'OutgoingMailServerUsername': str,
    'OutgoingPasswordSameAsIncomingPassword': bool, 'PayloadType': str, 'PayloadVersion': int,
    'PayloadIdentifier': str, 'PayloadUUID': str, 'PayloadDisplayName': str,
}
PROFILE_REQUIRED = {
    'EmailAccountType', 'IncomingMailServerAuthentication', 'IncomingMailServerHostName',
    'OutgoingMailServerAuthentication', 'OutgoingMailServerHostName', 'PayloadType',
    'PayloadVersion', 'PayloadIdentifier', 'PayloadUUID',
}


def check_profile(exporter):
    """Apple's published schema: keys, types, what must be there; and the ports that mislead."""
    for made in (account(**EXTRAS), account('pop3', login='none')):
        profile = plistlib.loads(exporter.export('mobileconfig', made).files[0].data)
        (mail,) = profile['PayloadContent']
        equal(PROFILE_REQUIRED - set(mail), set(), 'missing keys')
        for key, value in mail.items():
            equal(type(value), PROFILE_KEYS[key], key)
        uuids = {profile['PayloadUUID'], mail['PayloadUUID']}
        equal(len(uuids), 2, 'identifiers')
        for text in uuids:
            equal(uuid.UUID(text).version, 5, 'kind of identifier')
    for side, security, port, refused in (
            ('incoming', 'starttls', 993, True), ('incoming', 'tls', 143, True),
            ('outgoing', 'starttls', 465, True), ('outgoing', 'tls', 587, True),
            ('outgoing', 'none', 465, True), ('incoming', 'tls', 1993, False),
            ('outgoing', 'starttls', 2525, False)):
        made = account()
        made[side].update(security=security, port=port)
        try:
            exporter.export('mobileconfig', made)
        except Refused as error:
            equal((error.code, error.setting, refused), ('port', f'{side}.port', True), 'refused')
        else:
            equal(refused, False, f'{security} at {port} was not refused')


def check_versions(exporter):
    """Programs that changed their formats: the older version gets the older way."""
    made = account('imap', 'tls', 'none')
    for version, scheme in ((None, 'smtp+insecure+plain'), ('0.15.0', 'smtp+insecure+plain'),
                            ('0.14.0', 'smtp+plain'), ('1.0', 'smtp+insecure+plain')):
        options = {'version': version} if version else {}
        text = exporter.export('aerc', made, **options).files[0].text
        equal(f'outgoing = `{scheme}://' in text, True, f'aerc {version}')
    for version, word in ((None, 'SSLType'), ('1.4.4', 'SSLType'), ('1.5.0', 'TLSType'),
                          ('2.0', 'TLSType')):
        options = {'version': version} if version else {}
        text = exporter.export('mbsync', made, **options).files[0].text
        equal(f'{word} IMAPS' in text, True, f'mbsync {version}')
    first = tomllib.loads(exporter.export('himalaya', made, version='1.1.0').files[0].text)
    (settings,) = first['accounts'].values()
    equal((settings['backend']['host'], settings['backend']['encryption']['type'],
           settings['message']['send']['backend']['encryption']['type']),
          ('imap.example.org', 'tls', 'none'), 'himalaya 1')
    try:
        exporter.export('himalaya', account(login='none'), version='1.1.0')
    except Refused as refused:
        equal((refused.code, refused.setting), ('outgoing-login', 'outgoing.auth'), 'refused')
    else:
        raise AssertionError('himalaya 1 without a login')


def main():
    tap = Tap()
    exporter = Exporter()
    formats = [f['id'] for f in exporter.formats()]
    tap.ok(set(formats) == set(rules.CARRIES), 'every format has its rules',
           f'{sorted(set(formats) ^ set(rules.CARRIES))}')
    for format_id in rules.CARRIES:
        for name, made in cells():
            tap.run(f'{format_id}: {name}', check, exporter, format_id, made)
        for function in (check_extras, check_losses, check_unknown, check_missing, check_defaults,
                         check_auths, check_password):
            tap.run(f"{format_id}: {function.__name__.removeprefix('check_')}", function, exporter,
                    format_id)
    for function in (check_documented, check_profile, check_versions):
        tap.run(function.__name__.removeprefix('check_'), function, exporter)
    tap.run('the exporter ends well', exporter.close)
    tap.finish()


if __name__ == '__main__':
    main()
