// The whole suite, or a part of it: `npm test`, `-- --only NAMES`, `-- --grep TAG`, `--long`, `--quick`. Beside the specs, which start most of the
// apps, the checks run and then what mostly waits; each line says which stage it comes from, the last one counts all tests.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Finished, runStages, type Stage } from './stages.ts'
import { ensurePackages } from './system-packages.ts'

const linux = process.platform === 'linux'
const root = linux && process.getuid?.() === 0
/** Characters of a failure that the end of the run repeats. */
const ERROR_SHOWN = 1500
const folder = mkdtempSync(join(tmpdir(), 'dialdesk-test-'))
const bin = (name: string): string => join('node_modules', '.bin', name)
const value = (name: string): string | null => {
  const at = process.argv.indexOf(name)
  return at < 0 ? null : (process.argv[at + 1] ?? '')
}
const quick = process.argv.includes('--quick')
const grep = value('--grep')
const only = value('--only')?.split(',') ?? null

/** Playwright's projects of the stage `specs`, in the order in which they start: the one with calls in real time first. */
const projects = ['integration', 'e2e', ...(linux ? ['looks'] : []), 'package', 'host']
/** Apps of the stage `specs` at a time. Where the specs run on Electron, an app and its windows take more of the computer. */
const APPS = linux ? 3 : 2
const others = ['lint', 'types', 'imports', 'unused', 'unit', 'build', 'demo', 'waiting', 'soak', ...(root ? ['namespaces'] : [])]
const unknown = (only ?? []).filter((name) => ![...projects, ...others].includes(name))
if (unknown.length) {
  console.error(`No such part: ${unknown.join(', ')}. There are: ${[...others, ...projects].join(', ')}`)
  process.exit(2)
}
const wanted = (name: string): boolean =>
  only ? only.includes(name) : grep === null || projects.includes(name) || ['waiting', 'namespaces'].includes(name)

const playwright = (...args: string[]): string[] => [
  bin('playwright'),
  'test',
  ...args,
  ...(grep === null ? [] : [`--grep=${grep}`, '--pass-with-no-tests']),
]
const checks: Stage[] = [
  { name: 'build', command: [bin('electron-vite'), 'build', '--logLevel', 'warn'], load: 1 },
  {
    name: 'unit',
    command: [bin('vitest'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${join(folder, 'unit.json')}`],
    counts: 'vitest',
    load: 1,
  },
  { name: 'lint', command: [bin('biome'), 'ci', '.'], load: 1 },
  { name: 'types', command: [bin('tsc'), '-b', '--checkers', '1', '--builders', '2'], load: 1 },
  { name: 'imports', command: [process.execPath, 'scripts/check-imports.ts'], load: 1 },
  { name: 'unused', command: [bin('knip')], load: 1 },
]
/** One run of Playwright for the projects that are wanted; an app waits for a third of its time. */
const specs: Stage = {
  name: 'specs',
  command: playwright(...projects.filter(wanted).map((project) => `--project=${project}`), `--workers=${APPS}`),
  counts: 'playwright',
  load: 2,
  needs: ['build'],
}
const stages: Stage[] = quick
  ? [
      ...checks.slice(0, 2),
      {
        name: 'call',
        command: playwright('--project=e2e', '--workers=1', '--grep=calls out and in on line office'),
        counts: 'playwright',
        load: 1,
        needs: ['build'],
      },
      ...checks.slice(2),
    ]
  : [
      ...checks.slice(0, 2).filter(({ name }) => wanted(name)),
      ...(projects.some(wanted) ? [specs] : []),
      ...checks.slice(2).filter(({ name }) => wanted(name)),
      // the longest of those that mostly wait: first
      ...(root && wanted('namespaces')
        ? [
            {
              name: 'namespaces',
              command: ['scripts/with-nat.sh', ...playwright('--project=namespaces', '--workers=1')],
              counts: 'playwright' as const,
              load: 0.3,
              needs: ['build'],
            },
          ]
        : []),
      // use with faults at random, `npm run soak` for longer
      ...(linux && wanted('soak')
        ? [
            {
              name: 'soak',
              command: [process.execPath, 'scripts/soak.ts', '--minutes', process.argv.includes('--long') ? '2' : '1', '--built', '--beside'],
              counts: 'playwright' as const,
              load: 0.4,
              needs: ['build'],
            },
          ]
        : []),
      ...(wanted('waiting')
        ? [{ name: 'waiting', command: playwright('--project=waiting', '--workers=1'), counts: 'playwright' as const, load: 0.3, needs: ['build'] }]
        : []),
      // the second of the README's two commands, on a separate display
      ...(wanted('demo')
        ? [
            {
              name: 'demo',
              command: [...(linux ? ['xvfb-run', '-a'] : []), process.execPath, 'scripts/demo.ts', '--check', '--built'],
              load: 1,
              needs: ['build'],
            },
          ]
        : []),
    ]
// what starts the app needs it built, even when the build was not named
if (stages.some(({ needs }) => needs?.includes('build')) && !stages.some(({ name }) => name === 'build')) stages.unshift(checks[0] as Stage)

ensurePackages(['host', 'display', 'keyring', 'desktop', 'peers', ...(process.argv.includes('--long') ? (['screen-reader'] as const) : [])])
if (!linux) console.log('Left out: looks, whose measures are those of one browser')
if (linux && !root) console.log('Left out: @netns and @managed, for network namespaces and /etc need root')
const started = performance.now()
const results = await runStages(stages, {
  load: quick ? 2 : 3,
  env: (stage, index) => ({
    DIALDESK_TEST_COUNTS: join(folder, `${stage.name}.json`),
    DIALDESK_TEST_RANGE: String(index),
    ...(process.argv.includes('--long') ? { DIALDESK_TEST_LONG: '1' } : {}),
  }),
})
report(results)
rmSync(folder, { recursive: true, force: true })

type Test = {
  readonly file: string
  readonly line: number
  readonly title: string
  readonly project: string
  readonly status: string
  readonly ms: number
  /** Why it failed. */
  readonly error?: string
}

function report(finished: readonly Finished[]): never {
  const tests = finished.flatMap((f) => (f.stage.counts ? readTests(f.stage) : []))
  const specs = new Map<string, number>()
  for (const { file, ms } of tests) specs.set(file, (specs.get(file) ?? 0) + ms)
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(1).padStart(7)} s`
  console.log('\nTime by stage')
  const total = { passed: 0, failed: 0 }
  for (const { stage, ms, status } of finished) {
    const own = stage.counts ? readTests(stage) : null
    const passed = own ? own.filter((t) => t.status === 'passed').length : Number(status === 0)
    let failed = own ? own.filter((t) => t.status === 'failed').length : Number(status !== 0)
    // a stage that ran nothing, or ended badly without a failed test, has failed
    if (own && failed === 0 && (status !== 0 || (passed === 0 && grep === null))) failed = 1
    total.passed += passed
    total.failed += failed
    console.log(`${seconds(ms)}  ${stage.name.padEnd(12)} ${failed ? 'FAILED' : 'ok'}: ${passed} passed, ${failed} failed`)
  }
  console.log(`${seconds(performance.now() - started)}  in all`)
  console.log('\nCritical path')
  for (const { stage, ms, startedAt } of criticalPath(finished))
    console.log(`${seconds(ms)}  ${stage.name}, from ${(startedAt / 1000).toFixed(1)} s on`)
  console.log('\nThe ten slowest specs')
  for (const [file, ms] of [...specs].sort(([, a], [, b]) => b - a).slice(0, 10)) console.log(`${seconds(ms)}  ${file}`)
  const broken = tests.filter((t) => t.status === 'failed')
  if (broken.length) console.log('\nFailed; each alone:')
  for (const test of broken)
    console.log(
      `  ${test.title}\n    ${repeat(test)}${(test.error ?? '').slice(0, ERROR_SHOWN).replace(/^/gm, '\n      | ').replaceAll('\n\n', '\n')}`,
    )
  for (const { stage, status } of finished)
    if (status !== 0 && !stage.counts) console.log(`\nFailed: ${stage.name}\n    npm test -- --only ${stage.name}`)
  console.log(`\n${total.passed} passed, ${total.failed} failed`)
  process.exit(total.failed ? 1 : 0)
}

/** The stage that ended last, and what each had to wait for. */
function criticalPath(finished: readonly Finished[]): Finished[] {
  const path: Finished[] = []
  let last = finished.reduce<Finished | undefined>((a, b) => (a && a.startedAt + a.ms >= b.startedAt + b.ms ? a : b), undefined)
  while (last) {
    path.unshift(last)
    last = finished.find(({ stage }) => stage.name === last?.after)
  }
  return path
}

/** The command that runs one test again. */
function repeat({ project, file, line, title }: Test): string {
  if (project === 'unit') return `npx vitest run ${file} -t ${JSON.stringify(title)}`
  return `${project === 'namespaces' ? 'scripts/with-nat.sh ' : ''}npx playwright test --project=${project} ${file}:${line}`
}

function readTests({ name, counts }: Stage): Test[] {
  try {
    const read = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'))
    if (counts === 'playwright') return read.tests
    type Assertion = { fullName: string; status: string; duration?: number; location?: { line: number }; failureMessages?: string[] }
    return read.testResults.flatMap(({ name: path, status, assertionResults }: { name: string; status: string; assertionResults: Assertion[] }) => {
      const file = path.replace(`${process.cwd()}/`, '')
      // a file that could not be loaded has no tests
      if (status === 'failed' && !assertionResults.length) return [{ file, line: 1, title: file, project: 'unit', status: 'failed', ms: 0 }]
      return assertionResults.map((a) => ({
        file,
        line: a.location?.line ?? 1,
        title: a.fullName,
        project: 'unit',
        status: a.status,
        ms: a.duration ?? 0,
        ...(a.failureMessages?.length ? { error: a.failureMessages.join('\n') } : {}),
      }))
    })
  } catch {
    return []
  }
}
