#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person or a server may type, thrown at every exporter: each text comes back as it went in,
or is refused with the documented reason; nothing of it ever becomes a setting or a command."""

import os
import random
import sys

sys.path.insert(0, os.path.dirname(__file__))

import readers  # noqa: E402
import readers_desktop  # noqa: E402,F401
import readers_text  # noqa: E402,F401
import rules  # noqa: E402
from harness import Exporter, Refused, Tap, account, equal  # noqa: E402

TEXTS = [
    'a"b', '"quoted"', "'single'", '"', "'", 'both " and \'', 'a\\b', '\\', '\\\\', 'ends in \\',
    '\\"', '`touch PWNED`', '$(touch PWNED)', '${HOME} $HOME $$', '%s %n %% %', '%(source)s', '%(',
    '%40', '# not a comment', 'a #b', 'a;b', ';c', 'a,b', 'a:b', '[section]', ']', '[', '{x}', '}',
    '<b>&amp;</b>', ']]>', '<!-- x -->', '<?xml?>', '=x', 'key=value', 'eval touch PWNED',
    '"); user_pref("network.proxy.type", 1); //', '")(shell-command "touch PWNED")("', '|cmd',
    '!cmd', '~root', '@x', '+x', '-x', '/etc', '../x', 'a/b', 'a//b', '?x=1&y=2', 'x y',
    ' leading', 'trailing ', ' both ', '\u00a0edge', 'edge\u3000', '00123', '1e5', 'true', 'null',
    'may12', 'Sat 10/3/99', 'mary12', '2020-01-05', '0b101',
    'Jörg Ö.', '名前', '😀 emoji 👩‍👩‍👧', 'right\u200fto\u200eleft \u202eevil\u202c', 'e\u0301',
    '\ufeffmark', '\u2028line\u2029', 'x' * 300, '😀' * 300, '^M', '\\n', '\\x22', '\\042', '&#10;',
    'a\nb', 'a\rb', 'a\r\nPassCmd "touch PWNED"', '\n', 'a\tb', '\x01', 'a\x7f',
    '\x85next', '\ufffe', 'a\x1b[2J',
]
FIELDS = ('name', 'organization', 'user', 'password', *rules.FOLDERS)
ALPHABET = list('"\'\\`$(){}[]<>%#;:,=&|!~^@/?+-*. \u00a0') + ['ab', 'ö', '😀', '\u202e', 'EOF']
HOSTS = (('bücher.example', 'xn--bcher-kva.example'), ('BÜCHER.Example', 'xn--bcher-kva.example'),
         ('例え.テスト', 'xn--r8jz45g.xn--zckzah'), ('mail.example.org', 'mail.example.org'),
         ('192.0.2.7', '192.0.2.7'), ('2001:db8::7', '2001:db8::7'),
         ('[2001:db8::7]', '2001:db8::7'))
BAD_HOSTS = ('a b', 'host/path', 'a@b', 'host:993', 'imap://host', 'a,b', 'a"b', '`id`', '$(id)',
             'a;b', '-x"', 'a\nb', '', 'x' * 300)


def make(format_id, field, value):
    made = account('pop3' if format_id == 'mpop' else 'imap')
    if field == 'user':
        made['incoming']['username'] = made['outgoing']['username'] = value
    elif field == 'password':
        made['password'] = value
    else:
        made[field] = value
    return made


def throw(exporter, format_id, field, value):
    with_password = field == 'password'
    made = make(format_id, field, value)
    wanted = rules.text_refusal(format_id, field, value, with_password)
    try:
        export = exporter.export(format_id, made, with_password=with_password)
    except Refused as refused:
        # A picture holds only so much.
        if format_id == 'thunderbird-qr' and len(value.encode()) >= 1000:
            wanted = wanted or 'too-long'
        equal(refused.code, wanted, f'{field} {value!r} refused')
        return
    if wanted is not None:
        raise AssertionError(f'{field} {value!r} was not refused: {wanted}')
    found = readers.read(format_id, export)
    for key, there in rules.expected(format_id, made).items():
        equal(found.get(key), there, f'{field} {value!r}: {key}')
    if with_password:
        for side in ('incoming', 'outgoing'):
            if f'{side}.host' in found:
                equal(found[f'{side}.password'], value, f'{side} password')


def throw_all(exporter, format_id, field):
    for value in TEXTS:
        if value != '' or field != 'password':
            throw(exporter, format_id, field, value)


def throw_random(exporter, format_id, seed):
    chance = random.Random(seed)
    for _ in range(15 if format_id == 'thunderbird-qr' else 150):
        field = chance.choice(FIELDS)
        if field == 'password' and format_id not in rules.PASSWORDS:
            continue
        value = ''.join(chance.choices(ALPHABET, k=chance.randint(1, 12)))
        throw(exporter, format_id, field, value)


def throw_together(exporter, format_id):
    """Several at once: one value must not end another's quotes."""
    made = account('pop3' if format_id == 'mpop' else 'imap', name='a`b', organization='c`d')
    made['incoming']['username'] = made['outgoing']['username'] = 'e`f'
    found = readers.read(format_id, exporter.export(format_id, made))
    for key, there in rules.expected(format_id, made).items():
        equal(found.get(key), there, key)


def check_hosts(exporter, format_id):
    for typed, wire in HOSTS:
        made = account('pop3' if format_id == 'mpop' else 'imap')
        made['incoming']['host'] = made['outgoing']['host'] = typed
        numbers = ':' in wire and 6 or wire[0].isdigit() and 4
        refused = format_id == 'srv' and numbers or numbers == 6 and format_id in (
            'outlook-prf', 'outlook-autodiscover')
        try:
            found = readers.read(format_id, exporter.export(format_id, made))
        except Refused as error:
            equal(error.code, 'host' if refused else None, typed)
            continue
        if refused:
            raise AssertionError(f'{typed} was not refused')
        for side in ('incoming', 'outgoing'):
            if f'{side}.host' in found:
                equal(found[f'{side}.host'], wire, f'{typed}')
    for typed in BAD_HOSTS:
        made = account('pop3' if format_id == 'mpop' else 'imap')
        made['incoming']['host'] = made['outgoing']['host'] = typed
        try:
            exporter.export(format_id, made)
        except Refused as error:
            equal(error.code, 'control' if rules.has_control(typed) else
                  'host' if typed else 'incomplete', repr(typed))
        else:
            raise AssertionError(f'{typed!r} was not refused')


def check_addresses(exporter, format_id):
    """The characters an address may hold, in the address and where answers go."""
    for local in ("o'brien", 'a%b', 'a%Ub', 'a`id`b', 'a$b', 'a{b}', 'a#b', 'a&b', 'a|b', 'a!b',
                  'a=b', 'a?b', 'a*b', 'a/b', 'a+b', 'jörg', '~x', '-x', '.x'):
        made = account('pop3' if format_id == 'mpop' else 'imap', address=f'{local}@bücher.example',
                       reply_address=f'{local}@example.net')
        wire = {**made, 'address': f'{local}@xn--bcher-kva.example'}
        allowed = {
            'msmtp': set('?*') & set(local) or '%U' in local,
            'outlook-prf': '%' in local,
            'alpine': set('$}') & set(local) or local[0] == '~',
            'thunderbird-qr': not local.isascii(),
        }.get(format_id)
        try:
            found = readers.read(format_id, exporter.export(format_id, made))
        except Refused as error:
            equal(error.code, 'character' if allowed else None, f'{local}: refused')
            continue
        if allowed:
            raise AssertionError(f'{local} was not refused')
        for key, there in rules.expected(format_id, wire).items():
            equal(found.get(key), there, f'{local}: {key}')


def check_stable(exporter, format_id):
    """The same account gives the same bytes; another one does not."""
    made = account('pop3' if format_id == 'mpop' else 'imap')
    first, second = (exporter.export(format_id, made) for _ in range(2))
    equal([f.data for f in first.files], [f.data for f in second.files], 'twice')
    other = {**made, 'address': 'lee@example.com'}
    other['incoming'] = {**made['incoming'], 'username': 'lee'}
    other['outgoing'] = {**made['outgoing'], 'username': 'lee'}
    if [f.data for f in exporter.export(format_id, other).files] == [f.data for f in first.files]:
        raise AssertionError('two accounts, one file')


def main():
    tap = Tap()
    exporter = Exporter()
    seed = int(os.environ.get('RRM_SEED', '20231122'))
    for format_id in rules.CARRIES:
        for field in FIELDS:
            if field == 'password' and format_id not in rules.PASSWORDS:
                continue
            tap.run(f'{format_id}: {field}', throw_all, exporter, format_id, field)
        tap.run(f'{format_id}: random texts, seed {seed}', throw_random, exporter, format_id, seed)
        if format_id != 'alpine':
            tap.run(f'{format_id}: several texts', throw_together, exporter, format_id)
        for function in (check_hosts, check_addresses, check_stable):
            tap.run(f"{format_id}: {function.__name__.removeprefix('check_')}", function, exporter,
                    format_id)
    tap.run('the exporter ends well', exporter.close)
    tap.finish()


if __name__ == '__main__':
    main()
