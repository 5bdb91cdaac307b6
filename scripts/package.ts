// `npm run package`: this platform's installers. `-- --dir`: the unpacked folder. `--platforms linux,win,mac` and `--deb` besides:
// what can be made of the others without a download. Without Electron's binary around, its place is taken by a stub, to look at
// the result. The facts of every folder go into package-output/report.json, the bill of materials beside it and into the packages; a problem ends with
// an error. `--release` also asks the registry whether Electron is current, and whether a package is known to be vulnerable.
import { execFileSync, spawnSync } from 'node:child_process'
import { createPrivateKey } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { inspectFolder } from './packaging/report.ts'
import { signManifests } from './packaging/sign-manifests.ts'
import { makeStub, type Platform } from './packaging/stub.ts'
import { billOfMaterials, isCurrent, type Lock, type Manifest, supplyProblems } from './packaging/supply-chain.ts'

const option = (name: string): string | undefined => process.argv[process.argv.indexOf(name) + 1]
const has = (name: string): boolean => process.argv.includes(name)
const own: Platform = process.platform === 'win32' ? 'win' : process.platform === 'darwin' ? 'mac' : 'linux'
const platforms = has('--platforms') ? ((option('--platforms') ?? '').split(',') as Platform[]) : [own]
const real = existsSync('node_modules/electron/path.txt')
const output = 'package-output'
rmSync(output, { recursive: true, force: true })
mkdirSync(output)
const read = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8'))
const lock = read<Lock>('package-lock.json')
const manifest = read<Manifest>('package.json')
const bill = billOfMaterials(manifest, lock, read('out/renderer/licences.json'))
writeFileSync(join(output, 'sbom.cdx.json'), `${JSON.stringify(bill, null, 2)}\n`)
const supply = [...supplyProblems(lock, manifest), ...(has('--release') ? releaseProblems() : [])]

for (const platform of platforms) build(platform, has('--dir') || platform !== own ? ['dir'] : [])
if (has('--deb')) build('linux', ['deb'])

const folders = readdirSync(output).filter((f) => /^(linux|win|mac)(-\w+)?(-unpacked)?$/.test(f))
const reports = await Promise.all(folders.map((f) => inspectFolder(/^(linux|win|mac)/.exec(f)?.[0] as Platform, join(output, f))))
const key = process.env['DIALDESK_UPDATE_PRIVATE_KEY']
const signed = key ? signManifests(output, createPrivateKey(key)) : []
const dependencies = { shipped: bill.components.length, installed: Object.keys(lock.packages).length - 1 }
writeFileSync(
  join(output, 'report.json'),
  `${JSON.stringify({ electron: real ? 'real' : 'stub', dependencies, folders: reports, signed }, null, 2)}\n`,
)
console.log(JSON.stringify({ dependencies, folders: reports, signed }, null, 2))
const problems = [...supply, ...reports.flatMap((r) => r.problems.map((p) => `${r.folder}: ${p}`))]
for (const problem of problems) console.error(problem)
process.exit(problems.length ? 1 : 0)

/** What must not be released; asked of the registry. */
function releaseProblems(): string[] {
  const shell = process.platform === 'win32'
  const newest = execFileSync('npm', ['view', 'electron', 'version'], { encoding: 'utf8', shell }).trim()
  const own = lock.packages['node_modules/electron']?.version ?? ''
  const { status, stdout } = spawnSync('npm', ['audit', '--audit-level=high'], { encoding: 'utf8', shell })
  return [
    ...(isCurrent(own, newest) ? [] : [`Electron ${own} is more than one major behind ${newest}`]),
    ...(status === 0 ? [] : [`known vulnerabilities:\n${stdout}`]),
  ]
}

function build(platform: Platform, targets: readonly string[]): void {
  // the downloaded binary is this platform's; for another one, and where there is none, a stub has its shape
  const stub = (!real || platform !== own) && targets.length > 0 ? makeStub(platform) : null
  const { status } = spawnSync(
    join('node_modules', '.bin', 'electron-builder'),
    ['--config', 'electron-builder.config.cjs', '--publish', 'never', `--${platform}`, ...targets, ...(targets.length ? ['--x64'] : [])],
    {
      stdio: 'inherit',
      shell: process.platform === 'win32',
      env: {
        ...process.env,
        ...(stub ? { ELECTRON_DIST: stub, DIALDESK_NO_RESOURCE_EDITING: '1', CSC_IDENTITY_AUTO_DISCOVERY: 'false' } : {}),
        ...(stub && targets.includes('deb')
          ? { CUSTOM_FPM_PATH: resolve('scripts/packaging/bin/fpm'), ELECTRON_BUILDER_7ZIP_PATH: '/usr/bin/7zz' }
          : {}),
      },
    },
  )
  if (stub) rmSync(stub, { recursive: true, force: true })
  if (status !== 0) process.exit(status ?? 1)
}
