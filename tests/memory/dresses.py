# SPDX-License-Identifier: GPL-3.0-or-later
"""What a password looks like in the memory of a program."""

import base64
import json
import urllib.parse

# Every encoding of it looks different.
PASSWORD = 'Long=Pass"word+With/Odd%Signs&Zebra\\7'


def encodings(text):
    """Name and bytes of everything that a password can look like. What was freed has lost its first
    16 bytes, so all but the first are looked for from where these end; a freed copy in
    quoted-printable ends as a plain one does."""
    raw = text.encode()
    yield 'plain', raw
    yield 'tail', raw[16:]
    for skip in range(3):
        part = raw[12 + skip:]
        yield f'base64-{skip}', base64.b64encode(part[:len(part) // 3 * 3])
    yield 'url', urllib.parse.quote(text[16:], safe='').encode()
    yield 'json', json.dumps(text[16:])[1:-1].encode()
    yield 'quoted-printable', text.replace('=', '=3D').encode()
    # Without the last byte it is the same in either order.
    yield 'utf-16', text.encode('utf-16-le')[16:-1]


def shifted(raw):
    """As the module wants it: it must not be in the memory because of the search."""
    return bytes((byte + 1) % 256 for byte in raw).hex()


def look_for(text):
    """What the module in the program looks for."""
    return '\n'.join(f'{name} {shifted(raw)}' for name, raw in encodings(text))


# All that the module counts.
NAMES = sorted([name for name, _ in encodings(PASSWORD)] + ['dumpable'])
