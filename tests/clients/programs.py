# SPDX-License-Identifier: GPL-3.0-or-later
"""How each terminal program is made to read an exported file and to sign in. Each function gets the
export, a home folder and its environment, and returns what the program said."""

import os

from stage import maildir, on_terminal, run, write

MESSAGE = (b'From: pat@example.org\nTo: lee@example.org\nSubject: hello\n\nhello\n')


def sent(stage):
    return [s for s in stage.recorder.sessions if s.message]


def only(export):
    (file,) = export.files
    return file


def msmtp(stage, export, account, home, environment):
    path = write(f'{home}/msmtprc', only(export).data)
    return run(['msmtp', '-C', path, 'lee@example.org'], environment, MESSAGE)


def mpop(stage, export, account, home, environment):
    path = write(f'{home}/mpoprc', only(export).data)
    maildir(f'{home}/Mail/pat-example.org')
    return run(['mpop', '-C', path], environment)


def mbsync(stage, export, account, home, environment):
    path = write(f'{home}/mbsyncrc', only(export).data)
    os.makedirs(f'{home}/Mail/pat-example.org')
    return run(['mbsync', '-c', path, '-l', 'pat-example.org'], environment)


def fetchmail(stage, export, account, home, environment):
    path = write(f'{home}/fetchmailrc', only(export).data)
    return run(['fetchmail', '-f', path, '--nosyslog', '--check', '--pidfile', f'{home}/pid'],
               environment)


def getmail(stage, export, account, home, environment):
    write(f'{home}/getmail/getmailrc', only(export).data)
    maildir(f'{home}/Mail/pat-example.org')
    return run(['getmail', '-g', f'{home}/getmail'], environment)


def offlineimap(stage, export, account, home, environment):
    path = write(f'{home}/offlineimaprc', only(export).data)
    return run(['offlineimap', '-c', path, '--info'], environment)


def mutt_like(name):
    def both(stage, export, account, home, environment):
        path = write(f'{home}/account.muttrc', only(export).data)
        os.makedirs(f'{home}/Mail')
        more = ['-e', f'set ssl_ca_certificates_file="{stage.bundle}"',
                '-e', f'set certificate_file="{home}/certificates"']
        protocol = account['incoming']['protocol']
        screen = on_terminal([name, '-n', '-F', path, *more, '-e', 'set sleep_time=0'], environment,
                             lambda: stage.recorder.logins(protocol),
                             gives_up=b'Encrypted connection unavailable|\\(r\\)eject')
        status, said = run([name, '-n', '-F', path, *more, '-e', 'set copy=no', '-s', 'hello',
                            'lee@example.org'], environment, b'hello\n')
        return status, f'{screen}\n{said}'
    return both


def aerc(stage, export, account, home, environment):
    write(f'{home}/.config/aerc/accounts.conf', only(export).data)
    # An editor that leaves the message as it is; then the program's own way to write and to send.
    write(f'{home}/.config/aerc/aerc.conf', b'[compose]\neditor=true\n[general]\n')
    screen = on_terminal(['aerc'], environment, lambda: sent(stage),
                         [(b'INBOX', b':compose -H To:lee@example.org -H Subject:hello hello\r'),
                          (b'Send this email', b'y')], b'not connected')
    return 0, screen


def alpine(stage, export, account, home, environment):
    path = write(f'{home}/account.pinerc', only(export).data)
    protocol = account['incoming']['protocol']
    password = account['password'].encode() + b'\r'
    own = account.get('outgoing_password', account['password']).encode() + b'\r'
    keys = [(b'Exit this greeting', b'E'), (b'USER: relay-7 .*PASSWORD', own),
            (b'PASSWORD', password), (b'Preserve password', b'n'), (b'Create\\?', b'y')]
    refusals = (b'Unable to negotiate TLS|TLS unavailable|'
                b'failure validating the SSL/TLS certificate')
    read = on_terminal(['alpine', '-p', path, '-i'], environment,
                       lambda: stage.recorder.logins(protocol), keys, refusals)
    wrote = on_terminal(['alpine', '-p', path, 'lee@example.org'], environment,
                        lambda: sent(stage),
                        [(b'COMPOSE', b'\x18'), (b'Send message', b'y'), *keys],
                        refusals)
    return 0, f'{read}\n{wrote}'


def emacs(stage, export, account, home, environment):
    lisp = write(f'{home}/account.el', export.by_suffix('.el').data)
    os.makedirs(f'{home}/.emacs.d')
    # In batch mode Emacs refuses what it would ask a person about: a connection without TLS.
    consent = ''
    if 'none' in (account['incoming']['security'], account['outgoing']['security']):
        consent = "(progn (require 'nsm) (advice-add 'nsm-query :override (lambda (&rest _) t)))"
    write(f'{home}/.authinfo', export.by_suffix('authinfo').data)
    incoming = ('(progn (require \'nnimap) (nnimap-open-server "pat-example.org" '
                '(cddr gnus-select-method)))')
    if account['incoming']['protocol'] == 'pop3':
        incoming = ("(progn (require 'mail-source) (dolist (source mail-sources) (mail-source-fetch"
                    " source (lambda (&rest _)))))")
    send = ('(with-temp-buffer (insert "From: pat@example.org\\nTo: lee@example.org\\n'
            'Subject: hello\\n" mail-header-separator "\\n\\nhello\\n")'
            ' (funcall message-send-mail-function))')
    return run(['emacs', '--batch', '--eval', f'(setq gnutls-trustfiles \'("{stage.bundle}"))',
                '--eval', "(setq auth-sources '(\"~/.authinfo\") gnutls-verify-error t"
                ' network-security-level (quote medium) nsm-noninteractive t)',
                '--eval', consent or 'nil',
                '-l', lisp, '--eval', "(progn (require 'message) (require 'smtpmail))",
                '--eval', incoming, '--eval', send], environment)


# format: the programs that read it, each with what it is called and how it is run.
PROGRAMS = {
    'msmtp': [('msmtp', msmtp, ['msmtp', '--version'])],
    'mpop': [('mpop', mpop, ['mpop', '--version'])],
    'mbsync': [('mbsync', mbsync, ['mbsync', '--version'])],
    'fetchmail': [('fetchmail', fetchmail, ['fetchmail', '--version'])],
    'getmail': [('getmail', getmail, ['getmail', '--version'])],
    'offlineimap': [('offlineimap', offlineimap, ['offlineimap', '--version'])],
    'mutt': [('neomutt', mutt_like('neomutt'), ['neomutt', '-v']),
             ('mutt', mutt_like('mutt'), ['mutt', '-v'])],
    'aerc': [('aerc', aerc, ['aerc', '-v'])],
    'alpine': [('alpine', alpine, ['alpine', '-version'])],
    'gnus': [('emacs', emacs, ['emacs', '--version'])],
}

# What the program can be made to do here: read mail, send mail.
READS = {'mpop', 'mbsync', 'fetchmail', 'getmail', 'offlineimap', 'neomutt', 'mutt', 'aerc',
         'alpine', 'emacs'}
SENDS = {'msmtp', 'neomutt', 'mutt', 'emacs', 'alpine', 'aerc'}
# Those that put the name into the message by themselves.
NAMES = {'neomutt', 'mutt', 'alpine', 'aerc'}
