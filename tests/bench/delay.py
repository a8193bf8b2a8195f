# SPDX-License-Identifier: GPL-3.0-or-later
"""A way to a server that takes time, in both directions, as a real one does.

Each piece of bytes is handed on so many seconds after it came, and a connection is accepted at
once: the round trip of TCP itself is not in what is measured.
"""

import asyncio
import threading


class Delay:
    """Carries connections to a port of this computer.  port is where to go instead."""

    def __init__(self, target, seconds):
        self.target = target
        self.seconds = seconds
        self.port = None
        self.loop = asyncio.new_event_loop()
        ready = threading.Event()
        threading.Thread(target=self._serve, args=(ready,), daemon=True).start()
        ready.wait()

    def _serve(self, ready):
        asyncio.set_event_loop(self.loop)
        server = self.loop.run_until_complete(
            asyncio.start_server(self._carry, '127.0.0.1', 0))
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        self.loop.run_forever()

    async def _carry(self, reader, writer):
        there, back = await asyncio.open_connection('127.0.0.1', self.target)
        await asyncio.gather(self._copy(reader, back), self._copy(there, writer))

    async def _copy(self, reader, writer):
        queue = asyncio.Queue()
        hand = asyncio.ensure_future(self._hand_on(queue, writer))
        try:
            while piece := await reader.read(65536):
                queue.put_nowait((self.loop.time() + self.seconds, piece))
        except OSError:
            pass
        queue.put_nowait((self.loop.time() + self.seconds, None))
        await hand

    async def _hand_on(self, queue, writer):
        try:
            while True:
                when, piece = await queue.get()
                await asyncio.sleep(max(0, when - self.loop.time()))
                if piece is None:
                    break
                writer.write(piece)
            writer.close()
        except OSError:
            pass
