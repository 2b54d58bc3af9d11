// Where the provider keeps what it remembers: in memory, but beside the provider, so that one with new keys goes on with
// the sessions of the one before. It is the adapter that node-oidc-provider's documentation describes.

/** Everything by model and id. Nothing is thrown away: a run is short. */
const kept = new Map();

export class Store {
  constructor(model) {
    this.model = model;
  }

  #name(id) {
    return `${this.model}:${id}`;
  }

  #found(fits) {
    const entries = [...kept].filter(([name]) => name.startsWith(`${this.model}:`));
    return entries.map(([, payload]) => payload).find(fits);
  }

  async upsert(id, payload) {
    kept.set(this.#name(id), payload);
  }

  async find(id) {
    return kept.get(this.#name(id));
  }

  async findByUid(uid) {
    return this.#found((payload) => payload.uid === uid);
  }

  async findByUserCode(userCode) {
    return this.#found((payload) => payload.userCode === userCode);
  }

  async consume(id) {
    kept.get(this.#name(id)).consumed = Math.floor(Date.now() / 1000);
  }

  async destroy(id) {
    kept.delete(this.#name(id));
  }

  async revokeByGrantId(grantId) {
    for (const [name, payload] of kept) {
      if (payload.grantId === grantId) {
        kept.delete(name);
      }
    }
  }
}
