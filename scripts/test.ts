// The whole suite: each stage with its time, each spec with its time, the sums, and the counts on the last line.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensurePackages } from './system-packages.ts'

type Stage = {
  readonly name: string
  readonly command: readonly string[]
  readonly counts?: 'vitest' | 'playwright'
  readonly keyring?: boolean
  readonly nat?: boolean
}
type Counts = { passed: number; failed: number }

const long = process.argv.includes('--long')
const only = process.argv[process.argv.indexOf('--only') + 1]?.split(',') ?? null
const chosen = process.argv.includes('--only') ? only : null
const folder = mkdtempSync(join(tmpdir(), 'dialdesk-test-'))
const bin = (name: string): string => join('node_modules', '.bin', name)
const linux = process.platform === 'linux'

const stages: readonly Stage[] = [
  { name: 'lint', command: [bin('biome'), 'ci', '.'] },
  { name: 'types', command: [bin('tsc'), '--noEmit'] },
  { name: 'imports', command: [process.execPath, 'scripts/check-imports.ts'] },
  {
    name: 'unit',
    command: [bin('vitest'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${join(folder, 'unit.json')}`],
    counts: 'vitest',
  },
  { name: 'build', command: [bin('electron-vite'), 'build', '--logLevel', 'warn'] },
  { name: 'host', command: [bin('playwright'), 'test', '--project=host'], counts: 'playwright' },
  // the second of the two commands, on a display of its own
  { name: 'demo', command: [...(linux ? ['xvfb-run', '-a'] : []), process.execPath, 'scripts/demo.ts', '--check'] },
  { name: 'package', command: [bin('playwright'), 'test', '--project=package'], counts: 'playwright', keyring: true },
  ...(linux ? [{ name: 'looks', command: [bin('playwright'), 'test', '--project=looks'], counts: 'playwright' } as const] : []),
  { name: 'e2e', command: [bin('playwright'), 'test', '--project=e2e'], counts: 'playwright', keyring: true },
  { name: 'integration', command: [bin('playwright'), 'test', '--project=integration', '--grep-invert=@netns'], counts: 'playwright', keyring: true },
  // a stage of its own: the whole app stands behind a NAT made for it
  ...(linux && process.getuid?.() === 0
    ? [
        {
          name: 'netns',
          command: [bin('playwright'), 'test', '--project=integration', '--grep=@netns'],
          counts: 'playwright',
          keyring: true,
          nat: true,
        } as const,
      ]
    : []),
]

ensurePackages(['host', 'display', 'keyring', 'desktop', 'peers'])
if (!linux) console.log('Left out: looks, whose measures are those of one browser')
if (linux && process.getuid?.() !== 0) console.log('Left out: @netns and @managed, for network namespaces and /etc need root')
const total: Counts = { passed: 0, failed: 0 }
const times: [string, number, string][] = []
for (const stage of stages) {
  if (chosen && !chosen.includes(stage.name)) continue
  console.log(`\n== ${stage.name}`)
  const started = performance.now()
  const [result, counts] = run(stage)
  times.push([stage.name, performance.now() - started, result])
  total.passed += counts.passed
  total.failed += counts.failed
}
rmSync(folder, { recursive: true, force: true })
console.log('\nTime by stage')
for (const [name, ms, result] of times) console.log(`  ${(ms / 1000).toFixed(1).padStart(7)} s  ${name.padEnd(12)} ${result}`)
console.log(`  ${(times.reduce((sum, [, ms]) => sum + ms, 0) / 1000).toFixed(1).padStart(7)} s  sum`)
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exit(total.failed ? 1 : 0)

function run({ name, command, counts, keyring, nat }: Stage): [string, Counts] {
  const file = join(folder, `${name}.json`)
  const [program = '', ...args] = [...(nat ? ['scripts/with-nat.sh'] : []), ...(keyring && linux ? ['scripts/with-keyring.sh'] : []), ...command]
  const { status } = spawnSync(program, args, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, DIALDESK_TEST_COUNTS: file, ...(long ? { DIALDESK_TEST_LONG: '1' } : {}) },
  })
  if (!counts) return status === 0 ? ['ok', { passed: 1, failed: 0 }] : ['FAILED', { passed: 0, failed: 1 }]
  const read = readCounts(file, counts)
  // a stage that ran nothing, or ended badly without a failed test, has failed
  if (read.passed + read.failed === 0 || (status !== 0 && read.failed === 0)) read.failed += 1
  return [`${read.failed ? 'FAILED' : 'ok'}: ${read.passed} passed, ${read.failed} failed`, read]
}

function readCounts(file: string, kind: 'vitest' | 'playwright'): Counts {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'))
    if (kind === 'playwright') return { passed: report.passed, failed: report.failed }
    for (const { name, startTime, endTime } of report.testResults)
      console.log(`  ${((endTime - startTime) / 1000).toFixed(2).padStart(7)} s  ${name}`)
    return {
      passed: report.numPassedTests,
      failed:
        report.numFailedTests +
        report.testResults.filter((r: { status: string; assertionResults: [] }) => r.status === 'failed' && !r.assertionResults.length).length,
    }
  } catch {
    return { passed: 0, failed: 0 }
  }
}
