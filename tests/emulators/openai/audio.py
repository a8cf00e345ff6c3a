"""POST /v1/audio/transcriptions: what OpenAI reads from a form, and what of it it refuses.
https://platform.openai.com/docs/api-reference/audio/createTranscription"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from email import policy
from email.parser import BytesParser

from tests.emulators.openai.answers import Answer, error

LARGEST_BYTES = 25 * 1024 * 1024
MODELS = {"whisper-1", "gpt-4o-transcribe", "gpt-4o-mini-transcribe", "gpt-transcribe"}
EXTENSIONS = {"flac", "m4a", "mp3", "mp4", "mpeg", "mpga", "oga", "ogg", "wav", "webm"}
FIELDS = {"model", "language", "response_format", "prompt", "temperature"}


@dataclass(frozen=True, slots=True)
class Upload:
    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Form:
    fields: Mapping[str, str]
    file: Upload | None


def form_in(media_type: str, raw: bytes) -> Form | None:
    """The multipart form in the body; None if it is none."""
    if not media_type.startswith("multipart/form-data"):
        return None
    head = f"Content-Type: {media_type}\r\n\r\n".encode()
    message = BytesParser(policy=policy.HTTP).parsebytes(head + raw)
    fields: dict[str, str] = {}
    file: Upload | None = None
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        data = part.get_payload(decode=True)
        assert isinstance(data, bytes)
        if name == "file":
            file = Upload(part.get_filename() or "", part.get_content_type(), data)
        else:
            fields[str(name)] = data.decode()
    return Form(fields, file)


def refusal_of(form: Form | None, size: int) -> Answer | None:
    """For a form of so many bytes."""
    if size > LARGEST_BYTES:
        return error(413, "content_too_large")
    if form is None:
        return error(415, "no_multipart_form")
    if fault := _fault_in(form):
        return error(400, fault)
    return None if form.fields["model"] in MODELS else error(404, "model_not_found")


def _fault_in(form: Form) -> str | None:
    if unknown := set(form.fields) - FIELDS:
        return f"unknown parameters {sorted(unknown)}"
    if "model" not in form.fields:
        return "model is missing"
    if form.file is None:
        return "file is missing"
    if form.file.name.rpartition(".")[2] not in EXTENSIONS:
        return "unrecognized file format"
    if not form.file.data:
        return "file is empty"
    if not re.fullmatch("[a-z]{2}", form.fields.get("language", "en")):
        return "language is not in ISO-639-1"
    if form.fields.get("response_format", "json") != "json":
        return "response_format is not json"  # the only one that all the models know
    return None
