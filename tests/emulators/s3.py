"""A bucket at a loopback address: PUT, GET and DeleteObjects as Amazon S3 has them, with every
signature checked (AWS Signature Version 4, in a header or in a link)."""

import hashlib
import hmac
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from types import TracebackType
from urllib.parse import quote

from aiohttp import web

REGION = "us-east-1"
_SIGNED = re.compile(
    r"AWS4-HMAC-SHA256 Credential=(?P<credential>[^,]+), ?"
    r"SignedHeaders=(?P<headers>[^,]+), ?Signature=(?P<signature>[0-9a-f]{64})"
)


class S3Server:
    """Listens on a free loopback port from __aenter__ to __aexit__."""

    def __init__(self, bucket: str = "minnow") -> None:
        self.bucket = bucket
        self.key_id = "AKIAEMULATED"
        self.secret = "emulated-secret"
        self.objects: dict[str, bytes] = {}
        """By their keys."""
        self.media_types: dict[str, str] = {}
        self.requests: list[tuple[str, int]] = []
        """Every request's method and the status it got."""
        self.fails_with: int | None = None
        """A status for whatever comes, as of a service that is down."""

    @property
    def environment(self) -> Mapping[str, str]:
        """What leads a client here."""
        return {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{self._port}",
            "AWS_ALLOW_HTTP": "true",
            "AWS_REGION": REGION,
            "AWS_ACCESS_KEY_ID": self.key_id,
            "AWS_SECRET_ACCESS_KEY": self.secret,
        }

    async def __aenter__(self) -> "S3Server":
        application = web.Application()
        application.router.add_route("*", "/{path:.*}", self._answer)
        self._runner = web.AppRunner(application)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self._port: int = self._runner.addresses[0][1]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._runner.cleanup()

    async def _answer(self, request: web.Request) -> web.Response:
        body = await request.read()
        answer = self._refusal(request, body) or self._done(request, body)
        self.requests.append((request.method, answer.status))
        return answer

    def _refusal(self, request: web.Request, body: bytes) -> web.Response | None:
        if self.fails_with is not None:
            return _error(self.fails_with, "InternalError")
        if not _is_signed(request, body, self.key_id, self.secret):
            return _error(403, "SignatureDoesNotMatch")
        bucket = request.path.split("/")[1]
        return None if bucket == self.bucket else _error(404, "NoSuchBucket")

    def _done(self, request: web.Request, body: bytes) -> web.Response:
        key = request.path.removeprefix(f"/{self.bucket}").removeprefix("/")
        match request.method:
            case "GET" if key in self.objects:
                return _sent(self.objects[key], self.media_types[key])
            case "GET":
                return _error(404, "NoSuchKey")
            case "PUT":
                self.objects[key] = body
                self.media_types[key] = request.headers.get("Content-Type", "")
                return web.Response(headers={"ETag": _etag(body)})
            case "POST" if not key and "delete" in request.query:
                return self._delete(body)
        return _error(405, "MethodNotAllowed")

    def _delete(self, order: bytes) -> web.Response:
        keys = [found.decode() for found in re.findall(b"<Key>([^<]*)</Key>", order)]
        for key in keys:
            self.objects.pop(key, None)
        deleted = "".join(f"<Deleted><Key>{key}</Key></Deleted>" for key in keys)
        text = f"<DeleteResult>{deleted}</DeleteResult>"
        return web.Response(text=text, content_type="application/xml")


def _sent(content: bytes, media_type: str) -> web.Response:
    return web.Response(
        body=content,
        headers={
            "Content-Type": media_type,
            "ETag": _etag(content),
            "Last-Modified": "Tue, 10 Mar 2026 12:00:00 GMT",
        },
    )


def _error(status: int, code: str) -> web.Response:
    text = f"<Error><Code>{code}</Code><Message>{code}</Message></Error>"
    return web.Response(status=status, text=text, content_type="application/xml")


def _etag(content: bytes) -> str:
    return f'"{hashlib.md5(content, usedforsecurity=False).hexdigest()}"'


def _is_signed(request: web.Request, body: bytes, key_id: str, secret: str) -> bool:
    """Whether this very request was signed with the secret, and the signature is still good."""
    query = dict(request.query)
    if "X-Amz-Signature" in query:
        signature = query.pop("X-Amz-Signature")
        credential, signed_headers = query["X-Amz-Credential"], query["X-Amz-SignedHeaders"]
        at, digest = query["X-Amz-Date"], "UNSIGNED-PAYLOAD"
        lifetime = timedelta(seconds=int(query["X-Amz-Expires"]))
    else:
        found = _SIGNED.fullmatch(request.headers.get("Authorization", ""))
        if found is None:
            return False
        credential, signed_headers, signature = found.groups()
        at, digest = request.headers["x-amz-date"], request.headers["x-amz-content-sha256"]
        lifetime = timedelta(minutes=15)
        if digest not in (hashlib.sha256(body).hexdigest(), "UNSIGNED-PAYLOAD"):
            return False
    made = datetime.strptime(at, "%Y%m%dT%H%M%S%z")
    scope = f"{at[:8]}/{REGION}/s3/aws4_request"
    if credential != f"{key_id}/{scope}" or datetime.now(UTC) > made + lifetime:
        return False
    canonical = "\n".join(
        [
            request.method,
            quote(request.path, safe="/-_.~"),
            "&".join(f"{_quoted(name)}={_quoted(query[name])}" for name in sorted(query)),
            *(f"{name}:{request.headers[name].strip()}" for name in signed_headers.split(";")),
            "",
            signed_headers,
            digest,
        ]
    )
    digested = hashlib.sha256(canonical.encode()).hexdigest()
    to_sign = "\n".join(["AWS4-HMAC-SHA256", at, scope, digested])
    key = f"AWS4{secret}".encode()
    for part in scope.split("/"):
        key = _hmac(key, part)
    return hmac.compare_digest(_hmac(key, to_sign).hex(), signature)


def _hmac(key: bytes, text: str) -> bytes:
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


def _quoted(text: str) -> str:
    return quote(text, safe="-_.~")
