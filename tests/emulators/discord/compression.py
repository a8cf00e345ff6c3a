"""Transport compression of the gateway: one stream a connection, flushed after each message.

https://discord.com/developers/docs/events/gateway#transport-compression; discord.py asks for
zstd-stream where a zstd library is installed, otherwise for zlib-stream.
"""

import zlib
from collections.abc import Callable, Mapping

Compress = Callable[[bytes], bytes]


def _zlib_stream() -> Compress:
    compressor = zlib.compressobj()
    return lambda data: compressor.compress(data) + compressor.flush(zlib.Z_SYNC_FLUSH)


def _zstd_stream() -> Compress:
    import zstandard  # only where discord.py has found it too

    compressor = zstandard.ZstdCompressor().compressobj()
    block = zstandard.COMPRESSOBJ_FLUSH_BLOCK
    return lambda data: compressor.compress(data) + compressor.flush(block)


STREAMS: Mapping[str, Callable[[], Compress]] = {
    "zlib-stream": _zlib_stream,
    "zstd-stream": _zstd_stream,
}
"""What begins a stream, by the name in the address."""
