#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every format's bytes for two accounts, as they stand in golden/: a change to what is written must
be meant. RRM_WRITE_GOLDEN=1 writes them anew, for a person to read the difference."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from harness import Exporter, Refused, Tap, account, equal  # noqa: E402

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'golden')
ACCOUNTS = {
    'imap': account('imap', 'tls', 'starttls', 'same', name='Jörg Example',
                    reply_address='answers@example.net', organization='Example Works',
                    sent_folder='Sent Items', drafts_folder='Drafts', trash_folder='Trash',
                    junk_folder='Junk'),
    'pop3': account('pop3', 'tls', 'tls', 'own', leave_on_server=True, remove_after_days=14),
}
# Versions before a program changed its format.
OLDER = {'aerc': '0.14.0', 'mbsync': '1.5.0', 'himalaya': '1.1.0'}
# A drawing is compared with its description, not kept twice.
LEFT_OUT = ('.png',)


def render(exporter, format_id, made, **options):
    """All files of an export as one text, so that one file holds a golden answer."""
    try:
        export = exporter.export(format_id, made, **options)
    except Refused as refused:
        return f'refused: {refused.code} {refused.setting}\n'
    parts = []
    for file in export.files:
        if file.name.endswith(LEFT_OUT):
            continue
        encoding = 'utf-16' if file.data[:2] == b'\xff\xfe' else \
            'cp1252' if file.name.endswith('.prf') else 'utf-8'
        text = file.data.decode(encoding)
        if '\r\n' in text:
            text = text.replace('\r\n', '\n')
            encoding += ', CRLF'
        parts.append(f'==> {file.name} ({file.mode:04o}, {encoding})\n{text}')
    return '\n'.join(parts)


def check(exporter, name, format_id, made, options):
    path = os.path.join(FOLDER, name)
    text = render(exporter, format_id, made, **options)
    if os.environ.get('RRM_WRITE_GOLDEN'):
        with open(path, 'w', encoding='utf-8', newline='\n') as file:
            file.write(text)
    with open(path, encoding='utf-8', newline='\n') as file:
        wanted = file.read()
    for found, there in zip(text.split('\n'), wanted.split('\n')):
        equal(found, there, name)
    equal(text, wanted, name)


def cases(exporter):
    for format_id in (f['id'] for f in exporter.formats()):
        for name, made in ACCOUNTS.items():
            yield f'{format_id}-{name}', format_id, made, {}
        if format_id in OLDER:
            yield (f'{format_id}-{OLDER[format_id]}', format_id, ACCOUNTS['imap'],
                   {'version': OLDER[format_id]})


def main():
    tap = Tap()
    exporter = Exporter()
    names = set()
    for name, format_id, made, options in cases(exporter):
        names.add(name)
        tap.run(name, check, exporter, name, format_id, made, options)
    tap.ok(set(os.listdir(FOLDER)) == names, 'no golden file is left over',
           sorted(set(os.listdir(FOLDER)) ^ names))
    tap.run('the exporter ends well', exporter.close)
    tap.finish()


if __name__ == '__main__':
    main()
