import { login } from '../../../src/platform/demo-login/code-flow-client.js';

/** Asks the API as one of the demonstration's accounts, with a token of a login of its own. */
export class Api {
  private readonly tokens = new Map<string, Promise<string>>();

  constructor(private readonly url: string) {}

  /** `data` of the answer. @throws {Error} with the errors of the answer. */
  async ask<Data>(
    account: string,
    query: string,
    variables: Readonly<Record<string, unknown>> = {},
  ): Promise<Data> {
    const token = this.tokens.get(account) ?? login(this.url, account);
    this.tokens.set(account, token);
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await token}` },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as { data: Data | null; errors?: unknown };
    if (data === null || errors !== undefined) throw new Error(JSON.stringify(errors));
    return data;
  }
}

/** Nodes of a connection. */
export interface Page<Node> {
  readonly edges: readonly { readonly node: Node }[];
}

/** The nodes themselves. */
export function nodesOf<Node>(page: Page<Node>): readonly Node[] {
  return page.edges.map(({ node }) => node);
}
