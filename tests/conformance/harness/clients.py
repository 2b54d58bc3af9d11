"""The management clients, pointed at the demo cloud."""

from __future__ import annotations

from typing import Any

from azure.identity import ClientSecretCredential
from azure.mgmt.authorization import AuthorizationManagementClient
from azure.mgmt.machinelearningservices import MachineLearningServicesMgmtClient

from .company import Company
from .demo import ARM_RESOURCE, Demo, default_scope


def secret_credential(demo: Demo, client_id: str, secret: str) -> ClientSecretCredential:
    """An application of the company's own, proving itself with a secret."""
    return ClientSecretCredential(
        demo.tenant_id, client_id, secret, authority=demo.authority, disable_instance_discovery=True
    )


def arm_options(demo: Demo, **options: Any) -> dict[str, Any]:
    """Where Resource Manager is, and for what its tokens are asked."""
    return {"base_url": demo.arm, "credential_scopes": [default_scope(ARM_RESOURCE)], **options}


def authorization(
    demo: Demo, company: Company, credential: Any, **options: Any
) -> AuthorizationManagementClient:
    """Azure RBAC as a person sees it."""
    return AuthorizationManagementClient(credential, company.subscription, **arm_options(demo, **options))


def machine_learning(
    demo: Demo, company: Company, credential: Any, **options: Any
) -> MachineLearningServicesMgmtClient:
    """Azure ML as a person sees it."""
    return MachineLearningServicesMgmtClient(credential, company.subscription, **arm_options(demo, **options))
