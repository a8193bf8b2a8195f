#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""rrmail side by side with what stands on the computer, against the same Dovecot and Postfix.

Usage: bench.py RRMAIL FOLDER [--long] [--rows=FILE]

Figures of one run can be compared with each other, not with those of another computer or hour.  The
table and the picture go to FOLDER.  FILE has rows that were measured just before.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile

FOLDER = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(FOLDER, '..', 'server'))

from delay import HERE as NEAR, THERE as FAR, Delay, leave_network  # noqa: E402
from measure import median, run  # noqa: E402
from servers import HOSTS, Servers, become_root, stop_on_signals  # noqa: E402
from table import Table  # noqa: E402

HOST = HOSTS[0]
# Each way, in seconds.
WAY = 0.05
TIMES = 5
PORTS = {'imaps': 993, 'imap': 143, 'pop3s': 995, 'pop3': 110, 'submission': 587, 'smtps': 465}
# Round trips to the login verdict, connection included; half a round trip more may be needed.
BOUNDS = {'imaps': 4.3, 'pop3s': 5.2, 'smtps': 5.1, 'imap': 6.2, 'pop3': 6.3, 'submission': 7.1,
          'smtps-tls12': 5.1, 'submission-tls12': 8.1}
# Postfix leaves Nagle's algorithm on.  Where it has two things to say, the end of the handshake or
# OpenSSL's ticket and then a line of its own, the second waits until the first is acknowledged,
# whoever the client is.  The bounds were measured with Exim and Dovecot, which do not.
HELD_BACK = {'smtps': 1, 'submission': 1, 'smtps-tls12': 1}
# Beside the round trips: half a one, and the processor's time.
SLACK = 0.5 + 0.05 / (2 * WAY)
# How much later than the slower of two that are tested at once, in round trips.
TOGETHER = 0.25
CONCURRENT = 50
# On a way that takes time, so few that the ways decide, and not the processors.
FEW = 10
# Of as many as the longest list has accounts.
FIRST_PORT = 20000
MOST_FOR_CURL = 100
# What many accounts are to cost beside curl: accounts in the same time, and memory for each.
FASTER = 1.5
LIGHTER = 0.5
# And of a long list beside a short one.
LINEAR = 1.25
# What is told of many accounts.  What the server takes is the same for every client, and decides
# how many are done in a second where it shares the processors.
FIGURES = {'wall': 'wall time', 'last': 'to the last login', 'processor': 'processor',
           'rest': "the server's processor"}


class Bench:
    def __init__(self, rrmail, servers, folder, table):
        self.rrmail = rrmail
        self.servers = servers
        self.folder = folder
        self.table = table
        self.user = servers.users['pat']
        self.password_file = os.path.join(folder, 'password')
        with open(self.password_file, 'w', encoding='utf-8') as file:
            file.write(self.user.password)
        self.env = {'PATH': os.environ['PATH'], 'HOME': folder, 'LC_ALL': 'C.UTF-8',
                    'DBUS_SESSION_BUS_ADDRESS': 'unix:path=/nonexistent'}

    def have(self, program):
        return shutil.which(program) is not None

    def have_swaks_with_tls(self):
        return self.have('swaks') and subprocess.run(
            ['perl', '-MNet::SSLeay', '-e', '1'], stderr=subprocess.DEVNULL,
            check=False).returncode == 0

    # Start-up

    def start_up(self):
        def figures(arguments, others):
            ours = median([self.rrmail, *arguments], 15, self.env)
            theirs = {name: median(command, 15, self.env) for name, command in others.items()
                      if self.have(command[0])}
            what = 'rrmail ' + ' '.join(arguments)
            self.table.add(what + ', processor', 'ms', 1000 * ours.processor,
                           {name: 1000 * cost.processor for name, cost in theirs.items()}, 15)
            self.table.add(what + ', memory', 'MiB', ours.memory,
                           {name: cost.memory for name, cost in theirs.items()}, 12)
        figures(['--version'], {'curl': ['curl', '--version'], 'openssl': ['openssl', 'version'],
                                'swaks': ['swaks', '--version']})
        figures(['lookup', self.user.address], {})

    # One account, on a way that takes time

    def ours(self, services, until='login'):
        """Tests these services, at most one of each direction."""
        options = [] if len(services) > 1 else [f'--only={direction(services[0])}']
        for service in services:
            usual = service.removesuffix('-tls12')
            scheme = {'submission': 'smtp'}.get(usual, usual)
            options += [f'--{direction(service)}={scheme}://{HOST}:{PORTS[usual]}',
                        f'--connect-to={HOST}:{PORTS[usual]}:{FAR}:{self.servers.ports[service]}']
        return median(
            [self.rrmail, 'test', self.user.address, f'--password-file={self.password_file}',
             f'--ca-file={self.servers.ca_file}', '--json', '--no-probes', f'--until={until}',
             *options], TIMES, self.env)

    def curl_once(self, service, port):
        scheme = {'submission': 'smtp'}.get(service, service)
        config = os.path.join(self.folder, 'curl-once')
        with open(config, 'w', encoding='utf-8') as file:
            file.write(f'url = "{scheme}://{HOST}:{PORTS[service]}/"\n'
                       f'user = "{self.user.address}:{self.user.password}"\n'
                       f'cacert = "{self.servers.ca_file}"\nssl-reqd\nsilent\nshow-error\n'
                       f'connect-to = "{HOST}:{PORTS[service]}:{FAR}:{port}"\n'
                       f'request = "NOOP"\n'
                       # It would wait for a list that NOOP does not have.
                       + ('head\n' if scheme.startswith('pop3') else ''))
        return median(['curl', '--config', config, '--output', '/dev/null'], TIMES, self.env)

    def swaks_once(self, service, port):
        tls = '--tls-on-connect' if service == 'smtps' else '--tls'
        return median(['swaks', '--server', FAR, '--port', str(port), tls,
                       '--from', self.user.address, '--to', self.user.address, '--auth', 'PLAIN',
                       '--auth-user', self.user.address, '--auth-password', self.user.password,
                       '--quit-after', 'AUTH', '--ehlo', 'localhost'], TIMES, self.env)

    def openssl_once(self, service, port):
        """It says nothing once the encryption stands: a lower bound, and no test of an account."""
        starttls = {'imap': 'imap', 'pop3': 'pop3', 'submission': 'smtp'}.get(service)
        return median(['openssl', 's_client', '-connect', f'{FAR}:{port}', '-brief',
                       '-servername', HOST, '-CAfile', self.servers.ca_file,
                       *(['-starttls', starttls] if starttls else [])], TIMES, self.env)

    def round_trips(self):
        def add(what, ours, others, bound):
            self.table.add(what, 'round trips', ours.wall / (2 * WAY), others, bound)
            return ours

        logins = {}
        for service in PORTS:
            port = self.servers.ports[service]
            bound = BOUNDS[service] + HELD_BACK.get(service, 0) + SLACK
            others = {}
            if self.have('curl'):
                others['curl'] = self.curl_once(service, port).wall / (2 * WAY)
            if self.have_swaks_with_tls() and service in ('smtps', 'submission'):
                others['swaks'] = self.swaks_once(service, port).wall / (2 * WAY)
            if self.have('openssl'):
                others['openssl, encryption alone'] = (
                    self.openssl_once(service, port).wall / (2 * WAY))
            logins[service] = add(f'{service}: wall time to the login', self.ours([service]),
                                  others, bound)
            told = json.loads(logins[service].out)['services'][0]['round_trips']
            self.table.add(f'{service}: round trips as told', 'round trips', told, {})
            if direction(service) == 'outgoing':
                add(f'{service}: to the end of the envelope', self.ours([service], 'envelope'), {},
                    bound + 1)
        for service in ('smtps-tls12', 'submission-tls12'):
            add(f'{service}: wall time to the login', self.ours([service]), {},
                BOUNDS[service] + HELD_BACK.get(service, 0) + SLACK)
        pair = ('imaps', 'smtps')
        add(f'{" and ".join(pair)} at once', self.ours(pair), {},
            max(logins[service].wall for service in pair) / (2 * WAY) + TOGETHER)

    # Many accounts

    def batch(self, count, jobs, server='imaps-busy', address='127.0.0.1'):
        path = os.path.join(self.folder, 'list.csv')
        with open(path, 'w', encoding='utf-8') as file:
            file.write('address,password_file,incoming\n')
            row = f'{self.user.address},{self.password_file},imaps://{HOST}:993\n'
            file.writelines(row for _ in range(count))
        cost = run([self.rrmail, 'batch', path, f'--jobs={jobs}', f'--per-host={jobs}',
                    '--until=login', '--only=incoming', '--no-probes',
                    f'--ca-file={self.servers.ca_file}',
                    f'--connect-to={HOST}:993:{address}:{self.servers.ports[server]}'], self.env)
        verdicts = [json.loads(line)['verdict'] for line in cost.out.splitlines()]
        if verdicts != ['working'] * count:
            raise RuntimeError(f'{verdicts.count("working")} of {count} worked')
        return cost

    def curl_parallel(self, count, jobs, server='imaps-busy', address='127.0.0.1'):
        """With a file of one authority, which curl reads for each connection.  rrmail reads the
        system's store beside it, once: curl needs 40 ms of the processor for that each time."""
        config = os.path.join(self.folder, 'curl')
        port = self.servers.ports[server]
        with open(config, 'w', encoding='utf-8') as file:
            file.write(f'parallel\nparallel-immediate\nparallel-max = {jobs}\nsilent\n'
                       'show-error\n')
            for number in range(count):
                # A port of its own for each, or curl would sign in once and ask many times: what
                # is tested is an account, not a request.
                own = FIRST_PORT + number
                file.write(('next\n' if number else '')
                           + f'url = "imaps://{HOST}:{own}/"\n'
                           f'user = "{self.user.address}:{self.user.password}"\n'
                           f'cacert = "{self.servers.ca_file}"\nrequest = "NOOP"\n'
                           # Said as it happens: the goodbyes, one after another, come behind it.
                           'write-out = "%{stderr}done\\n"\n'
                           f'login-options = "AUTH=PLAIN"\n'
                           f'connect-to = "{HOST}:{own}:{address}:{port}"\n'
                           f'output = "/dev/null"\nsilent\nshow-error\nno-keepalive\n')
        return run(['curl', '--config', config], self.env)

    def both(self, count, jobs, *where):
        """What both cost, in turns.  The first turn is not counted: a server makes its processes
        then.  curl keeps every connection, and more than these are more than a server takes."""
        fewer = min(count, MOST_FOR_CURL)
        turns = [(self.batch(count, min(jobs, count), *where),
                  self.curl_parallel(fewer, min(jobs, fewer), *where))
                 for _ in range(1 + (TIMES if count <= MOST_FOR_CURL else 1))]
        ours, theirs = zip(*turns[1:])
        return [middle(ours, count), middle(theirs, fewer)]

    def compare(self, what, count, jobs, *where):
        ours, theirs = self.both(count, jobs, *where)
        for figure, mine, other in zip(FIGURES, ours, theirs):
            self.table.add(f'{what}, {FIGURES[figure]} for each', 'ms', mine, {'curl': other},
                           other / FASTER if figure in ('wall', 'last') else None)
        return ours[list(FIGURES).index('processor')]

    def many(self, counts):
        processor = [self.compare(f'{count} accounts', count, CONCURRENT) for count in counts]
        self.table.add(f'{counts[-1]} accounts beside 100, processor for each', 'times',
                       processor[-1] / processor[counts.index(100)], {}, LINEAR)
        self.compare('100 accounts, a process for each login', 100, CONCURRENT, 'imaps')
        alone, together = self.batch(CONCURRENT, 1), self.batch(CONCURRENT, CONCURRENT)
        curl_alone = self.curl_parallel(CONCURRENT, 1)
        curl_together = self.curl_parallel(CONCURRENT, CONCURRENT)
        theirs = 1024 * (curl_together.memory - curl_alone.memory) / (CONCURRENT - 1)
        self.table.add('memory for each account in flight', 'KiB',
                       1024 * (together.memory - alone.memory) / (CONCURRENT - 1),
                       {'curl': theirs}, theirs * LIGHTER)

    def far_away(self):
        """What needs a way that takes time."""
        self.round_trips()
        self.compare(f'100 accounts far away, {FEW} at once', 100, FEW, 'imaps-busy', FAR)


def direction(service):
    return 'outgoing' if service.startswith(('smtp', 'submission')) else 'incoming'


def middle(costs, count):
    """Milliseconds for each account, one for each of FIGURES."""
    return [1000 * statistics.median(getattr(cost, figure) for cost in costs) / count
            for figure in FIGURES]


def main():
    become_root([sys.executable, '-B', *sys.argv])
    leave_network(sys.argv)
    stop_on_signals()
    rrmail, out, *options = sys.argv[1:]
    table = Table()
    for path in (option.partition('=')[2] for option in options if option.startswith('--rows=')):
        with open(path, encoding='utf-8') as file:
            for row in json.load(file):
                table.add(*row)
    try:
        Delay(WAY)
        also = [NEAR]
    except OSError as error:
        print(f'Not measured, what takes time on its way: {error}')
        also = []
    with (Servers(kinds=('usual', 'busy'), also=also) as servers,
          tempfile.TemporaryDirectory() as folder):
        bench = Bench(os.path.abspath(rrmail), servers, folder, table)
        bench.start_up()
        if also:
            bench.far_away()
        bench.many([10, 100, 1000] + ([10000] if '--long' in options else []))
    table.write(out)
    print(f'The table: {out}/bench.md; the picture: {out}/bench.svg')


if __name__ == '__main__':
    main()
