#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""rrmail clients PICTURE: square codes in pictures and documents, and pictures made to do harm.

Usage: test_pictures.py RRMAIL SQUARE-CODE
"""

import io
import json
import os
import resource
import shutil
import struct
import subprocess
import sys
import zlib

from PIL import Image, ImageDraw, ImageFilter, ImageOps

from command import Command, Tap, check, equal

ADDRESS = 'pat@nc.rr.com'
NAME = 'Jörg “Q” Öä'
ACCOUNT = ('[0,"mail.twc.com",993,3,1,"%s","","%s"],'
           '[[[0,"mail.twc.com",587,2,1,"%s",""],["%s","Pat"]]]')
SECRET = 'picture-secret-7720'
SENTENCES = {'no-code': 'There is no square code in this picture.',
             'other-code': 'holds no mail settings',
             'more-codes': 'Not all square codes are in this picture.',
             'bad-picture': 'This picture cannot be read.',
             'large-picture': 'This picture is too large.',
             'picture-kind': 'Save it as JPEG or PNG.'}
# Those whose sentence was seen.
TOLD = set()


def found(command, path):
    result = command.run('clients', path, '--json')
    program, = json.loads(result.out)['programs']
    equal(program['id'], 'thunderbird-qr', program)
    check(SECRET not in result.out + result.err, 'the password shows')
    return program


def addresses(command, path):
    return [account['address'] for account in found(command, path)['accounts']]


def refused_as(command, path, word):
    program = found(command, path)
    equal((program.get('error'), program['accounts']), (word, []), path)
    if word not in TOLD:
        TOLD.add(word)
        result = command.run('clients', path)
        equal(result.status, 1, result)
        check(SENTENCES[word] in result.out, result)


def exported(command, name):
    """The code as this program saves it, as a picture and as a drawing."""
    folder = command.path('exported')
    if not os.path.exists(folder):
        result = command.run('export', ADDRESS, '--name=' + NAME, '--format=thunderbird-qr',
                             '--output=' + folder)
        equal(result.status, 0, result)
    return os.path.join(folder, 'pat-nc.rr.com.' + name)


def square(text):
    program = sys.argv[2]
    done = subprocess.run([program], input=text.encode(), stdout=subprocess.PIPE, check=True)
    return Image.open(io.BytesIO(done.stdout)).convert('L')


def save(command, name, picture, **options):
    path = command.path(name)
    picture.save(path, **options)
    return path


def sheet(*codes, size=(1275, 1650)):
    """A page with something else on it, too."""
    page = Image.new('L', size, 255)
    draw = ImageDraw.Draw(page)
    for y in range(100, 900, 60):
        draw.text((100, y), 'Server: mail.twc.com   Port: 993   SSL/TLS ' * 3, fill=0)
        draw.rectangle((100, y + 20, 1150, y + 22), fill=0)
    for i, code in enumerate(codes):
        page.paste(code, (100 + i * 600, 1000))
    return page


def photo(page, angle, blur):
    """As a hand holds a telephone over paper in the evening."""
    shade = Image.linear_gradient('L').resize(page.size)
    page = ImageOps.autocontrast(page).point(lambda x: 40 + x * 0.72)
    page = page.rotate(angle, Image.BICUBIC, expand=True, fillcolor=70)
    page = page.filter(ImageFilter.GaussianBlur(blur))
    page = Image.blend(page, shade.resize(page.size), 0.2)
    return Image.blend(page, Image.effect_noise(page.size, 70), 0.1)


def code_of(command):
    return Image.open(exported(command, 'png')).convert('L')


def test_saved(command):
    for kind in ('png', 'svg'):
        path = exported(command, kind)
        account, = found(command, path)['accounts']
        equal(account['address'], ADDRESS, account)
        equal((account['incoming']['host'], account['incoming']['port'],
               account['incoming']['security'], account['incoming']['username']),
              ('mail.twc.com', 993, 'tls', ADDRESS), account)
        equal((account['outgoing']['host'], account['outgoing']['port'],
               account['outgoing']['security']), ('mail.twc.com', 587, 'starttls'), account)
    result = command.run('clients', path)
    equal(result.status, 0, result)
    check(ADDRESS in result.out, result)


def test_formats(command):
    code = code_of(command)
    for name, options in (('a.jpg', {'quality': 40}), ('a.gif', {}), ('a.bmp', {}),
                          ('a.tif', {})):
        equal(addresses(command, save(command, name, code, **options)), [ADDRESS], name)
    os.rename(command.path('a.jpg'), command.path('IMG_0001'))
    equal(addresses(command, command.path('IMG_0001')), [ADDRESS], 'by its first bytes')
    see_through = Image.new('RGBA', code.size, (255, 255, 255, 0))
    see_through.putalpha(ImageOps.invert(code))
    equal(addresses(command, save(command, 'a.png', see_through.point(lambda x: x))), [],
          'white on what shines through is nothing')
    black = Image.new('RGBA', code.size, (0, 0, 0, 0))
    black.putalpha(ImageOps.invert(code))
    equal(addresses(command, save(command, 'b.png', black)), [ADDRESS], 'black on it is')
    equal(addresses(command, save(command, 'c.png', ImageOps.invert(code))), [ADDRESS], 'dark')
    small = code.resize((code.width // 4, code.height // 4), Image.BOX)
    equal(addresses(command, save(command, 'd.png', small)), [ADDRESS], 'two pixels a module')


def test_phone_formats(command):
    """What iPhones and web pages have: read where this computer can, else told by name."""
    webp = save(command, 'p.webp', code_of(command))
    has_reader = subprocess.run(['gdk-pixbuf-csource', '--raw', webp],
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                check=False).returncode == 0
    if has_reader:
        equal(addresses(command, webp), [ADDRESS], webp)
    else:
        refused_as(command, webp, 'picture-kind')
    bare = Command(command.program)
    bare.env['GDK_PIXBUF_MODULE_FILE'] = bare.write('none', '')
    heic = write(command, 'IMG_0002.HEIC', b'\0\0\0\x18ftypheic\0\0\0\0mif1heic' + bytes(100))
    for path in (webp, heic):
        refused_as(bare, path, 'picture-kind')
    refused_as(bare, write(command, 'cut.heic', b'\0\0\0\x18ftyp'), 'bad-picture')
    bare.close()


def test_photo(command):
    page = sheet(code_of(command))
    equal(addresses(command, save(command, 'sheet.png', page)), [ADDRESS], 'straight')
    for angle, blur in ((7, 1.5), (-20, 2)):
        path = save(command, 'photo.jpg', photo(page, angle, blur), quality=55)
        equal(addresses(command, path), [ADDRESS], (angle, blur))
    path = save(command, 'photo.jpg', photo(page, 7, 12), quality=55)
    refused_as(command, path, 'no-code')


def test_document(command):
    one = ACCOUNT % ('ann@nc.rr.com', SECRET, 'ann@nc.rr.com', 'ann@nc.rr.com')
    two = ACCOUNT % ('bob@nc.rr.com', SECRET, 'bob@nc.rr.com', 'bob@nc.rr.com')
    first, second = square('[1,[1,2],' + one + ']'), square('[1,[2,2],' + two + ']')
    both = ['ann@nc.rr.com', 'bob@nc.rr.com']
    path = command.path('two.pdf')
    sheet(first).save(path, save_all=True, append_images=[sheet(), sheet(first), sheet(second)])
    program = found(command, path)
    equal((program.get('error'), [account['address'] for account in program['accounts']]),
          (None, both), 'one after the other')
    equal(sorted(addresses(command, save(command, 'both.png', sheet(first, second)))), both, '')
    path = save(command, 'half.pdf', sheet(second))
    program = found(command, path)
    equal((program.get('error'), [account['address'] for account in program['accounts']]),
          ('more-codes', ['bob@nc.rr.com']), path)
    check(SENTENCES['more-codes'] in command.run('clients', path).out, path)
    refused_as(command, save(command, 'empty.pdf', sheet()), 'no-code')


def test_other_codes(command):
    for text in ('https://example.org/', 'WIFI:T:WPA;S:home;P:' + SECRET + ';;', '{"a":[1]}',
                 '[1,[1,1]]', '[2,[1,1],' + ACCOUNT % ((ADDRESS, '') * 2) + ']',
                 '[1,[1,1],' + ACCOUNT % ('pat\\r\\nX', '', ADDRESS, ADDRESS) + ']',
                 '[1,[1,1],' + ACCOUNT % (ADDRESS, '', ADDRESS, 'p@a\\nBcc: q@a') + ']'):
        refused_as(command, save(command, 'other.png', square(text)), 'other-code')
    hostile = '[1,[1,1],' + ACCOUNT % (ADDRESS, '', ADDRESS, ADDRESS) + ']\x1e[1]'
    refused_as(command, save(command, 'frame.png', square(hostile)), 'other-code')


def bomb(side):
    """A small file that promises a picture of side × side."""
    def chunk(kind, data):
        return (struct.pack('>I', len(data)) + kind + data +
                struct.pack('>I', zlib.crc32(kind + data)))
    header = struct.pack('>IIBBBBB', side, side, 8, 0, 0, 0, 0)
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', header)
            + chunk(b'IDAT', zlib.compress(bytes(20_000_000))) + chunk(b'IEND', b''))


def write(command, name, data):
    path = command.path(name)
    with open(path, 'wb') as file:
        file.write(data)
    return path


def test_fixed(command):
    """What is wrong in it is told; a picture stays as it is."""
    text = '[1,[1,1],' + ACCOUNT % (ADDRESS, '', ADDRESS, ADDRESS) + ']'
    path = save(command, 'old.png', square(text.replace('mail.twc.com', 'pop-server.nc.rr.com', 1)))
    account, = found(command, path)['accounts']
    equal(account['findings'][0]['code'], 'host-retired', account)
    with open(path, 'rb') as file:
        before = file.read()
    result = command.run('clients', 'mend', path)
    equal((result.status, result.out), (3, ''), result)
    check('A picture cannot be changed' in result.err, result)
    with open(path, 'rb') as file:
        equal(file.read(), before, 'it stays')


def test_hostile(command):
    with open(save(command, 'good.png', code_of(command)), 'rb') as file:
        png = file.read()
    with open(save(command, 'good.jpg', sheet(code_of(command))), 'rb') as file:
        jpeg = file.read()
    refused_as(command, write(command, 'a.png', b'Hello'), 'bad-picture')
    refused_as(command, write(command, 'empty.png', b''), 'bad-picture')
    # The first part can be shown, and is by some versions of the decoder.
    for part in (png[:len(png) // 2], bomb(1600)):
        program = found(command, write(command, 'part.png', part))
        check(program['error'] in ('bad-picture', 'no-code') and not program['accounts'], program)
    refused_as(command, write(command, 'half.jpg', jpeg[:300]), 'bad-picture')
    refused_as(command, write(command, 'half.pdf', b'%PDF-1.7\n1 0 obj <<'), 'bad-picture')
    refused_as(command, write(command, 'bomb.png', bomb(60000)), 'large-picture')
    svg = ('<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" '
           'width="300" height="300"><image x:href="file://' + command.path('good.png') +
           '" width="300" height="300"/></svg>')
    refused_as(command, write(command, 'other.svg', svg.encode()), 'no-code')
    with open(command.path('huge.png'), 'wb') as file:
        file.truncate(64 * 1024 * 1024 + 1)
    refused_as(command, command.path('huge.png'), 'large-picture')


def test_alone(command):
    """Without the part that reads pictures all else works, and a sentence says what is missing."""
    path = exported(command, 'png')
    alone = Command(shutil.copy(command.program, command.path('alone')))
    result = alone.run('clients', path, '--json')
    if json.loads(result.out)['programs'][0].get('error') is not None:
        equal(json.loads(result.out)['programs'][0]['error'], 'no-pictures', result)
        check('is not installed' in alone.run('clients', path).out, 'a sentence')
    else:
        check(found(alone, path)['accounts'], 'it is installed on this system')
    alone.close()


def test_memory(command):
    """A picture at the limit: not all memory goes, and it does not take for ever."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    picture = Image.new('L', (9900, 10000), 255)
    picture.paste(code_of(command).resize((3000, 3000), Image.NEAREST), (4000, 4000))
    path = save(command, 'limit.png', picture, compress_level=1)
    equal(addresses(command, path), [ADDRESS], '99 megapixels')
    check(resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < 15, 'seconds')


def main():
    command = Command(sys.argv[1])
    tap = Tap()
    tap.run('the code as it is saved', test_saved, command)
    tap.run('other kinds of pictures', test_formats, command)
    tap.run('pictures of telephones', test_phone_formats, command)
    tap.run('photos of a sheet', test_photo, command)
    tap.run('documents, and codes that belong together', test_document, command)
    tap.run('codes of something else', test_other_codes, command)
    tap.run('settings that are wrong', test_fixed, command)
    tap.run('files made to do harm', test_hostile, command)
    tap.run('a picture at the limit', test_memory, command)
    tap.run('nothing that reads pictures', test_alone, command)
    command.close()
    tap.finish()


main()
