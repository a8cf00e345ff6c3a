"""Sentences into calls: deterministic, offline, about a millisecond; no guessing."""

from bot.agent.interpreter.understanding import Nothing, Understanding
from bot.agent.scene import Scene


class Interpreter:
    """Built once (it reads its language's data), then called for every sentence."""

    def interpret(self, text: str, scene: Scene) -> Understanding:
        return Nothing("not_understood")
