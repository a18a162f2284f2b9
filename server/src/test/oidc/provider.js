// oidc-provider as it comes, for the tests of sign-in: it signs in, without asking, whoever POST /control says.
// Prints the issuer once it listens; ends when its input does.
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';

const host = '127.0.0.1';
const records = new Map();
let person = { sub: 'nobody' };
let down = false;
let keys = [key()];
let handle;

/** What oidc-provider keeps, in memory: through a change of its keys, and with clients that change. */
class Store {
  constructor(model) { this.model = model; }
  key(id) { return `${this.model}:${id}`; }
  async upsert(id, payload) { records.set(this.key(id), payload); }
  async find(id) { return records.get(this.key(id)); }
  async findBy(name, value) {
    return [...records].find(([key, each]) => key.startsWith(`${this.model}:`) && each[name] === value)?.[1];
  }
  async findByUserCode(code) { return this.findBy('userCode', code); }
  async findByUid(uid) { return this.findBy('uid', uid); }
  async consume(id) { records.get(this.key(id)).consumed = Math.floor(Date.now() / 1000); }
  async destroy(id) { records.delete(this.key(id)); }
  async revokeByGrantId(grant) {
    for (const [key, each] of records) if (each.grantId === grant) records.delete(key);
  }
}

function key() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), alg: 'RS256', use: 'sig' };
}

/** Accounts are what was said of them when they signed in. */
function account(sub) {
  const claims = records.get(`account:${sub}`) ?? { sub };
  return { accountId: sub, claims: async () => claims };
}

function start(issuer, options) {
  const provider = new Provider(issuer, {
    adapter: Store,
    jwks: { keys },
    cookies: { keys: ['of the tests'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    findAccount: async (context, sub) => account(sub),
    // It refuses to call addresses of this machine, where the servers of the tests are.
    fetch: (url, { dispatcher, ...request }) => globalThis.fetch(url, request),
    interactions: { url: (context, interaction) => `/interaction/${interaction.uid}` },
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      // Its own page asks for fonts of another host.
      rpInitiatedLogout: {
        logoutSource: async (context, form) => {
          context.body = `<!DOCTYPE html><html lang="en"><body><main>${form}
            <button type="submit" form="op.logoutForm" name="logout" value="yes">Yes, sign me out</button></main></body></html>`;
        },
      },
      resourceIndicators: {
        enabled: true,
        defaultResource: async () => undefined,
        useGrantedResource: async () => true,
        getResourceServerInfo: async () => ({ scope: 'openid email', audience: 'orgtable', accessTokenFormat: 'jwt' }),
      },
    },
    extraTokenClaims: async (context, token) =>
      options.emailInAccessTokens ? records.get(`account:${token.accountId}`) : undefined,
    ...options.configuration,
  });
  provider.on('backchannel.error', (context, error) => process.stderr.write(`${error.stack}\n`));
  const callback = provider.callback();
  handle = async (request, response) =>
    request.url.startsWith('/interaction/') ? interact(provider, request, response) : callback(request, response);
}

/** Signs in whoever stands here, and grants what the client asks for. */
async function interact(provider, request, response) {
  const { params, prompt, session } = await provider.interactionDetails(request, response);
  if (prompt.name === 'login') {
    records.set(`account:${person.sub}`, person);
    return provider.interactionFinished(request, response, { login: { accountId: person.sub } });
  }
  const grant = new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  if (params.resource) grant.addResourceScope(params.resource, params.scope);
  return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } });
}

function body(request) {
  return new Promise((resolve, reject) => {
    let text = '';
    request.on('data', (part) => { text += part; });
    request.on('end', () => resolve(text));
    request.on('error', reject);
  });
}

async function control(request, issuer) {
  const said = JSON.parse(await body(request));
  if (said.person) person = said.person;
  if (said.account) records.set(`account:${said.account.sub}`, said.account);
  if (said.down !== undefined) down = said.down;
  for (const client of said.clients ?? []) records.set(`Client:${client.client_id}`, client);
  if (said.rotate) keys = [key()];
  if (said.start) start(issuer, said.start);
}

const server = createServer(async (request, response) => {
  try {
    if (request.url === '/control') {
      await control(request, `http://${host}:${server.address().port}`);
      response.end();
    } else if (down || !handle) {
      response.writeHead(503).end();
    } else {
      await handle(request, response);
    }
  } catch (error) {
    process.stderr.write(`${error.stack}\n`);
    if (!response.headersSent) response.writeHead(500);
    response.end(String(error));
  }
});
server.listen(Number(process.argv[2] ?? 0), host, () => {
  process.stdout.write(`listening on ${server.address().port}\n`);
});
process.stdin.on('end', () => process.exit(0)).resume();
