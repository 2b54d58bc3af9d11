"""Where things of the demo company are. The names are the demo's; everything else is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from .people import Http

PRODUCTION = "Larkspur Production"
GROUP = "rg-ml-prod-eu"
WORKSPACE = "ml-routing"
REGION = "westeurope"
OTHER_WORKSPACE = "ml-pricing"
#: One endpoint for each way to authenticate, in the workspace above.
KEY_ENDPOINT = "route-eta"
TOKEN_ENDPOINT = "route-planner"
ENTRA_ENDPOINT = "depot-assign"
#: A key endpoint in another workspace and region.
OTHER_KEY_ENDPOINT = "quote-price"
ML = "Microsoft.MachineLearningServices"

READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7"
DATA_SCIENTIST = "f6c7c914-8db3-469d-8ca1-694a8f32e121"


@dataclass(frozen=True)
class Company:
    """The ids that tests start from."""

    subscription: str

    @classmethod
    def read(cls, arm: Http) -> Company:
        """Finds the production subscription by its name."""
        listed = arm.rows("/subscriptions?api-version=2022-12-01")
        return cls(next(one["subscriptionId"] for one in listed if one["displayName"] == PRODUCTION))

    @property
    def subscription_path(self) -> str:
        """The subscription's id as a path."""
        return f"/subscriptions/{self.subscription}"

    @property
    def group_path(self) -> str:
        """The resource group's id."""
        return f"{self.subscription_path}/resourceGroups/{GROUP}"

    def workspace_path(self, name: str = WORKSPACE) -> str:
        """A workspace's id."""
        return f"{self.group_path}/providers/{ML}/workspaces/{name}"

    def role(self, role_id: str) -> str:
        """A role definition's id in the subscription."""
        return f"{self.subscription_path}/providers/Microsoft.Authorization/roleDefinitions/{role_id}"
