"""azure-mgmt-resourcegraph: questions across subscriptions."""

from __future__ import annotations

from typing import Any

import pytest
from azure.core.exceptions import HttpResponseError
from azure.mgmt.resourcegraph import ResourceGraphClient
from azure.mgmt.resourcegraph.models import QueryRequest, QueryRequestOptions

from harness.clients import arm_options
from harness.company import GROUP, ML, WORKSPACE, Company
from harness.demo import Demo
from harness.people import Http, PersonaCredential

pytestmark = [pytest.mark.client("azure-mgmt-resourcegraph"), pytest.mark.operations("Resources")]

OF_WORKSPACES = f"Resources | where type =~ '{ML}/workspaces'"


@pytest.fixture
def resource_graph(demo: Demo, owner: PersonaCredential) -> ResourceGraphClient:
    """Resource Graph for the owner."""
    return ResourceGraphClient(owner, **arm_options(demo))


def rows(client: ResourceGraphClient, query: str, *subscriptions: str) -> list[dict[str, Any]]:
    """The rows that a query finds."""
    answer = client.resources(QueryRequest(query=query, subscriptions=list(subscriptions) or None))
    assert answer.count == len(answer.data)
    return answer.data


def test_workspaces_are_found_across_subscriptions(
    resource_graph: ResourceGraphClient, company: Company, arm: Http
) -> None:
    found = rows(
        resource_graph, f"{OF_WORKSPACES} | project id, name, location, resourceGroup, subscriptionId"
    )
    listed = []
    for one in arm.rows("/subscriptions?api-version=2022-12-01"):
        listed += arm.rows(f"{one['id']}/providers/{ML}/workspaces?api-version=2024-10-01")
    assert {row["id"].lower() for row in found} == {one["id"].lower() for one in listed}
    (row,) = [row for row in found if row["name"] == WORKSPACE]
    assert (row["resourceGroup"], row["subscriptionId"]) == (GROUP, company.subscription)
    in_one = rows(resource_graph, OF_WORKSPACES, company.subscription)
    assert {row["subscriptionId"] for row in in_one} == {company.subscription}


def test_queries_count_sort_and_extend(resource_graph: ResourceGraphClient) -> None:
    (total,) = rows(resource_graph, f"{OF_WORKSPACES} | count")
    by_place = rows(resource_graph, f"{OF_WORKSPACES} | summarize n = count() by location | order by n desc")
    assert sum(row["n"] for row in by_place) == total["Count"]
    assert [row["n"] for row in by_place] == sorted((row["n"] for row in by_place), reverse=True)
    names = rows(
        resource_graph,
        f"{OF_WORKSPACES} | extend short = tolower(substring(name, 3)) | project short | sort by short asc | limit 3",
    )
    assert [row["short"] for row in names] == sorted(row["short"] for row in names)
    (one,) = rows(resource_graph, f"{OF_WORKSPACES} | where name == '{WORKSPACE}' and tags.team == 'routing'")
    assert one["name"] == WORKSPACE


def test_pages_are_followed_by_their_token(resource_graph: ResourceGraphClient) -> None:
    # Without the id among its columns an answer has no further pages.
    query = f"{OF_WORKSPACES} | project id, name | order by name asc"
    names: list[str] = []
    token = None
    for _ in range(20):
        options = QueryRequestOptions(top=2, skip_token=token)
        answer = resource_graph.resources(QueryRequest(query=query, options=options))
        names += [row["name"] for row in answer.data]
        token = answer.skip_token
        if token is None:
            break
    assert names == [row["name"] for row in rows(resource_graph, query)]
    assert len(names) == len(set(names)) == answer.total_records


def test_a_table_is_the_other_form_of_the_same_answer(resource_graph: ResourceGraphClient) -> None:
    query = f"{OF_WORKSPACES} | project name, location | order by name asc"
    options = QueryRequestOptions(result_format="table")
    table = resource_graph.resources(QueryRequest(query=query, options=options)).data
    assert [column["name"] for column in table["columns"]] == ["name", "location"]
    assert table["rows"] == [[row["name"], row["location"]] for row in rows(resource_graph, query)]


def test_role_assignments_are_a_table_too(resource_graph: ResourceGraphClient, demo: Demo) -> None:
    query = "authorizationresources | where type =~ 'microsoft.authorization/roleassignments'"
    principals = {row["properties"]["principalId"] for row in rows(resource_graph, query)}
    assert demo.persona("owner").object_id in principals


def test_an_answer_holds_what_the_caller_may_read(
    resource_graph: ResourceGraphClient, demo: Demo, nobody: PersonaCredential
) -> None:
    assert rows(ResourceGraphClient(nobody, **arm_options(demo)), OF_WORKSPACES) == []
    assert rows(resource_graph, OF_WORKSPACES)


@pytest.mark.parametrize("query", ["Resources | where", "NoSuchTable | count", "Resources | frobnicate x"])
def test_a_question_that_makes_no_sense_is_refused(resource_graph: ResourceGraphClient, query: str) -> None:
    with pytest.raises(HttpResponseError) as refusal:
        resource_graph.resources(QueryRequest(query=query))
    assert refusal.value.status_code == 400
    assert refusal.value.error.code
