import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';

const HEAD = `// Made from the API's own description by \`npm run api-types\`. Not to be written by hand.

`;

/** TypeScript of everything that an OpenAPI document describes. The same document makes the same text. */
export async function makeApiTypes(document: OpenAPI3): Promise<string> {
  return HEAD + astToString(await openapiTS(document, { alphabetize: true }));
}
