import { type CryptoKey, exportJWK, generateKeyPair, type JWK } from "jose";

/** A key that signs, and its public half as it is published. */
export interface SigningKey {
  readonly privateKey: CryptoKey;
  readonly jwk: JWK & { readonly kid: string };
}

/** The signing key of each issuer, created when it is first needed. A replaced key is no longer published. */
export class KeyRing {
  readonly #keys = new Map<string, Promise<SigningKey>>();
  #made = 0;

  /** @param path the issuer's path, such as `/` or `/us-east-1_Staff0001` */
  keyOf(path: string): Promise<SigningKey> {
    const key = this.#keys.get(path) ?? this.#create();
    this.#keys.set(path, key);
    return key;
  }

  rotate(path: string): Promise<SigningKey> {
    this.#keys.delete(path);
    return this.keyOf(path);
  }

  async #create(): Promise<SigningKey> {
    this.#made += 1;
    const kid = `sandbox-key-${this.#made}`;
    const { privateKey, publicKey } = await generateKeyPair("RS256");
    return { privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: "RS256", use: "sig" } };
  }
}
