import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../../src/platform/config/paths.js';
import { readCompose } from './compose.js';

interface Realm {
  readonly realm: string;
  readonly users?: unknown;
  readonly registrationAllowed: boolean;
  readonly defaultSignatureAlgorithm: string;
  readonly accessTokenLifespan: number;
  readonly clients: readonly Client[];
}

interface Client {
  readonly clientId: string;
  readonly secret?: string;
  readonly redirectUris: readonly string[];
  readonly protocolMappers: readonly { protocolMapper: string; config: Record<string, string> }[];
}

const text = readFileSync(join(projectRoot, 'docker/keycloak/fallwerk-realm.json'), 'utf8');
const realm = JSON.parse(text) as Realm;
const [client] = realm.clients;
const { api, keycloak } = readCompose().services;

describe('realm of the identity provider', () => {
  it('is the one whose tokens the API accepts', () => {
    expect(api?.environment?.['OIDC_ISSUER']).toMatch(
      new RegExp(`^\\$\\{KEYCLOAK_URL:.*\\}/realms/${realm.realm}$`),
    );
    const audience = client?.protocolMappers.find(
      (mapper) => mapper.protocolMapper === 'oidc-audience-mapper',
    );
    expect(audience?.config).toMatchObject({
      'included.custom.audience': api?.environment?.['OIDC_AUDIENCE'],
      'access.token.claim': 'true',
      'id.token.claim': 'false',
    });
    expect(client?.protocolMappers.map((mapper) => mapper.protocolMapper)).toContain('oidc-sub-mapper');
    expect(realm.defaultSignatureAlgorithm).toBe('RS256');
    expect(realm.accessTokenLifespan).toBeLessThanOrEqual(600);
  });

  it('lets the public web client log in by authorization code with PKCE only', () => {
    expect(client).toMatchObject({
      clientId: 'fallwerk-web',
      publicClient: true,
      standardFlowEnabled: true,
      implicitFlowEnabled: false,
      directAccessGrantsEnabled: false,
      serviceAccountsEnabled: false,
      attributes: { 'pkce.code.challenge.method': 'S256' },
    });
    expect(client?.secret).toBeUndefined();
  });

  it('sends people back to the address of this installation only', () => {
    expect(client?.redirectUris).toEqual(['${FALLWERK_WEB_URL}/login/callback']);
    const variables = [...text.matchAll(/\$\{(\w+)\}/g)].map(([, name = '']) => name);
    expect(Object.keys(keycloak?.environment ?? {})).toEqual(expect.arrayContaining(variables));
  });

  it('brings no users, and nobody can register', () => {
    expect(realm.users).toBeUndefined();
    expect(realm.registrationAllowed).toBe(false);
  });
});
