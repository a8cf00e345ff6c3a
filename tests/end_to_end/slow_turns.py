"""Turns that take as long as a model does."""

from tests.emulators.openai import OpenAIServer, ToolCall

ONLY_A_MODEL_UNDERSTANDS = "you won't believe what the neighbours put on our doorstep"


def with_model(openai: OpenAIServer) -> dict[str, str]:
    """The settings of a program that uses it."""
    return {
        "OPENAI_API_KEY": openai.api_key,
        "OPENAI_BASE_URL": openai.base_url,
        "MINNOW_MODEL": "emulated",
    }


def slowly_adding(openai: OpenAIServer, seconds: float) -> None:
    """The model takes so long for the next turn, in which it adds a garden gnome."""
    openai.will_wait(seconds)
    openai.will_call(ToolCall.of("add_items", things=[{"name": "Garden gnome"}]))
    openai.will_say("A gnome!")
