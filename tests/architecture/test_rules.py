"""What holds for every module."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, module_names, source_files

LONGEST_MODULE = 400
CLOCK = ROOT / "core" / "clock.py"
NOW = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today")}

WATCHING_IMPORTS = """
import importlib, os, sys, threading
modules = sys.argv[1:]
OURS = ("bot", "core", "storage")
effects = []
folder = os.getcwd() + os.sep

def ours():
    # Whether a module of ours does it, itself or with the standard library. What libraries do
    # is their own affair.
    frame = sys._getframe(2)
    while frame is not None:
        file = frame.f_code.co_filename
        if "importlib._bootstrap" in file or "site-packages" in file:
            return False
        if file.startswith(tuple(folder + package + os.sep for package in OURS)):
            return True
        frame = frame.f_back
    return False

READING = ("open", "sqlite3.connect", "socket.connect", "socket.bind", "subprocess.Popen",
           "os.listdir", "os.scandir", "os.mkdir", "os.putenv")

def watch(event, arguments):
    if event in READING and ours():
        effects.append(f"{event} {arguments[0]!r}")

def watched(method):
    def call(self, *arguments):
        if ours():
            effects.append(f"environment {arguments!r}")
        return method(self, *arguments)
    return call

sys.addaudithook(watch)
environment = type(os.environ)
environment.__getitem__ = watched(environment.__getitem__)
environment.__iter__ = watched(environment.__iter__)
before = threading.active_count()
for module in modules:
    importlib.import_module(module)
if threading.active_count() != before:
    effects.append("a thread")
print("\\n".join(effects))
"""


def test_layers_and_contracts_hold() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    ran = subprocess.run([lint], cwd=ROOT, capture_output=True, text=True, check=False, timeout=100)

    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "0 broken" in ran.stdout
    assert "0 kept" not in ran.stdout


@pytest.mark.parametrize("file", source_files(), ids=lambda file: str(file.relative_to(ROOT)))
def test_no_module_is_long(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


def test_only_the_clock_tells_the_time() -> None:
    found = [
        f"{file.relative_to(ROOT)}:{node.lineno}"
        for file in source_files()
        if file != CLOCK
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and (_name(node.value), node.attr) in NOW
    ]

    assert found == []
    assert "datetime.now" in CLOCK.read_text(encoding="utf-8")


def _name(node: ast.expr) -> str:
    """`datetime` of `datetime` and of `dt.datetime`."""
    match node:
        case ast.Name(name) | ast.Attribute(attr=name):
            return name
    return ""


def test_importing_a_module_has_no_effect() -> None:
    names = module_names()
    ran = subprocess.run(
        [sys.executable, "-c", WATCHING_IMPORTS, *names],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )

    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.split() == []
