// node-oidc-provider, unchanged, on a port of its own with TLS: a certified OpenID provider that knows nothing of Entra.
//
// `node provider.mjs FILE` takes its clients and its certificate from a JSON file and says where it is. Afterwards it
// reads one command in each line and answers in one line, so that a test can let keys rotate and answers go wrong.

import { generateKeyPairSync, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import { createInterface } from "node:readline";

import Provider from "oidc-provider";

import { Store } from "./store.mjs";

// The provider counts on it, and not every Node 20 has it.
URL.parse ??= (text) => (URL.canParse(text) ? new URL(text) : null);

// The provider's own remarks go where its errors go: the other stream is for answers.
console.info = console.warn = console.error;

const told = JSON.parse(readFileSync(process.argv[2], "utf8"));
const cookies = [randomUUID()];

/** A fresh private key of each kind that ID tokens are signed with. */
function makeKeys() {
  const make = (alg, kind, options) => {
    const { privateKey } = generateKeyPairSync(kind, options);
    return { ...privateKey.export({ format: "jwk" }), alg, use: "sig", kid: randomUUID() };
  };
  return [
    make("RS256", "rsa", { modulusLength: 2048 }),
    make("PS256", "rsa", { modulusLength: 2048 }),
    make("ES256", "ec", { namedCurve: "P-256" }),
    make("EdDSA", "ed25519", {}),
  ];
}

/** What each request was, and what came of each grant. */
const seen = { requests: [], grants: [] };
/** What the next request to a path is answered with instead, and what is changed in the description. */
const trouble = new Map();
let description = {};

function start(issuer) {
  const provider = new Provider(issuer, {
    adapter: Store,
    clients: told.clients,
    claims: { openid: ["sub"], profile: ["name", "preferred_username"] },
    cookies: { keys: cookies },
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: true },
      deviceFlow: { enabled: true },
      revocation: { enabled: true },
    },
    // Whoever types a name is that person; there is nobody else to protect.
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, name: `${id} of the lab`, preferred_username: `${id}@lab.example` }),
    }),
    jwks: { keys: makeKeys() },
    scopes: ["openid", "offline_access", "manage", "score"],
    ttl: {
      AccessToken: 3600,
      ClientCredentials: 600,
      DeviceCode: 600,
      Grant: 3600,
      IdToken: 600,
      Interaction: 600,
      RefreshToken: 3600,
      Session: 3600,
    },
  });
  provider.use(async (context, next) => {
    await next();
    if (context.path.endsWith("/.well-known/openid-configuration")) {
      context.body = { ...context.body, ...description };
    }
  });
  const note = (outcome) => (context) => {
    const { client_id, grant_type, refresh_token, scope } = context.oidc.params ?? {};
    const { client } = context.oidc;
    const issued = outcome === "success" ? context.body?.refresh_token : undefined;
    seen.grants.push({
      outcome,
      error: outcome === "error" ? context.body?.error : undefined,
      client: client_id ?? client?.clientId,
      authentication: client?.clientAuthMethod,
      grant: grant_type,
      scope,
      refreshToken: refresh_token,
      issuedRefreshToken: issued,
      issuedScope: outcome === "success" ? context.body?.scope : undefined,
    });
  };
  provider.on("grant.success", note("success"));
  provider.on("grant.error", note("error"));
  return provider.callback();
}

let answer;
const server = createServer(
  { cert: readFileSync(told.certificate), key: readFileSync(told.privateKey) },
  (request, response) => {
    const url = new URL(request.url, "https://localhost");
    seen.requests.push({
      method: request.method,
      path: url.pathname,
      parameters: [...url.searchParams.keys()],
      authorization: request.headers.authorization?.split(" ")[0],
    });
    const instead = trouble.get(url.pathname);
    if (instead) {
      trouble.delete(url.pathname);
      response.writeHead(instead.status, { "content-type": instead.type });
      response.end(instead.body);
    } else if (url.pathname.startsWith(`${told.path}/`)) {
      // As Express does for what is mounted below a path, which the provider asks for its own addresses.
      request.originalUrl = request.url;
      request.baseUrl = told.path;
      request.url = request.url.slice(told.path.length);
      answer(request, response);
    } else {
      response.writeHead(404, { "content-type": "text/html" });
      response.end("<!doctype html><title>Nothing is here</title>");
    }
  },
);

server.listen(0, "127.0.0.1", () => {
  const issuer = `https://localhost:${server.address().port}${told.path}`;
  answer = start(issuer);
  const say = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);
  say({ issuer });
  createInterface({ input: process.stdin }).on("line", (line) => {
    const command = JSON.parse(line);
    if (command.do === "rotate") {
      answer = start(issuer);
    } else if (command.do === "describe") {
      description = command.changes;
    } else if (command.do === "answer") {
      trouble.set(command.path, command);
    }
    say(command.do === "seen" ? seen : {});
  }).on("close", () => process.exit(0));
});
