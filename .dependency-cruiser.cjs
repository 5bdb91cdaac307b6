// Who may import whom. Proven on tests/fixtures/import-rules by scripts/check-imports.ts.
const plain = ['electron/main/provider', 'electron/main/account', 'electron/main/storage', 'electron/main/phone', 'electron/phone', 'shared']
/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'shared-is-pure',
      severity: 'error',
      comment: 'shared imports neither processes nor Node',
      from: { path: '(^|/)shared/' },
      to: { path: '(^|/)(electron|renderer)/', pathNot: 'node_modules' },
    },
    { name: 'shared-without-node', severity: 'error', from: { path: '(^|/)shared/' }, to: { dependencyTypes: ['core'] } },
    {
      name: 'main-alone',
      severity: 'error',
      from: { path: '(^|/)electron/main/' },
      to: { path: '(^|/)(electron/phone|electron/preload|renderer)/', pathNot: 'node_modules' },
    },
    {
      name: 'phone-alone',
      severity: 'error',
      from: { path: '(^|/)electron/phone/' },
      to: { path: '(^|/)(electron/main|electron/preload|renderer)/', pathNot: 'node_modules' },
    },
    { name: 'renderer-alone', severity: 'error', from: { path: '(^|/)renderer/' }, to: { path: '(^|/)electron/', pathNot: 'node_modules' } },
    { name: 'renderer-without-node', severity: 'error', from: { path: '(^|/)renderer/' }, to: { dependencyTypes: ['core'] } },
    {
      name: 'plain-node',
      severity: 'error',
      comment: 'only desktop/, ipc/, app.ts and index.ts of main know Electron',
      from: { path: plain.map((p) => `(^|/)${p}/`).join('|') },
      to: { path: '(^|/)node_modules/electron/|^electron$' },
    },
    {
      name: 'sip-js-behind-phone',
      severity: 'error',
      from: { pathNot: '(^|/)electron/phone/(line|calls|transport)/' },
      to: { path: 'node_modules/sip\\.js' },
    },
    {
      name: 'werift-behind-its-leg',
      severity: 'error',
      from: { pathNot: '(^|/)electron/phone/media/werift-leg\\.ts$' },
      to: { path: 'node_modules/werift' },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.json'] },
  },
}
