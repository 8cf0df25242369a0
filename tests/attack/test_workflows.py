"""Whoever proposes a change runs their own code and settings in the example workflows: these hold nothing to take."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import REPOSITORY

GITHUB = (".github/workflows/handbook.yml", "templates/library/.github/workflows/handbook.yml")
ALL = (*GITHUB, "examples/ci/gitlab-ci.yml", "templates/library/.gitlab-ci.yml", "examples/ci/gitee-go.yml")


def read(name: str) -> Any:
    return yaml.safe_load(Path(REPOSITORY, name).read_text("utf-8"))


@pytest.mark.parametrize("name", GITHUB)
def test_a_workflow_may_only_read_and_keeps_no_credentials(name: str) -> None:
    workflow = read(name)
    assert set(workflow[True]) == {"pull_request", "push"}  # YAML 1.1 reads `on` so; never pull_request_target
    assert workflow[True]["push"] == {"branches": ["main"]}
    assert workflow["permissions"] == {"contents": "read"}
    for job in workflow["jobs"].values():
        assert "permissions" not in job
        [checkout] = [step for step in job["steps"] if step.get("uses", "").startswith("actions/checkout@")]
        assert checkout["with"]["persist-credentials"] is False
        assert "ref" not in checkout["with"]


@pytest.mark.parametrize("name", ALL)
def test_no_workflow_uses_a_secret_or_deploys(name: str) -> None:
    text = Path(REPOSITORY, name).read_text("utf-8")
    assert "密钥" in text
    assert not re.search(
        r"secrets[.]|[$]\{\{ *github[.](token|event[.])|id-token|id_tokens|[$]CI_JOB_TOKEN|password",
        text,
        re.IGNORECASE,
    )
    assert not re.search(r"^ *(pages|environment|deploy)[\w-]*:", text, re.MULTILINE)
