// Boundaries of the code (docs/contributing.md). Every rule is an error, and there is no list of exceptions.

/** From the ground up: a capability may import those before it, never those after it. */
const ORDER = [
  'kernel',
  'platform',
  'directory',
  'audit',
  'workflow',
  'sharing',
  'cases',
  'processes',
  'conferences',
  'improvement',
  'insight',
  'cli',
];

/** Specs may use what they like; the rules are about what is delivered. */
const SPEC = String.raw`\.spec\.ts$`;
const DOMAIN = '^src/([^/]+/domain|kernel)/';

const anyOf = (names) => `(${names.join('|')})`;

const capabilityOrder = ORDER.slice(0, -1).map((capability, index) => ({
  name: `capability-order-${capability}`,
  comment: `${capability} stands before ${ORDER.slice(index + 1).join(', ')} and must not know them.`,
  severity: 'error',
  from: { path: `^src/${capability}/` },
  to: { path: `^src/${anyOf(ORDER.slice(index + 1))}/` },
}));

module.exports = {
  forbidden: [
    {
      name: 'domain-is-pure',
      comment: 'Domain code is data and functions: no framework, database, GraphQL, state machine library.',
      severity: 'error',
      from: { path: DOMAIN, pathNot: SPEC },
      to: {
        path: '(^|node_modules/)(@nestjs/[^/]+|typeorm|pg|graphql|mercurius|fastify|xstate|graphile-worker|rxjs)(/|$)',
      },
    },
    {
      name: 'domain-touches-no-machine',
      comment: 'Domain code reads no file, clock or network; kernel/hash.ts alone may use node:crypto.',
      severity: 'error',
      from: { path: DOMAIN, pathNot: [SPEC, String.raw`^src/kernel/hash\.ts$`] },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'hash-uses-crypto-only',
      severity: 'error',
      from: { path: String.raw`^src/kernel/hash\.ts$` },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
    {
      name: 'domain-knows-no-outer-layer',
      severity: 'error',
      from: { path: DOMAIN, pathNot: SPEC },
      to: { path: '^(src/[^/]+/(application|persistence|graphql)/|src/platform/|migrations/|test/)' },
    },
    {
      name: 'domain-knows-types-of-others-only',
      comment: 'The index of another capability loads its framework code; its types load nothing.',
      severity: 'error',
      from: { path: '^src/([^/]+)/domain/', pathNot: SPEC },
      to: {
        path: String.raw`^src/[^/]+/index\.ts$`,
        pathNot: String.raw`^src/(kernel|$1)/index\.ts$`,
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'xstate-in-one-place',
      comment: 'An upgrade of XState touches src/workflow/kernel and nothing else.',
      severity: 'error',
      from: { path: '^(src|test|migrations)/', pathNot: '^src/workflow/kernel/' },
      to: { path: '(^|node_modules/)xstate(/|$)' },
    },
    {
      name: 'front-door',
      comment: 'Other capabilities are reached through their index.ts only.',
      severity: 'error',
      from: { path: `^src/${anyOf(ORDER)}/`, pathNot: [SPEC, '^src/cli/'] },
      to: {
        path: `^src/${anyOf(ORDER)}/`,
        pathNot: [
          '^src/$1/',
          String.raw`^src/[^/]+/index\.ts$`,
          // The platform is a set of parts, each with a front door of its own.
          String.raw`^src/platform/[^/]+/index\.ts$`,
        ],
      },
    },
    {
      name: 'front-door-of-the-root',
      comment: 'Composition root and command line put modules and entities together and know nothing deeper.',
      severity: 'error',
      from: { path: String.raw`^src/([^/]+\.ts$|cli/)`, pathNot: SPEC },
      to: {
        path: '^src/[^/]+/',
        pathNot: [
          '^src/cli/',
          String.raw`^src/[^/]+/(persistence/|database/)?entities\.ts$`,
          String.raw`^src/[^/]+/index\.ts$`,
          String.raw`^src/platform/[^/]+/index\.ts$`,
        ],
      },
    },
    ...capabilityOrder,
    {
      name: 'nobody-imports-the-root',
      comment: 'The composition root is above all capabilities; only the command line starts it.',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: '^src/cli/' },
      to: { path: String.raw`^src/[^/]+\.ts$` },
    },
    {
      name: 'application-knows-no-graphql',
      comment: 'graphql → application → domain ← persistence',
      severity: 'error',
      from: { path: '^src/[^/]+/(application|persistence)/', pathNot: '^src/platform/' },
      to: { path: '^src/[^/]+/graphql/', pathNot: '^src/platform/' },
    },
    {
      name: 'persistence-knows-no-application',
      severity: 'error',
      from: { path: '^src/[^/]+/persistence/', pathNot: SPEC },
      to: { path: '^src/[^/]+/application/' },
    },
    {
      name: 'resolvers-are-thin',
      comment: 'A resolver calls one use case; queries belong to persistence.',
      severity: 'error',
      from: { path: '^src/[^/]+/graphql/', pathNot: ['^src/platform/', SPEC] },
      to: { path: '(^src/[^/]+/persistence/|(^|node_modules/)(typeorm|pg)(/|$))' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'delivered-code-uses-no-test-code',
      severity: 'error',
      from: { path: '^(src|migrations)/', pathNot: SPEC },
      to: { path: String.raw`(^test/|\.spec\.ts$)` },
    },
    {
      name: 'delivered-code-uses-no-development-package',
      severity: 'error',
      from: { path: '^(src|migrations)/', pathNot: SPEC },
      to: {
        dependencyTypes: ['npm-dev'],
        // GraphiQL is loaded on demand where it is installed, which production leaves out.
        dependencyTypesNot: ['npm', 'type-only', 'dynamic-import'],
        pathNot: 'node_modules/@types/',
      },
    },
    { name: 'everything-resolves', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
