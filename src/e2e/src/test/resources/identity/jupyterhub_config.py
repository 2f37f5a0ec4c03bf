"""A hub with users, groups and tokens, whose API is all that is asked for."""

import os

from jupyterhub.proxy import Proxy


class NoProxy(Proxy):
    """Nobody asks for the servers of users here, so nothing has to lead there."""

    should_start = False
    routes = {}

    async def add_route(self, routespec, target, data):
        self.routes[routespec] = {"routespec": routespec, "target": target, "data": data}

    async def delete_route(self, routespec):
        self.routes.pop(routespec, None)

    async def get_all_routes(self):
        return self.routes


c = get_config()  # noqa: F821
c.JupyterHub.proxy_class = NoProxy
c.JupyterHub.hub_bind_url = os.environ["HUB_URL"]
c.JupyterHub.bind_url = os.environ["HUB_PUBLIC_URL"]
c.JupyterHub.db_url = "sqlite:///:memory:"
c.JupyterHub.authenticator_class = "dummy"
c.JupyterHub.load_groups = {"ml-a": ["hanna"], "ml-b": ["bert"]}
c.JupyterHub.api_tokens = {
    "token-of-hanna-0123456789abcdef0123": "hanna",
    "token-of-bert-0123456789abcdef01234": "bert",
    "token-of-nora-0123456789abcdef01234": "nora",
}
c.JupyterHub.services = [
    {"name": "metrics", "api_token": "token-of-a-service-0123456789abcdef"}
]
