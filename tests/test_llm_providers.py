"""The schema of a draft, as the providers' own libraries see it. Nothing goes over a network."""

from __future__ import annotations

import json
import re
import sys

import anthropic
import httpx2
import openai
import pytest
from canonical import REPORT, ROOT
from google import genai
from google.genai import types
from google.genai._transformers import t_schema
from hypothesis import given
from jsonschema import Draft202012Validator
from openai.lib._parsing._completions import type_to_response_format_param
from openai.lib._pydantic import to_strict_json_schema
from pydantic_ai import Agent, ModelRetry, UnexpectedModelBehavior
from pydantic_ai.messages import ModelResponse, ToolCallPart
from pydantic_ai.models.function import FunctionModel
from pydantic_ai.profiles.openai import OpenAIJsonSchemaTransformer
from strategies import reports
from test_docs import blocks_of

import themereport as tr
from themereport import llm
from themereport.llm.provider import _flat

PROVIDERS = ("openai", "anthropic", "gemini", "json-schema")
DRAFT = llm.ReportDraft.from_report(REPORT)
ANSWER = DRAFT.model_dump_json()
GUIDE = ROOT / "docs/how-to/ask-a-model.md"


def children_of(schema):
    """The schemas right inside of `schema`."""
    items = [schema["items"]] if "items" in schema else []
    return [*schema.get("properties", {}).values(), *schema.get("anyOf", ()), *items]


def parts_of(schema):
    """`schema` and every schema in it."""
    yield schema
    for child in children_of(schema):
        yield from parts_of(child)


# --- what all of them ask for ----------------------------------------------------------------


@pytest.mark.parametrize("provider", PROVIDERS)
def test_every_object_is_closed_and_every_property_required(provider):
    for part in parts_of(llm.response_schema(provider)):
        if part.get("type") == "object":
            assert part["additionalProperties"] is False
            assert part["required"] == list(part["properties"])
            assert part["description"]


@pytest.mark.parametrize("provider", PROVIDERS)
def test_nothing_is_used_that_one_of_them_refuses(provider):
    used = {name for part in parts_of(llm.response_schema(provider)) for name in part}
    own = {"gemini": {"propertyOrdering"}, "json-schema": {"$schema"}}.get(provider, set())
    common = {"type", "description", "enum", "anyOf", "items", "properties", "required"}
    assert used == {*common, "additionalProperties", *own}


def test_the_schema_is_as_small_as_the_tightest_limits():
    """At most 16 unions (Anthropic), 100 properties and 5 levels of objects (OpenAI, at first)."""
    parts = list(parts_of(llm.response_schema()))
    assert sum("anyOf" in part for part in parts) <= 16
    assert sum(len(part.get("properties", ())) for part in parts) <= 100
    assert depth_of(llm.response_schema()) <= 5


def depth_of(schema):
    """How many objects stand in each other."""
    inner = max(map(depth_of, children_of(schema)), default=0)
    return inner + (schema.get("type") == "object")


def test_the_schema_is_a_json_schema():
    schema = llm.response_schema("json-schema")
    assert schema["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    Draft202012Validator.check_schema(schema)


@given(reports())
def test_the_schema_accepts_the_draft_of_every_report(report):
    draft = llm.ReportDraft.from_report(report)
    Draft202012Validator(llm.response_schema()).validate(draft.model_dump(mode="json"))


@pytest.mark.parametrize(
    "change",
    [{"theme": None}, {"signals": ["x"]}, {"topic": "x"}, {"impacts": [{"kind": "fund"}]}],
)
def test_the_schema_refuses_what_a_draft_refuses(change):
    data = {**DRAFT.model_dump(mode="json"), **change}
    assert not Draft202012Validator(llm.response_schema()).is_valid(data)
    with pytest.raises(tr.ModelError):
        llm.ReportDraft.model_validate(data)


def test_the_schema_asks_for_no_number_of_items():
    """A model that must give ten invents the tenth."""
    schema = json.dumps([llm.response_schema(provider) for provider in PROVIDERS])
    assert "minItems" not in schema and "maxItems" not in schema


def test_the_schema_is_new_each_time():
    llm.response_schema()["properties"].clear()
    assert llm.response_schema()["properties"]


def test_an_unknown_provider_is_named_with_the_known_ones():
    with pytest.raises(tr.ConfigError, match="did you mean 'openai'"):
        llm.response_schema("open-ai")


# --- OpenAI ----------------------------------------------------------------------------------


def test_openai_makes_the_same_of_the_model():
    strict = to_strict_json_schema(llm.ReportDraft)
    assert _flat(strict, strict["$defs"], in_order=False) == llm.response_schema("openai")


def test_openai_takes_the_model_for_its_response_format():
    format = type_to_response_format_param(llm.ReportDraft)
    assert format["json_schema"]["strict"] is True


def test_the_schema_is_strict_for_openai():
    transformer = OpenAIJsonSchemaTransformer(llm.response_schema("openai"), strict=None)
    transformer.walk()
    assert transformer.is_strict_compatible


# --- Anthropic -------------------------------------------------------------------------------


def test_anthropic_leaves_the_schema_as_it_is():
    schema = llm.response_schema("anthropic")
    sent = anthropic.transform_schema(schema)
    for part in parts_of(schema):
        if "enum" in part:
            del part["type"]  # which goes without saying
    assert sent == schema


# --- Gemini ----------------------------------------------------------------------------------


def test_gemini_knows_every_word_of_the_schema():
    said = types.GenerateContentConfig.model_fields["response_json_schema"].description
    known = set(re.findall(r"`(\S+)`", said))
    assert {name for part in parts_of(llm.response_schema("gemini")) for name in part} <= known


def test_gemini_makes_its_own_schema_of_it():
    schema = t_schema(None, llm.response_schema("gemini"))
    assert schema.required == schema.property_ordering == list(llm.ReportDraft.model_fields)
    assert schema.properties["published_at"].nullable
    kind = schema.properties["impacts"].items.properties["kind"]
    assert kind.nullable and len(kind.enum) == 4


def test_gemini_makes_the_same_of_the_model():
    from_model = t_schema(None, llm.ReportDraft)
    from_schema = t_schema(None, llm.response_schema("gemini"))
    assert without_titles(from_model) == without_titles(from_schema)


def without_titles(schema):
    data = schema.model_dump(exclude_none=True, exclude={"additional_properties"})
    return json.loads(re.sub(r'"title": "\w+( \w+)*",? ?', "", json.dumps(data)))


# --- the guide -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def guide():
    """The functions of the guide, by name."""
    namespace = {}
    for block in blocks_of(GUIDE):
        if block.language == "python" and block.is_run and "def ask_" in block.code:
            exec("from themereport import llm\n" + block.code, namespace)
    return namespace


def transport(reply, seen):
    """What stands for a network: notes the request, and gives `reply`."""

    def handle(request):
        seen.update(json.loads(request.content))
        return httpx2.Response(200, json=reply)

    return httpx2.Client(transport=httpx2.MockTransport(handle))


def test_the_guide_asks_openai(guide):
    reply = {
        "id": "r", "object": "response", "created_at": 0, "model": "m", "status": "completed",
        "parallel_tool_calls": False, "tool_choice": "auto", "tools": [],
        "output": [
            {"type": "message", "id": "m", "role": "assistant", "status": "completed",
             "content": [{"type": "output_text", "text": ANSWER, "annotations": []}]}
        ],
    }  # fmt: skip
    seen = {}
    client = openai.OpenAI(api_key="x", http_client=transport(reply, seen))
    assert guide["ask_openai"](client, "m", "words") == ANSWER
    assert seen["text"]["format"]["schema"] == llm.response_schema("openai")
    assert seen["text"]["format"]["strict"] is True


def test_the_guide_asks_anthropic(guide):
    reply = {
        "id": "m", "type": "message", "role": "assistant", "model": "m",
        "stop_reason": "end_turn", "stop_sequence": None,
        "usage": {"input_tokens": 1, "output_tokens": 1},
        "content": [{"type": "text", "text": ANSWER}],
    }  # fmt: skip
    seen = {}
    client = anthropic.Anthropic(api_key="x", http_client=transport(reply, seen))
    assert guide["ask_anthropic"](client, "m", "words") == ANSWER
    assert seen["output_config"]["format"]["schema"] == llm.response_schema("anthropic")


def test_the_guide_asks_gemini(guide):
    reply = {
        "candidates": [
            {"content": {"role": "model", "parts": [{"text": ANSWER}]}, "finishReason": "STOP"}
        ]
    }
    seen = {}
    options = types.HttpOptions(httpx_client=transport(reply, seen))
    client = genai.Client(api_key="x", http_options=options)
    assert guide["ask_gemini"](client, "m", "words") == ANSWER
    assert seen["generationConfig"]["responseJsonSchema"] == llm.response_schema("gemini")


# --- an agent --------------------------------------------------------------------------------


def agent_that_gives(*drafts):
    """An agent whose model gives one draft after another, and what the model was told."""
    told, coming = [], iter(drafts)

    def model(messages, info):
        told.append(messages[-1])
        tool = info.output_tools[0].name
        return ModelResponse(parts=[ToolCallPart(tool, next(coming).model_dump_json())])

    def write(draft: llm.ReportDraft) -> tr.ThemeReport:
        """Give the report."""
        result = draft.to_report()
        if result.report is None:
            raise ModelRetry(llm.retry_message(result.diagnostics, "en"))
        return result.report

    return Agent(FunctionModel(model), output_type=write, instructions=llm.instructions("en")), told


NINE = DRAFT.model_copy(update={"signals": DRAFT.signals[:9]})


def test_an_agent_that_gives_nine_is_asked_again_and_gives_ten():
    agent, told = agent_that_gives(NINE, DRAFT)
    assert agent.run_sync("words").output == REPORT
    first, again = told
    assert first.instructions == llm.instructions("en")
    (part,) = again.parts
    assert part.content == llm.retry_message(NINE.to_report().diagnostics, "en")


def test_an_agent_that_gives_nine_again_gives_no_report():
    agent, told = agent_that_gives(NINE, NINE)
    with pytest.raises(UnexpectedModelBehavior):
        agent.run_sync("words")
    assert len(told) == 2


def test_no_library_of_a_provider_is_loaded():
    from test_package import loaded_by

    loaded = loaded_by("from themereport import llm; llm.response_schema('openai')")
    assert loaded & {"openai", "anthropic", "google.genai", "pydantic_ai", "httpx2"} == set()
    assert "openai" in sys.modules
