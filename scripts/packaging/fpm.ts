// fpm's command line as electron-builder uses it for `-s dir -t deb`, done with dpkg-deb: enough to build and look at a package
// offline. Releases are made with fpm itself.
import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const single = new Set(
  ['s', 't', 'v', 'p']
    .map((o) => `-${o}`)
    .concat(
      [
        'name',
        'maintainer',
        'vendor',
        'url',
        'architecture',
        'description',
        'after-install',
        'after-remove',
        'category',
        'package',
        'version',
        'license',
        'log',
        'deb-priority',
        'deb-compression',
        'iteration',
      ].map((o) => `--${o}`),
    ),
)
const repeated = new Set(['-d', '--depends', '--deb-recommends'])

const options = new Map<string, string>()
const lists = new Map<string, string[]>()
const sources: string[] = []
const args = process.argv.slice(2).flatMap((a) => {
  const at = a.indexOf('=')
  return a.startsWith('--') && at > 0 && (single.has(a.slice(0, at)) || repeated.has(a.slice(0, at))) ? [a.slice(0, at), a.slice(at + 1)] : [a]
})
for (let i = 0; i < args.length; i++) {
  const arg = args[i] ?? ''
  if (repeated.has(arg)) lists.set(arg, [...(lists.get(arg) ?? []), args[++i] ?? ''])
  else if (single.has(arg)) options.set(arg, args[++i] ?? '')
  else if (!arg.startsWith('-')) sources.push(arg)
}

const folder = mkdtempSync(join(tmpdir(), 'deb-'))
for (const source of sources) {
  const [from = '', to = ''] = source.split('=')
  const target = join(folder, to)
  mkdirSync(dirname(target), { recursive: true })
  cpSync(from, target, { recursive: true, verbatimSymlinks: true })
}
const control = join(folder, 'DEBIAN')
mkdirSync(control)
const [summary = '', ...more] = (options.get('--description') ?? '').trim().split('\n')
const fields: [string, string | undefined][] = [
  ['Package', options.get('--name')],
  ['Version', options.get('-v') ?? options.get('--version')],
  ['Architecture', options.get('--architecture')],
  ['Maintainer', options.get('--maintainer')],
  ['Section', options.get('--category') ?? 'default'],
  ['Priority', options.get('--deb-priority') ?? 'optional'],
  ['Homepage', options.get('--url')],
  ['Depends', [...(lists.get('-d') ?? []), ...(lists.get('--depends') ?? [])].join(', ')],
  ['Recommends', lists.get('--deb-recommends')?.join(', ')],
  ['Description', [summary, ...more.map((l) => ` ${l.trim() || '.'}`)].join('\n')],
]
writeFileSync(join(control, 'control'), `${fields.flatMap(([name, value]) => (value ? [`${name}: ${value}`] : [])).join('\n')}\n`)
for (const [option, name] of [
  ['--after-install', 'postinst'],
  ['--after-remove', 'postrm'],
] as const) {
  const script = options.get(option)
  if (script === undefined) continue
  cpSync(script, join(control, name))
  chmodSync(join(control, name), 0o755)
}
execFileSync('dpkg-deb', ['--root-owner-group', '-Zxz', '-z1', '-b', folder, options.get('-p') ?? options.get('--package') ?? 'out.deb'], {
  stdio: 'inherit',
})
rmSync(folder, { recursive: true, force: true })
