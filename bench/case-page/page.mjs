// The page of a case as a client asks for it: everything about the case with the first hundred items, then the rest.

const ITEM = `id category kind source regime secrecyOrigin recordedAt text isDisputed dispute isRestricted
  controller { id name }
  whyVisible { reason effect basis row consentId releaseId plainSentence }`;

export const FIRST = `query Page($id: ID!) {
  case(id: $id) {
    id number concern intensity openedOn
    leadUnit { id name }
    lead { id displayName }
    person { id birthDate names { kind givenNames familyNames preferred } }
    participations { relation startedAt endedAt unit { id name } }
    entryInterviews { id heldOn language answers { question original translation } }
    consents { id kind state categories purpose validUntil }
    conferences { id number topic startsAt }
  }
  disclosures(caseId: $id, first: 20) {
    edges { node { id category purpose disclosedAt basis from { id name } to { id name } } }
  }
  dataItems(caseId: $id, first: 100) { edges { node { ${ITEM} } } pageInfo { endCursor hasNextPage } }
}`;

export const REST = `query Rest($id: ID!, $after: String!) {
  dataItems(caseId: $id, first: 100, after: $after) { edges { node { ${ITEM} } } pageInfo { endCursor hasNextPage } }
}`;

async function ask(url, token, query, variables) {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await answer.json();
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

/** Reads the whole page. @returns How many items it shows with their text. */
export async function readPage(url, token, id) {
  const first = await ask(url, token, FIRST, { id });
  const { endCursor } = first.dataItems.pageInfo;
  const rest = await ask(url, token, REST, { id, after: endCursor });
  return [...first.dataItems.edges, ...rest.dataItems.edges].filter(({ node }) => node.text).length;
}
